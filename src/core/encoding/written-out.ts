/** A text in which each character that `unseen` (global, by code points) finds is written as its number: `\u{202e}`. */
export function writtenOut(text: string, unseen: RegExp): string {
  return text.replace(unseen, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}
