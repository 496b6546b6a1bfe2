import type { HeaderLine } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';

/**
 * Whether the page's own script could read an answer (https://fetch.spec.whatwg.org/#cors-check):
 * `same-origin`, `allowed` (CORS names its origin), `blocked` (it does not), `none`: no page asked.
 */
export type PageAccess = 'same-origin' | 'allowed' | 'blocked' | 'none';

export type Readers = {
  readonly access: PageAccess;
  /** Names of headers that Farebox sees and the page's script does not. */
  readonly hidden: readonly string[];
};

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFE =
  /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i;
/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
const FORBIDDEN = /^set-cookie2?$/i;

function listOf(headers: readonly HeaderLine[], wanted: string): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .flatMap(([, value]) => value.split(','))
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
}

/** Who could read the headers of an answer from `url`, where a page at `initiator` asked. */
export function readersOf(
  url: string,
  initiator: string | undefined,
  headers: readonly HeaderLine[],
): Readers {
  const names = [...new Set(headers.map(([name]) => name))];
  if (initiator === undefined) return { access: 'none', hidden: [] };
  const origin = originOf(initiator);
  if (origin !== undefined && origin === originOf(url)) {
    return { access: 'same-origin', hidden: names.filter((name) => FORBIDDEN.test(name)) };
  }
  const allowed = listOf(headers, 'access-control-allow-origin');
  const isAllowed = allowed.length === 1 && (allowed[0] === '*' || allowed[0] === origin);
  if (!isAllowed) return { access: 'blocked', hidden: names };
  const exposed = listOf(headers, 'access-control-expose-headers');
  // With credentials the star is a name like any other.
  const credentials = listOf(headers, 'access-control-allow-credentials').includes('true');
  const all = exposed.includes('*') && !credentials;
  const hidden = names.filter(
    (name) =>
      FORBIDDEN.test(name) || !(all || SAFE.test(name) || exposed.includes(name.toLowerCase())),
  );
  return { access: 'allowed', hidden };
}
