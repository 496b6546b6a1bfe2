import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { hashes, sign } from '@noble/secp256k1';
import { FareboxError } from '../../core/errors.ts';
import { type Authorization, type Domain, digest } from './eip712.ts';

// secp256k1 3 brings no hashes of its own; RFC 6979 needs HMAC-SHA-256.
hashes.sha256 = sha256;
hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

/**
 * The EIP-3009 authorization signed: r ‖ s ‖ v, 65 bytes as 0x and 130 hex digits, low s, v 27 or 28,
 * the nonce k by RFC 6979, so that the same request gives the same bytes.
 */
export function signAuthorization(key: Uint8Array, domain: Domain, message: Authorization): string {
  const signed = sign(digest(domain, message), key, { prehash: false, format: 'recovered' });
  const recovery = signed[0];
  // 2 and 3 mean that r wrapped around the group order: one chance in 2^127, and not a v that ecrecover knows.
  if (recovery !== 0 && recovery !== 1) throw new FareboxError('error_internal');
  return `0x${bytesToHex(signed.subarray(1))}${(27 + recovery).toString(16)}`;
}
