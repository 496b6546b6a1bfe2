import { hexToBytes } from '@noble/hashes/utils.js';
import { utils } from '@noble/secp256k1';
import { FareboxError } from '../../core/errors.ts';

const PRIVATE_KEY = /^(?:0x)?([0-9a-fA-F]{64})$/;

/** A private key as people hold it: 64 hex digits, with or without 0x, 0 < k < n. Else `error_private_key`. */
export function parsePrivateKey(text: unknown): Uint8Array {
  const digits = typeof text === 'string' ? PRIVATE_KEY.exec(text)?.[1] : undefined;
  if (digits === undefined) throw new FareboxError('error_private_key');
  const key = hexToBytes(digits);
  if (!utils.isValidSecretKey(key)) throw new FareboxError('error_private_key');
  return key;
}
