import { bytesToHex } from '@noble/hashes/utils.js';

/** Version 2 binary format of macaroons: a version byte, then fields of type, length and data. */
const VERSION = 2;
const END_OF_SECTION = 0;
const LOCATION = 1;
const IDENTIFIER = 2;
/** L402 identifier, version 0: two bytes of version, the payment hash, 32 bytes of the server's choice. */
const IDENTIFIER_BYTES = 66;
/** A location longer than this is none; lengths are varints, and two bytes hold these. */
const LENGTH_BYTES = 2;

/** The payment hash that a macaroon's identifier is bound to; undefined for a token of any other make. */
export function paymentHashOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== VERSION) return undefined;
  let at = 1;
  for (;;) {
    const type = bytes[at++];
    if (type !== LOCATION && type !== IDENTIFIER) return undefined;
    const [length, size] = varint(bytes, at);
    at += size;
    const data = bytes.subarray(at, at + length);
    at += length;
    if (size === 0 || data.length < length) return undefined;
    if (type === LOCATION) continue;
    if (bytes[at] !== END_OF_SECTION || length !== IDENTIFIER_BYTES) return undefined;
    return data[0] === 0 && data[1] === 0 ? bytesToHex(data.subarray(2, 34)) : undefined;
  }
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
