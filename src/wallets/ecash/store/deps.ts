import type { Random, Records } from '../../deps.ts';
import type { SealedStore } from '../../sealed-store.ts';

/** All that the ecash purse takes from outside. It uses no browser API but WebCrypto. */
export type EcashDeps = {
  /** On disk: the mints and what may be seen while the purse is locked. */
  readonly records: Records;
  /** On disk and sealed: the words, the coins and what is under way. */
  readonly safe: Pick<SealedStore, 'get' | 'set' | 'remove'>;
  /** The words of the recovery phrase; made where there are none yet. `error_locked`, `error_no_password`. */
  readonly words: () => Promise<string>;
  readonly fetch: typeof globalThis.fetch;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /** The most satoshi that it takes in, all mints together. */
  readonly cap: () => Promise<bigint>;
};
