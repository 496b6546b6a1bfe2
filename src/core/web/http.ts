/** One header line as it came: repeated lines stay apart, names in the case they were sent in. */
export type HeaderLine = readonly [name: string, value: string];

/** One HTTP response as the browser saw it. `body` is there only where it could be read. */
export type HttpResponse = {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

type Index = {
  readonly values: ReadonlyMap<string, string[]> /** A line feed before each name. */;
  readonly names: string;
};

// A dozen readers look for a name each in the same lines: sort the lines by name once. They read one response after
// the other, so one is enough to remember; a WeakMap would cost more than it saves.
let latest: { readonly headers: readonly HeaderLine[]; readonly index: Index } | undefined;

function indexOf(headers: readonly HeaderLine[]): Index {
  if (latest?.headers === headers) return latest.index;
  const values = new Map<string, string[]>();
  let names = '';
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const same = values.get(key);
    if (same !== undefined) {
      same.push(value);
      continue;
    }
    values.set(key, [value]);
    names += `\n${key}`;
  }
  const index = { values, names };
  latest = { headers, index };
  return index;
}

const NO_VALUES: readonly string[] = [];

/** All values of a header, in order; names compare without case (RFC 9110 section 5.1). */
export function headerValues(
  response: Pick<HttpResponse, 'headers'>,
  name: string,
): readonly string[] {
  return indexOf(response.headers).values.get(name.toLowerCase()) ?? NO_VALUES;
}

/** All values of a header as one list, in the case of the server (RFC 9110 section 5.6.1). */
export function headerItems(
  response: Pick<HttpResponse, 'headers'>,
  name: string,
): readonly string[] {
  return headerValues(response, name)
    .join(',')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The same in lower case: `no-store, max-age=0`. */
export function headerList(
  response: Pick<HttpResponse, 'headers'>,
  name: string,
): readonly string[] {
  return headerItems(response, name).map((item) => item.toLowerCase());
}

/** A method as fetch() sends it: six have one case, others keep theirs (https://fetch.spec.whatwg.org/#concept-method-normalize). */
export function normalMethod(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** Whether any header's name begins so; `prefix` in lower case. */
export function hasHeader(response: Pick<HttpResponse, 'headers'>, prefix: string): boolean {
  return indexOf(response.headers).names.includes(`\n${prefix}`);
}

/** The URL less its fragment, which never goes to a server (RFC 9110 section 4.2.5). */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/**
 * What the headers say of a response's content (RFC 9110 sections 8.6 and 9.3.2): `none` for a HEAD or a length of 0,
 * `announced` where they name a length, a type or a coding, else `unknown`.
 */
export function contentOf(
  response: Pick<HttpResponse, 'headers' | 'method'>,
): 'none' | 'announced' | 'unknown' {
  const length = headerValues(response, 'content-length')[0]?.trim();
  if (response.method === 'HEAD' || (length !== undefined && /^0+$/.test(length))) return 'none';
  const names = ['content-length', 'content-type', 'transfer-encoding', 'content-encoding'];
  return names.some((name) => hasHeader(response, name)) ? 'announced' : 'unknown';
}

/** Path and query of a URL, as its page is known at its site. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
