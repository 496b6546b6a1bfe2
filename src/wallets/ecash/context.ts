import type * as cashu from './cashu.ts';
import type { EcashDeps } from './deps.ts';
import type { Ask } from './http.ts';
import type { MintRecord } from './mint-record.ts';
import type { Mints } from './mints.ts';
import type { Vault } from './vault.ts';

/** What the parts of the purse share. */
export type Context = {
  readonly deps: EcashDeps;
  readonly vault: Vault;
  readonly mints: Mints;
  readonly ask: Ask;
  readonly cashu: () => Promise<Cashu>;
  /** Joins the same work that is already under way. */
  readonly once: <T>(name: string, work: () => Promise<T>) => Promise<T>;
};

/** The Cashu library, loaded. */
export type Cashu = typeof cashu;

/** Work by its name, so that two who want the same thing done wait for one. */
export function createOnce(): Context['once'] {
  const running = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>) => {
    const before = running.get(name);
    if (before !== undefined) return before as Promise<T>;
    const now = work().finally(() => running.delete(name));
    running.set(name, now);
    return now;
  };
}

/** The fee for a thousand coins of a keyset; 0 for one that the mint does not name any more. */
export const feesOf = (mint: MintRecord) => (keysetId: string) =>
  BigInt(mint.keysets.find(({ id }) => id === keysetId)?.feePpk ?? 0);
