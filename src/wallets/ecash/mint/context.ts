import type { SingleFlight } from '../../../core/concurrency.ts';
import type { EcashDeps } from '../store/deps.ts';
import type { MintRecord } from '../store/mint-record.ts';
import type { Vault } from '../store/vault.ts';
import type * as cashu from './cashu.ts';
import type { Ask } from './http.ts';
import type { Mints } from './mints.ts';

/** What the parts of the purse share. */
export type Context = {
  readonly deps: EcashDeps;
  readonly vault: Vault;
  readonly mints: Mints;
  readonly ask: Ask;
  readonly cashu: () => Promise<Cashu>;
  /** Joins the same work that is already under way. */
  readonly once: SingleFlight;
};

/** The Cashu library, loaded. */
export type Cashu = typeof cashu;

/** The fee for a thousand coins of a keyset; 0 for one that the mint does not name any more. */
export const feesOf = (mint: MintRecord) => (keysetId: string) =>
  BigInt(mint.keysets.find(({ id }) => id === keysetId)?.feePpk ?? 0);
