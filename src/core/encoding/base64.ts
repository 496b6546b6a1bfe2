/** Base64 of RFC 4648, both alphabets. Reading is liberal about padding and strict about everything else. */

/** What `atob` would skip over, and padding where there should be none. */
const SKIPPED = [' ', '\t', '\n', '\f', '\r', '='];
const LAST_DIGITS = 'AEIMQUYcgkosw048';

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** A pattern with `$` would look at every character. */
function withoutOuterSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Base64 text in the standard alphabet, without padding; undefined when its form is wrong. */
function digitsOf(text: string): string | undefined {
  const whole = withoutOuterSpace(text);
  const padding = whole.endsWith('==') ? 2 : whole.endsWith('=') ? 1 : 0;
  if (padding > 0 && whole.length % 4 !== 0) return undefined;
  const bare = padding > 0 ? whole.slice(0, -padding) : whole;
  const isUrl = bare.includes('-') || bare.includes('_');
  if (isUrl && (bare.includes('+') || bare.includes('/'))) return undefined;
  const digits = isUrl ? bare.replaceAll('-', '+').replaceAll('_', '/') : bare;
  const isWhole = hasNoBitsLeft(digits) && !SKIPPED.some((skipped) => digits.includes(skipped));
  return isWhole ? digits : undefined;
}

/** The last digit of a group of two carries four bits too many, that of a group of three two: all zero. */
function hasNoBitsLeft(digits: string): boolean {
  const over = digits.length % 4;
  if (over === 0) return true;
  const place = LAST_DIGITS.indexOf(digits.charAt(digits.length - 1));
  return over === 2 ? place >= 0 && place % 4 === 0 : over === 3 && place >= 0;
}

/** One character for each byte; the engine's own decoder is much faster than a loop of ours. */
function binaryOf(text: string): string | undefined {
  const digits = digitsOf(text);
  if (digits === undefined) return undefined;
  try {
    return atob(digits);
  } catch {
    return undefined;
  }
}

function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/**
 * The bytes of base64 or base64url text, with or without padding. Optional white space round it is dropped
 * (RFC 9110 section 5.6.3). Undefined for anything else: inner space, mixed alphabets, wrong or partial
 * padding, bits left over (RFC 4648 section 3.5). Linear.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const binary = binaryOf(text);
  return binary === undefined ? undefined : bytesOf(binary);
}

const NOT_ASCII = /[\u0080-\u00ff]/;
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
  const binary = binaryOf(text);
  if (binary === undefined || !NOT_ASCII.test(binary)) return binary;
  return decodeUtf8(bytesOf(binary));
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
