import type { HeaderLine } from '../../core/web/http.ts';

/** A name (RFC 9110 section 5.6.2), a colon, and a value without the white space around it. */
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;
/** The line goes on with the value of the one before (RFC 9112 section 5.2). */
const FOLDED = /^[ \t]+(.*?)[ \t]*$/;

/**
 * The headers among lines of text, as they came: repeated names stay apart, folded lines are joined by a space. `lines`: without
 * their ends, or with the CR of CRLF; `< ` and `> `, as cURL writes them, may stand before each. Lines that are no header are
 * left out: a status line, a line without a colon, one whose name is no token.
 */
export function headerLines(lines: readonly string[]): HeaderLine[] {
  const headers: HeaderLine[] = [];
  let isOpen = false;
  for (const each of lines) {
    const line = each.replace(/^[<>] ?/, '').replace(/\r$/, '');
    const folded = FOLDED.exec(line)?.[1];
    const before = headers.at(-1);
    if (folded !== undefined) {
      if (isOpen && before !== undefined && folded !== '')
        headers.splice(-1, 1, [before[0], `${before[1]} ${folded}`.trim()]);
      continue;
    }
    const [, name, value = ''] = HEADER.exec(line) ?? [];
    isOpen = name !== undefined;
    if (name !== undefined) headers.push([name, value]);
  }
  return headers;
}
