import { BODY_CHARACTERS } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import type { TakenRequest } from '../../inspect/take/request.ts';
import type { Replayed } from './act.ts';

/** ms */
const TIMEOUT = 20_000;
/** What a page may not set (https://fetch.spec.whatwg.org/#forbidden-request-header); the browser refuses the rest. */
const REFUSED = /^(?:cookie|referer|origin|user-agent|accept-charset|date|dnt|expect|via)$/i;

/**
 * Sends a request from this page. Redirects are not followed, so that a proof goes nowhere else. `cookies`: those that
 * the site has in this browser.
 */
export async function replay(request: TakenRequest, cookies: boolean): Promise<Replayed> {
  const { url, method, body } = request;
  try {
    const answer = await fetch(url, {
      method,
      headers: request.headers.filter(([name]) => !REFUSED.test(name)).map(([...line]) => line),
      ...(body === undefined || /^(?:GET|HEAD)$/.test(method) ? {} : { body }),
      credentials: cookies ? 'include' : 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const headers: HeaderLine[] = [...answer.headers];
    const text = (await answer.text()).slice(0, BODY_CHARACTERS);
    return { response: { url, method, status: answer.status, headers, body: text } };
  } catch (error) {
    return { error: String(error).slice(0, 200) };
  }
}
