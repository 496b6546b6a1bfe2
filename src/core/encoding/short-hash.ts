import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64Url } from './base64.ts';

/** 128 bits of the SHA-256 of a text, as 22 characters of base64url: a key for a text of any length. */
export function shortHash(text: string): string {
  return encodeBase64Url(sha256(utf8ToBytes(text)).slice(0, 16));
}
