import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { allInOrder, createQueue } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import { freshBytes } from '../random-bytes.ts';
import type { Random, Records } from '../records.ts';
import { createKeyStore } from './key-store.ts';
import { createOldKey } from './old/old-key.ts';
import { createOpenKeys } from './open-key.ts';
import { checkNewPassphrase } from './passphrase.ts';
import { ITERATIONS } from './password-key.ts';
import { withStorageErrors } from './storage-errors.ts';
import { throttled } from './unlock-throttle.ts';

export type KeyRingDeps = {
  /** On disk. */
  readonly store: Records;
  /** In memory until the browser ends, open to trusted contexts only: holds the unlocked key. */
  readonly session: Records;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /** ms without use until it locks itself; 0 or absent: it does not. */
  readonly lockAfter?: () => Promise<number>;
  /** PBKDF2 iterations for new records; absent: `ITERATIONS`. */
  readonly iterations?: number;
};

/** Whether there is a password, and whether it has been typed. */
export type KeyRingState = 'none' | 'locked' | 'open';

/**
 * One password for all wallets: it opens the master key, and every other key is made of that. What changes something
 * runs one at a time. All throw FareboxError.
 */
export type KeyRing = {
  /** `error_keys_damaged` (before the move: `error_purse_damaged`) while its record is not whole. */
  state(): Promise<KeyRingState>;
  /**
   * Sets the first password, open at once. `anew`: also where there are records that cannot be read; those are set aside
   * with all that is sealed. `error_password_exists`, `error_passphrase_short`, `error_storage`, and as of `state`.
   */
  create(password: string, anew?: boolean): Promise<void>;
  /** `error_no_password`, `error_passphrase_wrong`, `error_passphrase_wait` (seconds), and as of `state`. */
  unlock(password: string): Promise<void>;
  lock(): Promise<void>;
  /** It was used, or the time without use after which it locks was changed: that time begins anew. */
  extend(): Promise<void>;
  /** 32 bytes, others for each use (HKDF-SHA-256, RFC 5869). `error_no_password`, `error_locked`. */
  derive(use: string): Promise<Uint8Array>;
  /**
   * The same of the EVM key that sealed everything before there was a master key; undefined once all is moved. Errors
   * as of `derive`.
   */
  deriveOld(use: string): Promise<Uint8Array | undefined>;
  /** That EVM key; undefined once all is moved. Errors as of `derive`. */
  oldKey(): Promise<Uint8Array | undefined>;
  /** Has what an EVM key sealed be read and moved: for one that was brought back after its record was damaged. */
  keepOldKey(key: Uint8Array): Promise<void>;
  /** All is moved: what is left of the old key is erased. */
  endMove(): Promise<void>;
};

/** The keys, sealed in `store` and, while unlocked, the master key in `session`. */
export function createKeyRing(deps: KeyRingDeps): KeyRing {
  const { now } = deps;
  const store = withStorageErrors(deps.store);
  const inTurn = createQueue();
  const opened = createOpenKeys(
    withStorageErrors(deps.session),
    now,
    deps.lockAfter ?? (async () => 0),
  );
  const keys = createKeyStore({ ...deps, store, iterations: deps.iterations ?? ITERATIONS });
  const old = createOldKey(store, deps.random);

  const master = async () => {
    const hex = await opened.get();
    if (hex !== undefined) return hexToBytes(hex);
    throw new FareboxError((await state()) === 'none' ? 'error_no_password' : 'error_locked');
  };
  const state = async (): Promise<KeyRingState> => {
    // Asked at once: every payment waits for this.
    const [exists, key] = await allInOrder(keys.exists(), opened.get());
    if (!exists && !(await old.waits())) return 'none';
    return key === undefined ? 'locked' : 'open';
  };

  const create = async (password: string, anew: boolean) => {
    const there = await state().catch((error: unknown) => {
      if (anew && isDamage(error)) return 'damaged' as const;
      throw error;
    });
    if (there === 'locked' || there === 'open') throw new FareboxError('error_password_exists');
    checkNewPassphrase(password);
    // What is sealed was sealed under a key that is damaged, or gone without a trace: a fresh one opens none of it.
    await keys.setAside(now());
    if (there === 'damaged') await old.setAside(now());
    const key = freshBytes(deps.random, 32);
    // A source that gives the same byte each time is broken, and so would be everything under its key.
    if (new Set(key).size < 2) throw new FareboxError('error_internal');
    await keys.save(key, password);
    await opened.set(bytesToHex(key));
  };

  /**
   * The EVM key of a record from before; undefined where there is none. Beside a master key, one that is damaged or that
   * this password does not open stays as it is: an earlier version of Farebox, put back for a while, wrote it under a
   * password of its own, and the wallets under the master key do not depend on it.
   */
  const openOld = async (password: string, hasMaster: boolean) => {
    try {
      return (await old.waits()) ? await old.openRecord(password) : undefined;
    } catch (error) {
      if (hasMaster && (isDamage(error) || isWrong(error))) return undefined;
      throw error;
    }
  };

  /** The master key; the first time after the update it is made, and the EVM key is sealed under it. */
  const openWith = async (password: string): Promise<Uint8Array> => {
    if ((await state()) === 'none') throw new FareboxError('error_no_password');
    return throttled(store, now, async () => {
      const key = (await keys.exists()) ? await keys.open(password) : undefined;
      const evm = await openOld(password, key !== undefined);
      if (evm === undefined) return key ?? Promise.reject(new FareboxError('error_internal'));
      const made = key ?? freshBytes(deps.random, 32);
      if (key === undefined) await keys.save(made, password);
      await old.keep(evm, made);
      return made;
    });
  };

  const oldKey = async () => {
    const key = await master();
    try {
      return await old.read(key);
    } finally {
      key.fill(0);
    }
  };
  const derived = (secret: Uint8Array, use: string) =>
    hkdf(sha256, secret, undefined, utf8ToBytes(`farebox ${use}`), 32);

  return {
    state,
    create: (password, anew = false) => inTurn(() => create(password, anew)),
    unlock: (password) =>
      inTurn(async () => {
        const key = await openWith(password);
        await keys.strengthen(key, password);
        await opened.set(bytesToHex(key));
      }),
    lock: () => inTurn(() => opened.remove()),
    extend: () => inTurn(() => opened.extend()),
    derive: async (use) => {
      const key = await master();
      try {
        return derived(key, use);
      } finally {
        key.fill(0);
      }
    },
    deriveOld: async (use) => {
      const key = await oldKey();
      if (key === undefined) return undefined;
      try {
        return derived(key, use);
      } finally {
        key.fill(0);
      }
    },
    oldKey,
    keepOldKey: (key) => inTurn(async () => old.keep(key, await master())),
    endMove: () => inTurn(() => old.drop()),
  };
}

function isWrong(error: unknown): boolean {
  return error instanceof FareboxError && error.key === 'error_passphrase_wrong';
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof FareboxError &&
    (error.key === 'error_keys_damaged' || error.key === 'error_purse_damaged')
  );
}
