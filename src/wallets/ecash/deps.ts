import type { Random, Records } from '../deps.ts';
import type { Safe } from '../safe.ts';

/** All that the ecash purse takes from outside. It uses no browser API but WebCrypto. */
export type EcashDeps = {
  /** On disk: the mints and what may be seen while the purse is locked. */
  readonly records: Records;
  /** On disk and sealed: the words, the coins and what is under way. */
  readonly safe: Pick<Safe, 'get' | 'set'>;
  readonly fetch: typeof globalThis.fetch;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /** The most that it takes in of a unit, all mints together; undefined: nothing. Absent: `capOf`. */
  readonly cap?: (unit: string) => bigint | undefined;
};

/** The most of each unit that the purse takes in: pocket money, because a mint can go away with it. */
const CAPS: Readonly<Record<string, bigint>> = {
  sat: 10_000n,
  msat: 10_000_000n,
  usd: 1_000n,
  eur: 1_000n,
};

/** The cap of a unit; undefined for units that the purse takes none of. */
export function capOf(unit: string): bigint | undefined {
  return Object.hasOwn(CAPS, unit) ? CAPS[unit] : undefined;
}
