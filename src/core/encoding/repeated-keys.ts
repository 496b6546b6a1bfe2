import { endOfString, type Json } from './json.ts';

const QUOTE = 34;
const COLON = 58;

/** Whether members were lost in parsing `text` to `value`: each stands in the text with one colon outside of strings. */
export function hasRepeatedKeys(text: string, value: Json): boolean {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) colons++;
  }
  return colons !== members(value);
}

function members(value: Json): number {
  if (value === null || typeof value !== 'object') return 0;
  const values: readonly Json[] = Object.values(value);
  let sum = Array.isArray(value) ? 0 : values.length;
  for (const item of values) sum += members(item);
  return sum;
}
