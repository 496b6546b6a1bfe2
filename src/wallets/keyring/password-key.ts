import { utf8ToBytes } from '@noble/hashes/utils.js';
import { normalPassphrase } from './passphrase.ts';

/** PBKDF2-SHA-256 rounds for what is sealed now (OWASP Password Storage Cheat Sheet). */
export const ITERATIONS = 600_000;

/** No record was ever written with fewer rounds than a thousand; more than ten million would hang the browser. */
export const FEWEST_ITERATIONS = 1_000;
export const MOST_ITERATIONS = 10_000_000;

export const SALT_BYTES = 16;
export const IV_BYTES = 12;

/** The AES-GCM-256 key that a password gives: PBKDF2-SHA-256 (RFC 8018). */
export async function passwordKey(
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  const secret = new Uint8Array(utf8ToBytes(normalPassphrase(password)));
  const base = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
