import { hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import type { Lock } from '../mint/cashu.ts';
import type { Cashu } from '../mint/context.ts';
import { hostOf } from '../mint/url.ts';
import type { MintRecord } from '../store/mint-record.ts';
import type { Output, State } from '../store/state.ts';
import { currentKeyset } from './cost.ts';
import { split } from './select-proofs.ts';

/** What is to be made, in base units: for the token, and for us. */
export type Wanted = { readonly send: bigint; readonly keep: bigint; readonly lock?: Lock };

/** Coins to be under the mint's current keys, and the numbers of NUT-13 after them. `error_mint_unit`. */
export function makeOutputs(
  cashu: Cashu,
  state: Pick<State, 'seed' | 'counters'>,
  mint: MintRecord,
  unit: string,
  { send, keep, lock }: Wanted,
): { readonly outputs: readonly Output[]; readonly counters: State['counters'] } {
  const keyset = currentKeyset(mint, unit);
  const denominations = Object.keys(keyset?.keys ?? {}).map(BigInt);
  const [forToken, forUs] = [split(send, denominations), split(keep, denominations)];
  if (keyset === undefined || forToken === undefined || forUs === undefined) {
    throw new FareboxError('error_mint_unit', hostOf(mint.url), unit);
  }
  const { id } = keyset;
  const seed = hexToBytes(state.seed);
  const first = state.counters[id] ?? 0;
  const sent =
    lock === undefined
      ? cashu.seededOutputs(seed, id, first, forToken, 'send')
      : { outputs: cashu.lockedOutputs(lock, id, forToken), next: first };
  const kept = cashu.seededOutputs(seed, id, sent.next, forUs, 'keep');
  // In order of amount, so that the mint cannot tell the change (NUT-03).
  const outputs = [...sent.outputs, ...kept.outputs].toSorted((a, b) =>
    Number(BigInt(a.amount) - BigInt(b.amount)),
  );
  return { outputs, counters: { ...state.counters, [id]: kept.next } };
}
