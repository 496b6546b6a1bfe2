import type { HeaderLine, HttpResponse } from '../../../src/core/web/http.ts';

/** A 402 as the browser would hand it over. */
export function answer(
  headers: readonly HeaderLine[],
  body?: unknown,
  url = 'https://shop.example/article',
): HttpResponse {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return {
    url,
    method: 'GET',
    status: 402,
    headers,
    ...(text === undefined ? {} : { body: text }),
  };
}

/** A JSON 402. */
export function json(
  body: unknown,
  headers: readonly HeaderLine[] = [],
  url?: string,
): HttpResponse {
  return answer([['Content-Type', 'application/json'], ...headers], body, url);
}
