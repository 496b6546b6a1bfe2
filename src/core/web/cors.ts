import { type HeaderLine, headerItems, headerList, headerValues } from './http.ts';

// What a page of another origin may read of an answer (https://fetch.spec.whatwg.org/#http-cors-protocol). `cookies`: the
// request was sent with credentials; undefined where that is not known.

/**
 * The CORS check of an answer: `allowed`; `absent`: no origin is allowed; `other`: another one is; `several`: the header is
 * sent twice or holds a list, which allows none; `star-cookies`: "*" does not allow a request with cookies;
 * `no-cookies`: the origin is allowed, and its cookies are not.
 */
export type CorsCheck = 'allowed' | 'absent' | 'other' | 'several' | 'star-cookies' | 'no-cookies';

type Headers = readonly HeaderLine[];

const valuesOf = (headers: Headers, name: string) =>
  headerValues({ headers }, name).map((value) => value.trim());

const allowsCookies = (headers: Headers) =>
  valuesOf(headers, 'access-control-allow-credentials').join(', ') === 'true';

/** Whether an answer lets a page of `origin` read it. */
export function corsCheck(headers: Headers, origin: string, cookies?: true): CorsCheck {
  const [allowed, ...more] = valuesOf(headers, 'access-control-allow-origin');
  if (allowed === undefined) return 'absent';
  if (more.length > 0 || allowed.includes(',')) return 'several';
  if (allowed === '*') return cookies === true ? 'star-cookies' : 'allowed';
  if (allowed !== origin) return 'other';
  return cookies === true && !allowsCookies(headers) ? 'no-cookies' : 'allowed';
}

/** The lists of CORS. */
export type CorsListName =
  | 'Access-Control-Allow-Headers'
  | 'Access-Control-Allow-Methods'
  | 'Access-Control-Expose-Headers';

/** Names that a list leaves out, and names that only its "*" allows where it is not known whether that counts. */
export type CorsMissing = {
  readonly refused: readonly string[];
  readonly unsure: readonly string[];
};

/**
 * Which of `names` a list does not allow. Methods compare with case, header names without. "*" stands for all names but
 * `Authorization`; to requests with credentials it is a name like any other.
 */
export function corsMissing(
  headers: Headers,
  list: CorsListName,
  names: readonly string[],
  cookies?: true,
): CorsMissing {
  const isMethods = list === 'Access-Control-Allow-Methods';
  const written = (name: string) => (isMethods ? name : name.toLowerCase());
  const listed = new Set(headerItems({ headers }, list).map(written));
  const isStar = listed.has('*');
  const missing = names.filter((name) => !listed.has(written(name)));
  const covered = (name: string) =>
    isStar && cookies !== true && (isMethods || name.toLowerCase() !== 'authorization');
  // An answer that allows every origin is for requests without credentials: to others it says nothing.
  const isEveryOrigin = valuesOf(headers, 'access-control-allow-origin').join(', ') === '*';
  const isSure = isEveryOrigin || !allowsCookies(headers);
  return {
    refused: missing.filter((name) => !covered(name)),
    unsure: isSure ? [] : missing.filter(covered),
  };
}

/** True where the headers of a request have cookies; undefined where they do not show whether it had credentials. */
export function sentCookies(headers: Headers | undefined): true | undefined {
  return headers?.some(([name]) => name.toLowerCase() === 'cookie') === true ? true : undefined;
}

/** Set by browsers themselves, whatever a script says (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const BROWSERS_OWN =
  /^(?:sec-|proxy-|(?:accept-charset|accept-encoding|access-control-request-headers|access-control-request-method|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|via|user-agent)$)/;
const SAFE_TYPE =
  /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i;

/** Whether a method goes without a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-method). */
export const isSafeMethod = (method: string) => /^(?:GET|HEAD|POST)$/.test(method);

/** Whether a header of a script goes without a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
function isSafe(name: string, value: string): boolean {
  if (value.length > 128) return false;
  if (name === 'content-type') return SAFE_TYPE.test(value);
  return name === 'accept' || name === 'accept-language' || name === 'content-language';
}

/** The header names that a browser's preflight asks for, as it writes them: in lower case, sorted. */
export function preflightHeaders(headers: Headers): string[] {
  const names = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name, value]) => !BROWSERS_OWN.test(name) && !isSafe(name, value))
    .map(([name]) => name);
  return [...new Set(names)].sort();
}

/** A preflight's question; undefined where the headers are those of another request. Names in lower case. */
export function preflightQuestion(
  headers: Headers,
): { readonly method: string; readonly names: readonly string[] } | undefined {
  const [method] = valuesOf(headers, 'access-control-request-method');
  if (method === undefined || method === '') return undefined;
  const names = headerList({ headers }, 'access-control-request-headers');
  return { method, names };
}
