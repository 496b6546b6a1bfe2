import { bytesToHex } from '@noble/hashes/utils.js';

/** Version 2 binary format of macaroons: a version byte, then fields of type, length and data. */
const VERSION = 2;
const END_OF_SECTION = 0;
const LOCATION = 1;
const IDENTIFIER = 2;
const SIGNATURE = 6;
const SIGNATURE_BYTES = 32;
/** L402 identifier, version 0: two bytes of version, the payment hash, 32 bytes of the server's choice. */
const IDENTIFIER_BYTES = 66;
/** A location longer than this is none; lengths are varints, and two bytes hold these. */
const LENGTH_BYTES = 2;
/** Caveats that are looked at of one macaroon. */
const CAVEATS = 64;

/** The payment hash that a macaroon's identifier is bound to; undefined for a token of any other make. */
export function paymentHashOf(bytes: Uint8Array): string | undefined {
  const head = section(bytes, 1);
  const data = bytes[0] === VERSION ? head?.identifier : undefined;
  if (data?.length !== IDENTIFIER_BYTES) return undefined;
  return data[0] === 0 && data[1] === 0 ? bytesToHex(data.subarray(2, 34)) : undefined;
}

/**
 * The conditions of a macaroon (first-party caveats), as text. Undefined for what cannot be read to its end: another
 * format, a third party's caveat, more caveats than are looked at.
 */
export function caveatsOf(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes[0] !== VERSION) return undefined;
  let at = section(bytes, 1)?.end;
  const caveats: string[] = [];
  while (at !== undefined && bytes[at] !== END_OF_SECTION) {
    const caveat = section(bytes, at);
    if (caveat === undefined || caveats.length >= CAVEATS) return undefined;
    caveats.push(new TextDecoder().decode(caveat.identifier));
    at = caveat.end;
  }
  if (at === undefined) return undefined;
  const signature = field(bytes, at + 1);
  const isWhole = signature?.type === SIGNATURE && signature.data.length === SIGNATURE_BYTES;
  return isWhole && signature.end === bytes.length ? caveats : undefined;
}

/** One section: a location or none, an identifier, its end. */
function section(
  bytes: Uint8Array,
  start: number,
): { identifier: Uint8Array; end: number } | undefined {
  let next = field(bytes, start);
  while (next?.type === LOCATION) next = field(bytes, next.end);
  if (next?.type !== IDENTIFIER || bytes[next.end] !== END_OF_SECTION) return undefined;
  return { identifier: next.data, end: next.end + 1 };
}

function field(
  bytes: Uint8Array,
  at: number,
): { type: number | undefined; data: Uint8Array; end: number } | undefined {
  const [length, size] = varint(bytes, at + 1);
  const start = at + 1 + size;
  const data = bytes.subarray(start, start + length);
  if (size === 0 || data.length < length) return undefined;
  return { type: bytes[at], data, end: start + length };
}

/** Little-endian base 128; size 0 when it does not end in time. */
function varint(bytes: Uint8Array, at: number): [value: number, size: number] {
  let value = 0;
  for (let size = 0; size < LENGTH_BYTES; size++) {
    const byte = bytes[at + size];
    if (byte === undefined) break;
    value |= (byte & 127) << (7 * size);
    if (byte < 128) return [value, size + 1];
  }
  return [0, 0];
}
