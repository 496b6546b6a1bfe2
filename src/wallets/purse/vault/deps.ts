import type { Random, Records } from '../../deps.ts';
import type { RpcUrl } from '../../evm/rpc.ts';

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
