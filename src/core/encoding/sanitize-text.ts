/** How much of a site's text is shown; the rest is replaced by an ellipsis. */
export const TEXT_CHARACTERS = 200;

// Control and format characters (Cc, Cf: bidi overrides, zero-width, tags), lone surrogates, private use, the
// separators that break a line, and letters that draw nothing (DI: Hangul fillers; the blank braille cell).
// https://github.com/MetaMask/metamask-extension/pull/37056 is where wallets ended up after removing them one
// by one.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{DI}\u2028\u2029\u2800]/gu;
const SPACES = /[\p{Zs}\t\n\r]+/gu;
/** More than three marks on one letter climb out of their line and over ours. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
/** What needs no tidying: visible ASCII with single spaces between. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

function tidyUp(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(UNSAFE, '')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(SPACES, ' ')
    .trim();
}

/** What is made of the first `length` code units; `more` when that does not fill the line but the rest may. */
function sanitizeStart(
  text: string,
  limit: number,
  length: number,
): { line: string; more: boolean } {
  const tidy = tidyUp(text.length > length ? text.slice(0, length) : text);
  const isWhole = text.length <= length;
  if (isWhole && tidy.length <= limit) return { line: tidy, more: false };
  const characters = Array.from(tidy);
  if (isWhole && characters.length <= limit) return { line: tidy, more: false };
  const line = tidy === '' ? '' : `${characters.slice(0, limit - 1).join('')}…`;
  return { line, more: characters.length <= limit };
}

/**
 * The one sanitiser: site text made fit to be shown between quotes. Never longer than `limit` characters
 * (code points); NFC; runs of white space are one space. Returns undefined when nothing is left.
 */
export function sanitize(text: unknown, limit = TEXT_CHARACTERS): string | undefined {
  if (typeof text !== 'string') return undefined;
  // Cut first, so that a megabyte costs no more than a line: a little more than the line is enough for nearly all
  // text, sixteen code units a character for what is mostly made of marks and of what is removed.
  for (const length of [limit + 50, limit * 4, limit * 16]) {
    const { line, more } = sanitizeStart(text, limit, length);
    if (!more || length === limit * 16) return line === '' ? undefined : line;
  }
  return undefined;
}
