/** How much of a site's text is shown; the rest is replaced by an ellipsis. */
export const TEXT_CHARACTERS = 200;

// Control and format characters (Cc, Cf: bidi overrides, zero-width, tags), lone surrogates, private use, the
// separators that break a line, and letters that draw nothing (DI: Hangul fillers; the blank braille cell). https://github.com/MetaMask/metamask-extension/pull/37056 is where
// wallets ended up after removing them one by one.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{DI}\u2028\u2029\u2800]/gu;
const SPACES = /[\p{Zs}\t\n\r]+/gu;
/** More than three marks on one letter climb out of their line and over ours. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * The one sanitiser: site text made fit to be shown between quotes. Never longer than `limit` characters
 * (code points); NFC; runs of white space are one space. Returns undefined when nothing is left.
 */
export function clean(text: unknown, limit = TEXT_CHARACTERS): string | undefined {
  if (typeof text !== 'string') return undefined;
  // Four code units are the most that one shown character can need before NFC; cut first, so that a
  // megabyte costs no more than a line.
  const cut = text.length > limit * 16 ? text.slice(0, limit * 16) : text;
  const tidy = cut
    .replace(/[\t\n\r]/g, ' ')
    .replace(UNSAFE, '')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(SPACES, ' ')
    .trim();
  if (tidy === '') return undefined;
  const characters = Array.from(tidy);
  if (characters.length <= limit && cut.length === text.length) return tidy;
  return `${characters.slice(0, limit - 1).join('')}…`;
}
