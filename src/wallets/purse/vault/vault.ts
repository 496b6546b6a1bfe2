import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import type { Random } from '../../deps.ts';
import { addressOf } from './address.ts';
import { freshBytes } from './key.ts';
import { normalPassphrase } from './passphrase.ts';
import { checkVault, IV_BYTES, SALT_BYTES, type Vault, withCheck } from './vault-schema.ts';

/** PBKDF2-SHA-256 rounds for a new vault (OWASP Password Storage Cheat Sheet). */
export const ITERATIONS = 600_000;

type Lock = Pick<Vault, 'version' | 'address' | 'iterations' | 'salt' | 'iv'>;

async function cipherKey(passphrase: string, lock: Lock): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  const secret = utf8ToBytes(normalPassphrase(passphrase));
  const base = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  const salt = hexToBytes(lock.salt);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: lock.iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** The parameters are authenticated with the key, so none can be swapped under it. */
function cipher(lock: Lock) {
  const additional = [lock.version, lock.address, lock.iterations, lock.salt];
  return {
    name: 'AES-GCM',
    iv: hexToBytes(lock.iv),
    additionalData: utf8ToBytes(JSON.stringify(additional)),
    tagLength: 128,
  };
}

/** Locks a private key (32 bytes) away under a passphrase, with fresh salt and IV. */
export async function seal(
  key: Uint8Array,
  passphrase: string,
  how: { readonly iterations: number; readonly random: Random },
): Promise<Vault> {
  const lock: Lock = {
    version: 1,
    address: addressOf(key),
    iterations: how.iterations,
    salt: bytesToHex(freshBytes(how.random, SALT_BYTES)),
    iv: bytesToHex(freshBytes(how.random, IV_BYTES)),
  };
  const data = await globalThis.crypto.subtle.encrypt(
    cipher(lock),
    await cipherKey(passphrase, lock),
    Uint8Array.from(key),
  );
  return withCheck({ ...lock, data: bytesToHex(new Uint8Array(data)) });
}

/**
 * The private key out of whatever the store held. Throws `error_purse_damaged` when the record is not as it
 * was written, `error_passphrase_wrong` when it is but does not open.
 */
export async function open(stored: unknown, passphrase: string): Promise<Uint8Array> {
  const vault = checkVault(stored);
  const cryptoKey = await cipherKey(passphrase, vault);
  let data: ArrayBuffer;
  try {
    data = await globalThis.crypto.subtle.decrypt(cipher(vault), cryptoKey, hexToBytes(vault.data));
  } catch {
    throw new FareboxError('error_passphrase_wrong');
  }
  const key = new Uint8Array(data);
  if (addressOf(key) !== vault.address) throw new FareboxError('error_purse_damaged');
  return key;
}
