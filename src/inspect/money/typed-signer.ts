import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Point, recoverPublicKey } from '@noble/secp256k1';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { checksummed, isAddress } from '../../core/money/address.ts';

/** The members of a struct of EIP-712, as far as signed offers and receipts have types. */
export type Fields = readonly (readonly [name: string, type: 'string' | 'uint256' | 'address'])[];

const hashText = (text: string) => keccak_256(utf8ToBytes(text));

/** `Offer(uint256 version,string resourceUrl,…)`. */
const typeOf = (name: string, fields: Fields) =>
  `${name}(${fields.map(([field, type]) => `${type} ${field}`).join(',')})`;

function word(hex: string): Uint8Array {
  if (hex.length > 64) throw new RangeError('more than 32 bytes');
  return hexToBytes(hex.padStart(64, '0'));
}

function encoded(type: Fields[number][1], value: unknown): Uint8Array {
  // What is absent is signed as zero or as the empty text (sections 4.2 and 5.3 of the extension).
  if (type === 'string') return hashText(value === undefined ? '' : String(value));
  if (type === 'uint256')
    return word(BigInt((value as string | number | undefined) ?? 0).toString(16));
  if (!isAddress(value)) throw new TypeError('no address');
  return word(value.slice(2));
}

function structHash(name: string, fields: Fields, message: JsonObject): Uint8Array {
  const values = fields.map(([field, type]) => encoded(type, member(message, field)));
  return keccak_256(concatBytes(hashText(typeOf(name, fields)), ...values));
}

const DOMAIN: Fields = [
  ['name', 'string'],
  ['version', 'string'],
  ['chainId', 'uint256'],
];

/**
 * The EIP-55 address whose key signed a message as EIP-712 typed data, under a domain of a name, version 1 and a chain.
 * `signature`: 0x and 130 hex digits. Undefined where no key did, or the message lacks what its types need.
 */
export function typedSigner(
  domain: { readonly name: string; readonly chainId: number },
  primaryType: string,
  fields: Fields,
  message: JsonObject,
  signature: unknown,
): string | undefined {
  if (typeof signature !== 'string' || !/^0x[0-9a-f]{130}$/i.test(signature)) return undefined;
  try {
    const bytes = hexToBytes(signature.slice(2));
    const v = bytes[64] ?? 0;
    const prefix = Uint8Array.of(0x19, 0x01);
    const separator = structHash('EIP712Domain', DOMAIN, { ...domain, version: '1' });
    const digest = keccak_256(
      concatBytes(prefix, separator, structHash(primaryType, fields, message)),
    );
    const recovered = concatBytes(Uint8Array.of(v >= 27 ? v - 27 : v), bytes.subarray(0, 64));
    const key = recoverPublicKey(recovered, digest, { prehash: false });
    const point = Point.fromBytes(key).toBytes(false).subarray(1);
    return checksummed(`0x${bytesToHex(keccak_256(point).subarray(12))}`);
  } catch {
    return undefined;
  }
}
