/** Base64 of RFC 4648, both alphabets. Reading is liberal about padding and strict about everything else. */

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NOT_A_DIGIT = 64;

/** Value of a character by its code; 64 where it has none. */
function digits(last2: string): Uint8Array {
  const values = new Uint8Array(128).fill(NOT_A_DIGIT);
  const alphabet = STANDARD.slice(0, 62) + last2;
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}
const standardDigits = digits('+/');
const urlDigits = digits('-_');

/** Where the text ends without optional white space and padding; -1 when the padding is wrong. */
function endOfDigits(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && end - last < 2 && text.charCodeAt(last - 1) === 61) last--;
  const length = last - start;
  if (length % 4 === 1) return -1;
  return last === end || (end - start) % 4 === 0 ? last : -1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/**
 * The bytes of base64 or base64url text, with or without padding. Optional white space round it is dropped
 * (RFC 9110 section 5.6.3). Undefined for anything else: inner space, mixed alphabets, wrong or partial
 * padding, bits left over (RFC 4648 section 3.5). Linear.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  const last = endOfDigits(text, start, end);
  if (last < 0) return undefined;
  const values = text.includes('-') || text.includes('_') ? urlDigits : standardDigits;
  const bytes = new Uint8Array(((last - start) * 3) >> 2);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let index = start; index < last; index++) {
    const value = values[text.charCodeAt(index)] ?? NOT_A_DIGIT;
    if (value === NOT_A_DIGIT) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 text of bytes, less a byte order mark; undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 text in base64 or base64url; undefined when it is not. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}

/** Canonical base64: standard alphabet, padded. Text goes as UTF-8. */
export function encodeBase64(data: Uint8Array | string): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return btoa(parts.join(''));
}

/** Base64url without padding (RFC 4648 section 5). Text goes as UTF-8. */
export function encodeBase64Url(data: Uint8Array | string): string {
  return encodeBase64(data).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
