import { type HttpResponse, headerValues } from '../../../core/web/http.ts';

/** One link of a `Link` header (RFC 8288 section 3). Parameter names are lower case; the first of each counts. */
export type Link = { readonly target: string; readonly params: ReadonlyMap<string, string> };

/** More links of a response are not read. */
const LINKS = 64;
const GAP = /[\s,]*/y;
const TARGET = /<([^<>]{0,4096})>/y;
const PARAM = /\s*;\s*([\w!#$%&'*+.^`|~-]{1,64})(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/y;
const REST = /[^,]*/y;

/** The links of a response whose `rel` has this word, in order. Linear; what cannot be read is skipped. */
export function linksOf(response: HttpResponse, rel: string): Link[] {
  const links = headerValues(response, 'link').flatMap((value) => parseLinks(value));
  return links.filter(({ params }) => params.get('rel')?.toLowerCase().split(/\s+/).includes(rel));
}

function parseLinks(value: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  while (at < value.length && links.length < LINKS) {
    at += match(GAP, value, at)?.[0].length ?? 0;
    const target = match(TARGET, value, at);
    if (target !== null) {
      at += target[0].length;
      const params = new Map<string, string>();
      for (let param = match(PARAM, value, at); param !== null; param = match(PARAM, value, at)) {
        at += param[0].length;
        const [, name = '', quoted, bare = ''] = param;
        const key = name.toLowerCase();
        if (!params.has(key)) params.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare);
      }
      links.push({ target: target[1] ?? '', params });
    }
    // At least one character each round: up to the comma after a link, or after what is none.
    at += (match(REST, value, at)?.[0].length ?? 0) + 1;
  }
  return links;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
