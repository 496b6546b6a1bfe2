import { type HeaderLine, headerList, headerValues } from './http.ts';

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

/**
 * The names in a list of CORS, in lower case, and whether it names all by "*": to requests with cookies that is a name like
 * any other. Where cookies are not known, an answer that allows them counts as one to them.
 */
export function corsList(
  headers: Headers,
  name: string,
  cookies?: true,
): { readonly names: ReadonlySet<string>; readonly isAll: boolean } {
  const names = new Set(headerList({ headers }, name));
  const isStar = valuesOf(headers, 'access-control-allow-origin').join(', ') === '*';
  const mayHaveCookies = cookies === true || (allowsCookies(headers) && !isStar);
  return { names, isAll: names.has('*') && !mayHaveCookies };
}

/** True where the headers of a request have cookies; undefined where they do not show whether it had credentials. */
export function sentCookies(headers: Headers | undefined): true | undefined {
  return headers?.some(([name]) => name.toLowerCase() === 'cookie') === true ? true : undefined;
}
