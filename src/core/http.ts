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

/** All values of a header, in order; names compare without case (RFC 9110 section 5.1). */
export function headerValues(response: HttpResponse, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [key, value] of response.headers) {
    if (key.length === wanted.length && key.toLowerCase() === wanted) values.push(value);
  }
  return values;
}

/** The URL less its fragment, which never goes to a server (RFC 9110 section 4.2.5). */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
