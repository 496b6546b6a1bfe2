import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import { openSealed, sealText } from '../../aes-gcm.ts';
import type { Random, Records } from '../../records.ts';
import { OLD_PURSE, openOldPurse } from './old-purse.ts';
import { readOldPurse } from './old-purse-schema.ts';

/** The old EVM key under the master key, while what it sealed is being moved. */
const KEPT = 'keyring.old';

/** The EVM key that sealed everything before there was a master key. */
export type OldKey = {
  /** There is a record that only the password opens. `error_purse_damaged` where it is not whole. */
  waits(): Promise<boolean>;
  openRecord(password: string): Promise<Uint8Array>;
  /** Seals it under the master key, so that the move goes on without the password. `error_storage`. */
  keep(evm: Uint8Array, master: Uint8Array): Promise<void>;
  /** Undefined where there is none. */
  read(master: Uint8Array): Promise<Uint8Array | undefined>;
  /** Erases it in both forms: the one that the password opens first, so that a move that stops here can go on. */
  drop(): Promise<void>;
  setAside(now: number): Promise<void>;
};

export function createOldKey(store: Records, random: Random): OldKey {
  const keyOf = (master: Uint8Array) =>
    hkdf(sha256, master, undefined, utf8ToBytes('farebox old key'), 32);
  const read = async (master: Uint8Array) => {
    const sealed = await store.get(KEPT);
    if (sealed === undefined) return undefined;
    const hex = await openSealed(keyOf(master), KEPT, String(sealed));
    return hex === undefined ? undefined : hexToBytes(hex);
  };
  return {
    waits: async () => {
      const stored = await store.get(OLD_PURSE);
      return stored !== undefined && readOldPurse(stored) !== undefined;
    },
    openRecord: async (password) => openOldPurse(await store.get(OLD_PURSE), password),
    keep: async (evm, master) => {
      const hex = bytesToHex(evm);
      await store.set(KEPT, await sealText(keyOf(master), KEPT, hex, random));
      const back = await read(master);
      if (back === undefined || bytesToHex(back) !== hex) throw new FareboxError('error_storage');
    },
    read,
    drop: async () => {
      await store.remove(OLD_PURSE);
      await store.remove(KEPT);
    },
    setAside: async (now) => {
      const stored = await store.get(OLD_PURSE);
      if (stored === undefined) return;
      await store.set(`${OLD_PURSE}.damaged.${now}`, stored);
      await store.remove(OLD_PURSE);
    },
  };
}
