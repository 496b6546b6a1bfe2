import { bytesToHex } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import type { Records } from '../../deps.ts';
import type { PurseDeps } from './deps.ts';
import { ITERATIONS, open, seal } from './vault.ts';
import { checkVault } from './vault-schema.ts';

const VAULT = 'purse.vault';

/** The stored vault, unread; undefined when there is none. */
export const storedVault = (store: Records): Promise<unknown> => store.get(VAULT);

export const dropVault = (store: Records): Promise<void> => store.remove(VAULT);

/**
 * Whose purse it is; undefined when there is none. Throws `error_purse_damaged`: people send money to this
 * address, so a record that is not whole shows none.
 */
export async function vaultAddress(store: Records): Promise<string | undefined> {
  const stored = await storedVault(store);
  return stored === undefined ? undefined : checkVault(stored).address;
}

/** Keeps a damaged vault under another name, so that a new one can take its place and nothing is lost. */
export async function archiveDamagedVault(
  store: Records,
  damaged: unknown,
  now: number,
): Promise<void> {
  await store.set(`${VAULT}.damaged.${now}`, damaged);
}

async function opensTo(stored: unknown, passphrase: string, key: Uint8Array): Promise<boolean> {
  try {
    return bytesToHex(await open(stored, passphrase)) === bytesToHex(key);
  } catch {
    return false;
  }
}

/**
 * Seals the key and writes it, reads it back and opens it. When that does not give the key again, what was
 * there before is put back and it throws `error_storage`.
 */
export async function saveVault(
  deps: PurseDeps,
  key: Uint8Array,
  passphrase: string,
): Promise<void> {
  const { store, random } = deps;
  const before = await storedVault(store);
  const vault = await seal(key, passphrase, { iterations: deps.iterations ?? ITERATIONS, random });
  await store.set(VAULT, vault);
  if (await opensTo(await storedVault(store), passphrase, key)) return;
  if (before === undefined) await store.remove(VAULT);
  else await store.set(VAULT, before);
  throw new FareboxError('error_storage');
}
