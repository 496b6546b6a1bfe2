/**
 * Characters that no one sees, or that turn the order of others round: controls, formats, half pairs, private and
 * unassigned ones, and all that Unicode lets a font leave out (Default_Ignorable_Code_Point: letters of no width,
 * variation selectors, tags). Line ends and tabs are none.
 */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{DI}\p{Bidi_C}\u2028\u2029\u2800]/gu;

/** A text in which each character that `unseen` (global, by code points) finds is written as its number: `\u{202e}`. */
export function writtenOut(text: string, unseen = UNSEEN): string {
  return text.replace(unseen, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}
