import { isList, isObject, type Json, member, parseJson } from '../../core/encoding/json.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { jsonBody } from '../json-body.ts';

/** A request in either encoding of NUT-18 and NUT-26, also in a wallet's link. */
const REQUEST = /^(?:(?:web\+)?cashu:(?:\/\/)?)?creq(?:a[\w+/-]{8,}={0,2}|b1[a-z0-9]{8,})$/i;
/** Objects of these names repeat what the browser sent, and are not the site's own words. */
const ECHOES =
  /^(?:args|body_?params|echo|form|headers|input|original|params|parameters|query|received|req|request)$/i;
const DEPTH = 6;
const VALUES = 400;

/** The payment request of a 402's body, as text: `xcashu` (toll-booth), or one under any name. Linear. */
export function requestInBody(response: HttpResponse): string | undefined {
  const body = jsonBody(response, 'xcashu');
  const found = body && member(body, 'xcashu');
  if (typeof found === 'string') return found;
  if (isObject(found)) return JSON.stringify(found);
  const text = response.body?.trim();
  if (text === undefined || !/creq[ab]/i.test(text)) return undefined;
  return REQUEST.test(text) ? text : requestIn(parseJson(text));
}

/** The first text in a JSON value that is a request; the outermost counts. */
function requestIn(root: Json | undefined): string | undefined {
  const queue: { readonly value: Json; readonly depth: number }[] = [
    { value: root ?? null, depth: 0 },
  ];
  for (let next = 0; next < queue.length && next < VALUES; next++) {
    const { value = null, depth = 0 } = queue[next] ?? {};
    if (typeof value === 'string') {
      const text = value.trim();
      if (REQUEST.test(text)) return text;
      const inner = text.startsWith('{') ? parseJson(text) : undefined;
      if (inner !== undefined && depth < DEPTH) queue.push({ value: inner, depth: depth + 1 });
    } else if (depth < DEPTH)
      queue.push(...inside(value).map((each) => ({ value: each, depth: depth + 1 })));
  }
  return undefined;
}

function inside(value: Json): readonly Json[] {
  if (isList(value)) return value.slice(0, VALUES);
  if (!isObject(value)) return [];
  return Object.entries(value)
    .slice(0, VALUES)
    .filter(([name, inner]) => !(isObject(inner) && ECHOES.test(name)))
    .map(([, inner]) => inner);
}
