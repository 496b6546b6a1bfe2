import type { Random, Records } from '../deps.ts';
import type { SealedStore } from '../sealed-store.ts';

/** All that the ecash purse takes from outside. It uses no browser API but WebCrypto. */
export type EcashDeps = {
  /** On disk: the mints and what may be seen while the purse is locked. */
  readonly records: Records;
  /** On disk and sealed: the words, the coins and what is under way. */
  readonly safe: Pick<SealedStore, 'get' | 'set'>;
  readonly fetch: typeof globalThis.fetch;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /** The most satoshi that it takes in, all mints together. */
  readonly cap: () => Promise<bigint>;
};

/** For a thousand satoshi of the cap, so much of the other units: about a dollar. */
const PER_THOUSAND: Readonly<Record<string, bigint>> = {
  sat: 1_000n,
  msat: 1_000_000n,
  usd: 100n,
  eur: 100n,
};

/** The cap in a unit as mints count it; undefined for units that the purse takes none of. */
export function capIn(unit: string, satoshi: bigint): bigint | undefined {
  const rate = Object.hasOwn(PER_THOUSAND, unit) ? PER_THOUSAND[unit] : undefined;
  return rate === undefined ? undefined : (satoshi * rate) / 1_000n;
}
