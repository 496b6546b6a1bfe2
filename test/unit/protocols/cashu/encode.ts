import { encodeBase64Url } from '../../../../src/core/base64.ts';

/** What the tests put into CBOR; a Map keeps keys twice apart by its entries. */
export type Plain =
  | bigint
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain };

const utf8 = new TextEncoder();

function head(major: number, count: bigint | number): number[] {
  const value = BigInt(count);
  if (value < 24n) return [(major << 5) | Number(value)];
  const bytes = value < 256n ? 1 : value < 65536n ? 2 : value < 2n ** 32n ? 4 : 8;
  const out = [(major << 5) | (24 + Math.log2(bytes))];
  for (let at = bytes - 1; at >= 0; at -= 1) out.push(Number((value >> BigInt(at * 8)) & 255n));
  return out;
}

/** RFC 8949, shortest heads, keys in the order given. */
export function cbor(value: Plain): number[] {
  if (value === null) return [0xf6];
  if (typeof value === 'boolean') return [value ? 0xf5 : 0xf4];
  if (typeof value === 'string') {
    const bytes = utf8.encode(value);
    return [...head(3, bytes.length), ...bytes];
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const whole = BigInt(value);
    return whole < 0n ? head(1, -1n - whole) : head(0, whole);
  }
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(cbor)];
  const entries = Object.entries(value);
  return [...head(5, entries.length), ...entries.flatMap(([k, v]) => [...cbor(k), ...cbor(v)])];
}

/** A NUT-18 string of any bytes. */
export function creqA(bytes: readonly number[]): string {
  return `creqA${encodeBase64Url(new Uint8Array(bytes))}`;
}

/** One type-length-value of NUT-26. */
export function tlv(tag: number, value: readonly number[] | string): number[] {
  const bytes = typeof value === 'string' ? [...utf8.encode(value)] : value;
  return [tag, bytes.length >> 8, bytes.length & 255, ...bytes];
}

/** A tag tuple of NUT-26: length and text, again and again. */
export function tuple(...parts: readonly string[]): number[] {
  return parts.flatMap((part) => [part.length, ...utf8.encode(part)]);
}

/** 8 bytes, big-endian. */
export function u64(value: bigint): number[] {
  return [7, 6, 5, 4, 3, 2, 1, 0].map((at) => Number((value >> BigInt(at * 8)) & 255n));
}

const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(words: readonly number[]): number {
  return words.reduce((sum, word) => {
    const top = sum >>> 25;
    return GENERATOR.reduce(
      (next, generator, bit) => ((top >>> bit) & 1 ? next ^ generator : next),
      ((sum & 0x1ffffff) << 5) ^ word,
    );
  }, 1);
}

/** BIP-350, or with `rest` 1 BIP-173. */
export function bech32(prefix: string, bytes: readonly number[], rest = 0x2bc830a3): string {
  const bits = bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (byte >> at) & 1));
  while (bits.length % 5 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 5) {
    words.push(bits.slice(at, at + 5).reduce((word, bit) => (word << 1) | bit, 0));
  }
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  const spread = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = polymod([...spread, ...words, 0, 0, 0, 0, 0, 0]) ^ rest;
  const checksum = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => CHARSET.charAt(word)).join('')}`;
}

/** A NUT-26 string of any bytes, in upper case as the NUT advises. */
export function creqB(bytes: readonly number[]): string {
  return bech32('creqb', bytes).toUpperCase();
}
