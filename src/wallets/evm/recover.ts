import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { Point, recoverPublicKey, Signature } from '@noble/secp256k1';
import { checksummed } from '../../core/money/address.ts';

const SIGNATURE = /^0x[0-9a-fA-F]{130}$/;

/**
 * A signature of 65 bytes as USDC's contract takes it (v 27 or 28, low s), and the EIP-55 address that made it over a
 * digest. Undefined for what is no such signature: that of a contract account (ERC-1271), for one.
 */
export function recover(
  digest: Uint8Array,
  text: unknown,
): { readonly signature: string; readonly address: string } | undefined {
  if (typeof text !== 'string' || !SIGNATURE.test(text)) return undefined;
  const bytes = hexToBytes(text.slice(2));
  const v = bytes[64] ?? 0;
  // Some wallets write the recovery bit itself.
  const bit = v >= 27 ? v - 27 : v;
  if (bit !== 0 && bit !== 1) return undefined;
  const compact = bytes.subarray(0, 64);
  try {
    if (Signature.fromBytes(compact).hasHighS()) return undefined;
    const recovered = concatBytes(Uint8Array.of(bit), compact);
    const key = recoverPublicKey(recovered, digest, { prehash: false });
    const point = Point.fromBytes(key).toBytes(false).subarray(1);
    return {
      signature: `0x${bytesToHex(compact)}${(27 + bit).toString(16)}`,
      address: checksummed(`0x${bytesToHex(keccak_256(point).subarray(12))}`),
    };
  } catch {
    return undefined;
  }
}
