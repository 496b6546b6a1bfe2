import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import { addressOf } from '../evm/address.ts';
import type { KeyRing } from '../keyring/keyring.ts';
import { OLD_PURSE } from '../keyring/old/old-purse.ts';
import { readOldPurse } from '../keyring/old/old-purse-schema.ts';
import type { Records } from '../records.ts';
import type { SealedStore } from '../sealed-store.ts';
import { setAside } from '../set-aside.ts';
import { accountRecord, type KeyOrigin, readAccount } from './account-schema.ts';

const FACTS = 'purse';
const SECRET = 'purse';

/** Whether there is an account, whose it is (EIP-55), what its key was made of, and whether it can sign. */
export type PurseStatus =
  | { readonly state: 'none' }
  | {
      readonly state: 'locked' | 'open';
      readonly address: string;
      readonly origin: KeyOrigin;
    };

/** The Farebox wallet's key for EVM chains. All throw FareboxError. */
export type Account = {
  /** Known while locked. `error_purse_damaged` while its record is not whole. */
  status(): Promise<PurseStatus>;
  /** Keeps a key, sealed. `error_purse_exists`, `error_locked`, `error_storage`. */
  keep(key: Uint8Array, origin: KeyOrigin): Promise<void>;
  /** The key. `error_no_purse`, `error_locked`, `error_safe`; `error_purse_damaged`: it is not that of the address. */
  key(): Promise<Uint8Array>;
  /** Looks whether the key opens, but not whose it is: an address takes milliseconds to compute. Errors as of `key`. */
  opens(): Promise<void>;
  /** Forgets it for good. */
  remove(): Promise<void>;
  /** Keeps a record that cannot be read, and the key that belongs to it, under other names. */
  setAside(): Promise<void>;
  /**
   * Takes the key over that was the purse's before there was a key ring, if that has not been done. False where the account
   * has another key: the old one is kept nowhere else, and must not be erased.
   */
  takeOver(): Promise<boolean>;
};

type Deps = {
  readonly store: Records;
  readonly safe: Pick<SealedStore, 'get' | 'set' | 'remove'>;
  readonly keyring: Pick<KeyRing, 'state' | 'oldKey'>;
};

export function createAccount({ store, safe, keyring }: Deps): Account {
  /** Of the record, or of the one from before; undefined where there is neither. */
  const facts = async () => {
    const stored = await store.get(FACTS);
    if (stored !== undefined) return readAccount(stored);
    const old = await store.get(OLD_PURSE);
    if (old === undefined) return undefined;
    return { address: readOldPurse(old).address, origin: 'key' as const };
  };

  const write = async (key: Uint8Array, origin: KeyOrigin) => {
    const hex = bytesToHex(key);
    await safe.set(SECRET, hex);
    if ((await safe.get(SECRET)) !== hex) throw new FareboxError('error_storage');
    // Last: an address is shown only where its key is kept.
    await store.set(FACTS, accountRecord(addressOf(key), origin));
  };

  const secret = async () => {
    const hex = await safe.get(SECRET);
    return hex === undefined ? keyring.oldKey() : hexToBytes(hex);
  };

  /** Both are asked at once; what goes wrong with the key is told where there is an account. */
  const open = async () => {
    const opening = secret();
    opening.catch(() => undefined);
    const found = await facts();
    if (found === undefined) throw new FareboxError('error_no_purse');
    const key = await opening;
    if (key === undefined) throw new FareboxError('error_safe', SECRET);
    return { key, address: found.address };
  };

  return {
    status: async () => {
      const [found, state] = await Promise.all([facts(), keyring.state()]);
      if (found === undefined || state === 'none') return { state: 'none' };
      const { address, origin } = found;
      return { state, address, origin };
    },
    keep: async (key, origin) => {
      if ((await facts()) !== undefined) throw new FareboxError('error_purse_exists');
      await write(key, origin);
    },
    key: async () => {
      const { key, address } = await open();
      if (addressOf(key) !== address) throw new FareboxError('error_purse_damaged');
      return key;
    },
    opens: async () => {
      (await open()).key.fill(0);
    },
    remove: async () => {
      await store.remove(FACTS);
      await safe.remove(SECRET);
    },
    setAside: async () => {
      const stored = await store.get(FACTS);
      if (stored === undefined) return;
      const hex = await safe.get(SECRET).catch(unreadable);
      // Its key may be whole, and another one is about to take its place.
      if (hex !== undefined) await safe.set(`${SECRET} ${addressOf(hexToBytes(hex))}`, hex);
      await setAside(store, FACTS, stored);
      await store.remove(FACTS);
    },
    takeOver: async () => {
      const old = await keyring.oldKey();
      if (old === undefined) return true;
      if ((await store.get(FACTS)) === undefined) await write(old, 'key');
      return (await safe.get(SECRET)) === bytesToHex(old);
    },
  };
}

/** What is sealed and cannot be opened holds no key any more. */
function unreadable(error: unknown): undefined {
  if (error instanceof FareboxError && error.key === 'error_safe') return undefined;
  throw error;
}
