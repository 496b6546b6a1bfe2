import { corsCheck, corsMissing } from '../../core/web/cors.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';

/**
 * Whether the page's own script could read an answer (https://fetch.spec.whatwg.org/#cors-check):
 * `same-origin`, `allowed` (CORS names its origin), `blocked` (it does not), `none`: no page asked.
 */
export type PageAccess = 'same-origin' | 'allowed' | 'blocked' | 'none';

export type Readers = {
  readonly access: PageAccess;
  /** Names of headers that Farebox sees and the page's script does not; none where only its credentials, which are not known, decide. */
  readonly hidden: readonly string[];
};

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFE =
  /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i;
/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
const FORBIDDEN = /^set-cookie2?$/i;

/** Who could read the headers of an answer from `url`, where a page at `initiator` asked. `cookies`: the request had some. */
export function readersOf(
  url: string,
  initiator: string | undefined,
  headers: readonly HeaderLine[],
  cookies?: true,
): Readers {
  const names = [...new Set(headers.map(([name]) => name))];
  if (initiator === undefined) return { access: 'none', hidden: [] };
  const origin = originOf(initiator);
  if (origin !== undefined && origin === originOf(url)) {
    return { access: 'same-origin', hidden: names.filter((name) => FORBIDDEN.test(name)) };
  }
  if (corsCheck(headers, origin ?? 'null', cookies) !== 'allowed') {
    return { access: 'blocked', hidden: names };
  }
  const { refused } = corsMissing(headers, 'Access-Control-Expose-Headers', names, cookies);
  const hidden = names.filter(
    (name) => FORBIDDEN.test(name) || (!SAFE.test(name) && refused.includes(name)),
  );
  return { access: 'allowed', hidden };
}
