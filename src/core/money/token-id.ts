import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** By what an ecash token is known where the token itself must not be: its SHA-256, 64 hex digits. */
export function tokenId(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)));
}
