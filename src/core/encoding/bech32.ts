/** Letters of BIP-173, in the order of their values. */
const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** What the checksum leaves over: 1 in BIP-173, this constant in BIP-350. */
const BECH32M = 0x2bc830a3;
const CHECKSUM_WORDS = 6;

/** By character code; 255 where there is none. */
const VALUES = new Uint8Array(128).fill(255);
for (const [value, letter] of [...CHARSET].entries()) VALUES[letter.charCodeAt(0)] = value;

/** A decoded string: the part before the last `1`, in lower case, and the 5-bit words less the checksum. */
export type Bech32 = {
  readonly prefix: string;
  readonly words: readonly number[];
  readonly checksum: 'bech32' | 'bech32m';
};

/** One step of the checksum, with the generator of BIP-173. */
function step(sum: number, value: number): number {
  let next = ((sum & 0x1ffffff) << 5) ^ value;
  if (sum & 0x2000000) next ^= 0x3b6a57b2;
  if (sum & 0x4000000) next ^= 0x26508e6d;
  if (sum & 0x8000000) next ^= 0x1ea119fa;
  if (sum & 0x10000000) next ^= 0x3d4233dd;
  if (sum & 0x20000000) next ^= 0x2a1462b3;
  return next;
}

/**
 * Decodes bech32 (BIP-173) or bech32m (BIP-350) of any length: Lightning and Cashu both lift the limit of 90.
 * Undefined when the case is mixed, a letter is foreign or the checksum is wrong.
 */
export function decodeBech32(text: string): Bech32 | undefined {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return undefined;
  const separator = lower.lastIndexOf('1');
  if (separator < 1 || lower.length - separator - 1 < CHECKSUM_WORDS) return undefined;
  const prefix = lower.slice(0, separator);
  if (!/^[\x21-\x7e]+$/.test(prefix)) return undefined;

  let sum = 1;
  for (let at = 0; at < prefix.length; at += 1) sum = step(sum, prefix.charCodeAt(at) >>> 5);
  sum = step(sum, 0);
  for (let at = 0; at < prefix.length; at += 1) sum = step(sum, prefix.charCodeAt(at) & 31);
  const words: number[] = [];
  for (let at = separator + 1; at < lower.length; at += 1) {
    const value = VALUES[lower.charCodeAt(at)] ?? 255;
    if (value > 31) return undefined;
    sum = step(sum, value);
    words.push(value);
  }
  if (sum !== 1 && sum !== BECH32M) return undefined;
  return {
    prefix,
    words: words.slice(0, -CHECKSUM_WORDS),
    checksum: sum === 1 ? 'bech32' : 'bech32m',
  };
}

/** 5-bit words as bytes; undefined when what is left over is a whole word or not zero (BIP-173). */
export function wordsToBytes(words: readonly number[]): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((words.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const word of words) {
    buffer = ((buffer << 5) | word) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (buffer >>> bits) & 0xff;
      at += 1;
    }
  }
  const rest = buffer & ((1 << bits) - 1);
  return bits >= 5 || rest !== 0 ? undefined : bytes;
}

/** bech32 (BIP-173) of a prefix in lower case and 5-bit words, of any length. */
export function encodeBech32(prefix: string, words: readonly number[]): string {
  let sum = 1;
  for (let at = 0; at < prefix.length; at += 1) sum = step(sum, prefix.charCodeAt(at) >>> 5);
  sum = step(sum, 0);
  for (let at = 0; at < prefix.length; at += 1) sum = step(sum, prefix.charCodeAt(at) & 31);
  for (const word of words) sum = step(sum, word);
  for (let at = 0; at < CHECKSUM_WORDS; at += 1) sum = step(sum, 0);
  sum ^= 1;
  const checksum = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => CHARSET.charAt(word)).join('')}`;
}
