import type { Caip2 } from '../../core/rail.ts';
import type { Random, Records } from '../deps.ts';

/** The JSON-RPC endpoint of a network; undefined or empty when it is switched off. */
export type RpcUrl = (network: Caip2) => string | undefined | Promise<string | undefined>;

/** All that the purse takes from outside. It uses no browser API but WebCrypto. */
export type PurseDeps = {
  /** On disk. */
  readonly store: Records;
  /** In memory until the browser ends, open to trusted contexts only: holds the unlocked key. */
  readonly session: Records;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  readonly rpc: RpcUrl;
  /** ms without use until the purse locks itself; 0 or absent: it does not. */
  readonly lockAfter?: () => Promise<number>;
  /** PBKDF2 iterations for new vaults; absent: `ITERATIONS`. */
  readonly iterations?: number;
};
