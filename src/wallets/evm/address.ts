import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { getPublicKey } from '@noble/secp256k1';
import { checksummed } from '../../core/money/address.ts';

/** The EIP-55 address of a private key (32 bytes, 0 < k < n). */
export function addressOf(key: Uint8Array): string {
  const point = getPublicKey(key, false).subarray(1);
  return checksummed(`0x${bytesToHex(keccak_256(point).subarray(12))}`);
}
