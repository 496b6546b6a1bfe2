import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { getPublicKey } from '@noble/secp256k1';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** Whether a text is 0x and 40 hex digits. Says nothing about the checksum. */
export function isAddress(text: unknown): text is string {
  return typeof text === 'string' && ADDRESS.test(text);
}

/** Addresses are the same whatever the case of their letters. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The address with its checksum in the case of the letters (EIP-55). Takes 0x and 40 hex digits. */
export function checksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  const cased = Array.from(digits, (digit, at) =>
    Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join('')}`;
}

/** The EIP-55 address of a private key (32 bytes, 0 < k < n). */
export function addressOf(key: Uint8Array): string {
  const point = getPublicKey(key, false).subarray(1);
  return checksumAddress(`0x${bytesToHex(keccak_256(point).subarray(12))}`);
}
