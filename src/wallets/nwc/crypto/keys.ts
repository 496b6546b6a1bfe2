import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { getSharedSecret, hashes, schnorr, utils } from '@noble/secp256k1';

// secp256k1 3 brings no hashes of its own.
hashes.sha256 = sha256;
hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

/** Whether 64 hex digits are a private key: above zero, below the order of the curve. */
export function isSecretKey(hex: string): boolean {
  return utils.isValidSecretKey(hexToBytes(hex));
}

/** Whether 64 hex digits are the x coordinate of a point. */
export function isPublicKey(hex: string): boolean {
  return utils.isValidPublicKey(hexToBytes(`02${hex}`));
}

/** The public key of a private one, both 64 hex digits (BIP-340). */
export function publicKeyOf(secret: string): string {
  return bytesToHex(schnorr.getPublicKey(hexToBytes(secret)));
}

/** The x coordinate that both sides can compute, 32 bytes, unhashed (NIP-04, NIP-44). */
export function sharedX(secret: string, other: string): Uint8Array {
  return getSharedSecret(hexToBytes(secret), hexToBytes(`02${other}`)).subarray(1, 33);
}

/** A BIP-340 signature of 32 bytes, 128 hex digits. */
export function signSchnorr(digest: string, secret: string): string {
  return bytesToHex(schnorr.sign(hexToBytes(digest), hexToBytes(secret)));
}

/** Whether a BIP-340 signature holds. Never throws. */
export function verifySchnorr(signature: string, digest: string, key: string): boolean {
  try {
    return schnorr.verify(hexToBytes(signature), hexToBytes(digest), hexToBytes(key));
  } catch {
    return false;
  }
}
