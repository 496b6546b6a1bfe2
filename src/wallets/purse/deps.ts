import type { Random, Records } from '../deps.ts';
import type { RpcUrl } from '../evm/rpc.ts';
import type { KeyRing } from '../keyring/keyring.ts';
import type { Phrase } from '../keyring/phrase/phrase.ts';
import type { SealedStore } from '../sealed-store.ts';

/** All that the purse takes from outside. It uses no browser API but WebCrypto. */
export type PurseDeps = {
  /** On disk. */
  readonly store: Records;
  readonly safe: Pick<SealedStore, 'get' | 'set' | 'remove'>;
  readonly keyring: KeyRing;
  readonly phrase: Phrase;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  readonly rpc: RpcUrl;
};
