import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, type JsonObject, parseJson } from '../../core/encoding/json.ts';
import { hasRepeatedKeys } from '../../core/encoding/repeated-keys.ts';

/** mppx takes no more either. */
const REQUEST_CHARACTERS = 16 * 1024;

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
