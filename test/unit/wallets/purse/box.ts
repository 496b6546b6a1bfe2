import type { RailResult } from '../../../../src/core/offers/rail.ts';
import { createPurse, type Purse } from '../../../../src/wallets/purse/index.ts';
import { type Memory, memory, random } from '../../../fixtures/memory.ts';

/** A payment, of a page in a tab. */
export const ASKED = { paymentId: 'seen/x402:0', tabId: 1 } as const;

/** The signature that a wallet gave; anything else is a failure. */
export function signatureOf(result: RailResult): string {
  if (result.rail !== 'eip3009') throw new Error(`a result of ${result.rail}`);
  return result.signature;
}

export type Clock = { now: number };

/** A purse with a clock that stands still, few iterations, and no network unless one is given. */
export function box(rpc: string | undefined = undefined) {
  const [store, session]: [Memory, Memory] = [memory(), memory()];
  const clock: Clock = { now: 1_790_000_000_000 };
  const now = () => clock.now;
  const deps = { store, session, now, random, fetch, rpc: () => rpc, iterations: 1000 };
  /** The same purse after the worker was started anew. */
  const again = (): Purse => createPurse(deps);
  return { purse: again(), again, deps, store, session, clock };
}
