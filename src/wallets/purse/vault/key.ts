import { hexToBytes } from '@noble/hashes/utils.js';
import { utils } from '@noble/secp256k1';
import { FareboxError } from '../../../core/errors.ts';
import type { Random } from '../../deps.ts';

const PRIVATE_KEY = /^(?:0x)?([0-9a-fA-F]{64})$/;

/** A private key as people hold it: 64 hex digits, with or without 0x, 0 < k < n. Else `error_private_key`. */
export function parsePrivateKey(text: unknown): Uint8Array {
  const digits = typeof text === 'string' ? PRIVATE_KEY.exec(text)?.[1] : undefined;
  if (digits === undefined) throw new FareboxError('error_private_key');
  const key = hexToBytes(digits);
  if (!utils.isValidSecretKey(key)) throw new FareboxError('error_private_key');
  return key;
}

/** `length` fresh bytes in a buffer of our own. Throws `error_internal` when the source gives another length. */
export function freshBytes(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(random(length));
  if (bytes.length !== length) throw new FareboxError('error_internal');
  return bytes;
}

/** A new private key. Throws `error_internal` when the source gives what cannot be a key. */
export function newPrivateKey(random: Random): Uint8Array {
  const key = freshBytes(random, 32);
  // Chance makes this happen once in 2^127; a broken source (all zero, all one) makes it happen now.
  if (!utils.isValidSecretKey(key)) throw new FareboxError('error_internal');
  return key;
}
