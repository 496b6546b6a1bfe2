import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import { addressOf } from '../../evm/address.ts';
import { passwordKey } from '../password-key.ts';
import { readOldPurse } from './old-purse-schema.ts';

/** Where the EVM key lay while everything else was sealed under it. */
export const OLD_PURSE = 'purse.vault';

/**
 * The private key out of whatever the store held. Throws `error_purse_damaged` when the record is not as it was written,
 * `error_passphrase_wrong` when it is but does not open.
 */
export async function openOldPurse(stored: unknown, password: string): Promise<Uint8Array> {
  const { version, address, iterations, salt, iv, data } = readOldPurse(stored);
  const cryptoKey = await passwordKey(password, hexToBytes(salt), iterations);
  const cipher = {
    name: 'AES-GCM',
    iv: new Uint8Array(hexToBytes(iv)),
    additionalData: new Uint8Array(
      utf8ToBytes(JSON.stringify([version, address, iterations, salt])),
    ),
    tagLength: 128,
  };
  let opened: ArrayBuffer;
  try {
    const sealed = new Uint8Array(hexToBytes(data));
    opened = await globalThis.crypto.subtle.decrypt(cipher, cryptoKey, sealed);
  } catch {
    throw new FareboxError('error_passphrase_wrong');
  }
  const key = new Uint8Array(opened);
  if (addressOf(key) !== address) throw new FareboxError('error_purse_damaged');
  return key;
}
