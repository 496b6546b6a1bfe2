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
const SHORT = 'The CBOR ends too early.';

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
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
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
        return this.#argument(info);
      case 1:
        return -1n - this.#argument(info);
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
  #argument(info: number): bigint {
    if (info < 24) return BigInt(info);
    if (info > 27) throw new Malformed('The CBOR has an indefinite length.');
    let argument = 0n;
    for (const byte of this.#take(1 << (info - 24))) argument = (argument << 8n) | BigInt(byte);
    return argument;
  }

  #length(info: number): number {
    const length = this.#argument(info);
    if (length > BigInt(this.#bytes.length - this.#at)) throw new Malformed(SHORT);
    return Number(length);
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Malformed(SHORT);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #text(length: number): string {
    const bytes = this.#take(length);
    try {
      return this.#utf8.decode(bytes);
    } catch {
      throw new Malformed('The CBOR has text that is not UTF-8.');
    }
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
