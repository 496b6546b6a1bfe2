import type { RailResult } from '../../../../src/core/offers/rail.ts';
import { createKeyRing, type KeyRingDeps } from '../../../../src/wallets/keyring/keyring.ts';
import { createPhrase } from '../../../../src/wallets/keyring/phrase/phrase.ts';
import { createPurse } from '../../../../src/wallets/purse/index.ts';
import { createSealedStore } from '../../../../src/wallets/sealed-store.ts';
import { type Memory, memory, random } from '../../../fixtures/memory.ts';

/** A payment, of a page in a tab. */
export const ASKED = { paymentId: 'seen/x402:0', tabId: 1 } as const;

/** The signature that a wallet gave; anything else is a failure. */
export function signatureOf(result: RailResult): string {
  if (result.rail !== 'eip3009') throw new Error(`a result of ${result.rail}`);
  return result.signature;
}

export type Clock = { now: number };

type Deps = KeyRingDeps & {
  readonly fetch: typeof globalThis.fetch;
  readonly rpc: () => string | undefined;
};

/** A purse with its key ring, its safe and its phrase, as the registry puts them together. */
export function purseOn(deps: Deps) {
  const keyring = createKeyRing(deps);
  const safe = createSealedStore(deps.store, deps.random, keyring);
  const phrase = createPhrase({ ...deps, safe });
  const purse = createPurse({ ...deps, keyring, safe, phrase });
  return {
    ...purse,
    keyring,
    safe,
    phrase,
    /** Opens the key ring; how the purse is then. */
    unlock: async (password: string) => {
      await keyring.unlock(password);
      return purse.status();
    },
    lock: async () => {
      await keyring.lock();
      return purse.status();
    },
  };
}

/** A purse with a clock that stands still, few iterations, and no network unless one is given. */
export function box(rpc: string | undefined = undefined) {
  const [store, session]: [Memory, Memory] = [memory(), memory()];
  const clock: Clock = { now: 1_790_000_000_000 };
  const now = () => clock.now;
  const deps = { store, session, now, random, fetch, rpc: () => rpc, iterations: 1000 };
  /** The same purse after the worker was started anew. */
  const again = () => purseOn(deps);
  return { purse: again(), again, deps, store, session, clock };
}
