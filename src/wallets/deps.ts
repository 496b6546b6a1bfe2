import type { Random, Records } from './records.ts';
import type { SealedStore } from './sealed-store.ts';

export type { Random, Records } from './records.ts';

/** Runs a function in the page's own world, in its top frame, and gives back what it returns. */
export type InPage = <Input, Output>(
  tabId: number,
  func: (input: Input) => Output | Promise<Output>,
  input: Input,
) => Promise<Output | undefined>;

/** What every wallet may use. None of them uses a browser API but WebCrypto. */
export type WalletParts = {
  /** On disk, not sealed: no secrets. */
  readonly store: Records;
  /** On disk, sealed: readable while the key ring is open. */
  readonly safe: SealedStore;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  readonly inPage: InPage;
};
