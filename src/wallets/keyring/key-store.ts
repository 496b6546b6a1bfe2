import { bytesToHex } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import type { Random, Records } from '../records.ts';
import { openMasterKey, readSealedMasterKey, sealMasterKey } from './master-key.ts';

const KEY = 'keyring';
/** The same record once more: without it everything that is sealed would be lost. */
const COPY = 'keyring.copy';

type Deps = { readonly store: Records; readonly random: Random; readonly iterations: number };

/** The sealed master key on disk, twice. */
export type KeyStore = {
  /** `error_keys_damaged` where there is a record and none of the two is whole. */
  exists(): Promise<boolean>;
  open(password: string): Promise<Uint8Array>;
  /**
   * Seals the key and writes it, reads it back and opens it, then writes the copy. When that does not give the key again,
   * what was there before is put back and it throws `error_storage`.
   */
  save(key: Uint8Array, password: string): Promise<void>;
  /** Seals it anew where its rounds are too few by now, or one of the two is damaged. Never throws: it opens as it is. */
  strengthen(key: Uint8Array, password: string): Promise<void>;
  /** Keeps damaged records, and all that only their key opens, under other names. */
  setAside(now: number): Promise<void>;
};

export function createKeyStore({ store, random, iterations }: Deps): KeyStore {
  const isWhole = (stored: unknown) => {
    try {
      return readSealedMasterKey(stored) !== undefined;
    } catch {
      return false;
    }
  };
  /** The record that is whole, the first before the copy; undefined where there is none at all. */
  const find = async (): Promise<unknown> => {
    const both = await Promise.all([store.get(KEY), store.get(COPY)]);
    const whole = both.find(isWhole);
    if (whole === undefined && both.some((each) => each !== undefined)) {
      throw new FareboxError('error_keys_damaged');
    }
    return whole;
  };
  const opensTo = async (stored: unknown, password: string, key: Uint8Array) =>
    openMasterKey(stored, password).then(
      (opened) => bytesToHex(opened) === bytesToHex(key),
      () => false,
    );

  const save = async (key: Uint8Array, password: string) => {
    const before = await store.get(KEY);
    const sealed = await sealMasterKey(key, password, { iterations, random });
    await store.set(KEY, sealed);
    if (!(await opensTo(await store.get(KEY), password, key))) {
      if (before === undefined) await store.remove(KEY);
      else await store.set(KEY, before);
      throw new FareboxError('error_storage');
    }
    await store.set(COPY, sealed);
  };

  return {
    exists: async () => (await find()) !== undefined,
    open: async (password) => openMasterKey(await find(), password),
    save,
    strengthen: async (key, password) => {
      try {
        const both = [await store.get(KEY), await store.get(COPY)];
        const whole = both.every(isWhole);
        const { iterations: rounds } = readSealedMasterKey(await find());
        if (!whole || rounds < iterations) await save(key, password);
      } catch {
        // A disk that does not take it is no reason to stay locked.
      }
    },
    setAside: async (now) => {
      const sealed = await store.all('sealed:');
      for (const name of [...sealed.keys(), KEY, COPY]) {
        const stored = await store.get(name);
        if (stored === undefined) continue;
        await store.set(`damaged.${now}.${name}`, stored);
        await store.remove(name);
      }
    },
  };
}
