import { decodeBase64Text } from '../../core/encoding/base64.ts';
import {
  endOfString,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../core/encoding/json.ts';

/** mppx takes no more either. */
const REQUEST_CHARACTERS = 16 * 1024;
const QUOTE = 34;
const COLON = 58;

/** The JSON object in the parameter `request`, or why there is none. */
export function decodeRequest(
  encoded: string,
): { readonly object: JsonObject } | { readonly reason: string } {
  if (encoded === '') return { reason: 'The challenge has no request.' };
  if (encoded.length > REQUEST_CHARACTERS) return { reason: 'The request is larger than 16 KiB.' };
  const text = decodeBase64Text(encoded);
  if (text === undefined) return { reason: 'The request is not base64url of UTF-8 text.' };
  const value = parseJson(text);
  if (!isObject(value)) return { reason: 'The request is not a JSON object.' };
  // Which of two amounts counts depends on who reads.
  return hasRepeatedKeys(text, value)
    ? { reason: 'The request names a member twice.' }
    : { object: value };
}

/** Whether members were lost in parsing: each stands in the text with one colon outside of strings. */
function hasRepeatedKeys(text: string, value: Json): boolean {
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
