import { Malformed } from './request.ts';

/** What CBOR may say in a Cashu payment request. Integers are BigInt; `undefined` reads as null. */
export type CborValue =
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<string, CborValue>;

/** The deepest thing in a request is request → transports → transport → tags → tag → value. */
const DEPTH = 12;
const SHORT = 'The request is cut short: its CBOR ends too early.';
const INDEFINITE = 'The CBOR has an indefinite length.';
/** Characters of a text that is put together one by one. */
const SHORT_TEXT = 64;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * One CBOR item (RFC 8949) that fills `bytes`; throws `Malformed` otherwise. Strict where two readers could differ on
 * what is paid: definite lengths only (NUT-18 encoders write no others), text keys, no key twice, no tags,
 * no floats, UTF-8 checked. No length is trusted before the bytes are there, so a small bomb stays small.
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (!reader.ended()) throw new Malformed('The CBOR has bytes after its end.');
  return value;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): CborValue {
    if (depth > DEPTH) throw new Malformed('The CBOR is nested too deeply.');
    const head = this.#byte();
    const info = head & 31;
    switch (head >> 5) {
      case 0:
        return this.#integer(info);
      case 1:
        return -1n - this.#integer(info);
      case 2:
        return this.#take(this.#length(info));
      case 3:
        return this.#text(this.#length(info));
      case 4:
        return this.#array(this.#length(info), depth);
      case 5:
        return this.#map(this.#length(info), depth);
      case 7:
        return simple(info);
      default:
        throw new Malformed('The CBOR has a tag.');
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Malformed(SHORT);
    this.#at += 1;
    return byte;
  }

  /** Section 3: the head's own five bits, or the 1, 2, 4 or 8 bytes after it. 31 (indefinite) is refused. */
  #integer(info: number): bigint {
    if (info < 27) return BigInt(this.#small(info));
    if (info > 27) throw new Malformed(INDEFINITE);
    return (BigInt(this.#small(26)) << 32n) | BigInt(this.#small(26));
  }

  /** An argument of at most four bytes. */
  #small(info: number): number {
    if (info < 24) return info;
    let argument = 0;
    for (let left = 1 << (info - 24); left > 0; left -= 1) argument = argument * 256 + this.#byte();
    return argument;
  }

  #length(info: number): number {
    if (info > 27) throw new Malformed(INDEFINITE);
    const length = info === 27 ? Number(this.#integer(info)) : this.#small(info);
    if (length > this.#bytes.length - this.#at) throw new Malformed(SHORT);
    return length;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Nearly all texts are short and ASCII; for those a decoder is a long way round. */
  #text(length: number): string {
    const end = this.#at + length;
    let ascii = '';
    for (let at = this.#at; at < end && ascii.length < SHORT_TEXT; at += 1) {
      const byte = this.#bytes[at] ?? 128;
      if (byte > 127) break;
      ascii += String.fromCharCode(byte);
    }
    if (ascii.length < length) return utf8Text(this.#take(length));
    this.#at = end;
    return ascii;
  }

  #array(length: number, depth: number): CborValue[] {
    const items: CborValue[] = [];
    for (let left = length; left > 0; left -= 1) items.push(this.value(depth + 1));
    return items;
  }

  #map(length: number, depth: number): Map<string, CborValue> {
    const map = new Map<string, CborValue>();
    for (let left = length; left > 0; left -= 1) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string') throw new Malformed('The CBOR has a key that is not text.');
      if (map.has(key)) throw new Malformed('The CBOR has a key twice.');
      map.set(key, this.value(depth + 1));
    }
    return map;
  }
}

function simple(info: number): boolean | null {
  if (info === 20 || info === 21) return info === 21;
  if (info === 22 || info === 23) return null;
  throw new Malformed('The CBOR has a float or a value without meaning.');
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed('The CBOR has text that is not UTF-8.');
  }
}
