import { hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import type { Context } from './context.ts';
import type { MintKeys } from './mint-record.ts';
import type { Output, OwnCoin } from './state.ts';
import { hostOf } from './url.ts';
import { signedBefore, statesOf } from './wire.ts';

/** What was found, base units by unit. */
export type Restored = Readonly<Record<string, bigint>>;

/** So many numbers are asked for at once; two such in a row without a signature are the end (NUT-13). */
const BATCH = 100;
const EMPTY_BATCHES = 2;

/** NUT-09 wants a whole message; the amount in it is not looked at. */
const ANY_AMOUNT = 1n;

/** `Ecash.restore`: `error_words`, and as `Mints.look`. */
export function createRestore(
  context: Context,
  begin: (words: string) => Promise<void>,
): (words: string, url: string) => Promise<Restored> {
  const { vault, mints } = context;

  /** Coins of a keyset that the seed has made and nobody has spent, and the number after the last. */
  const search = async (seed: Uint8Array, mint: string, keyset: MintKeys) => {
    const { coinsOf, seededOutputs } = await context.cashu();
    const coins: OwnCoin[] = [];
    let next = 0;
    for (let from = 0, empty = 0; empty < EMPTY_BATCHES; from += BATCH) {
      const numbers = Array.from({ length: BATCH }, () => ANY_AMOUNT);
      const { outputs } = seededOutputs(seed, keyset.id, from, numbers, 'keep');
      const signed = await signedBefore(context, mint, outputs);
      const found: Output[] = outputs.flatMap((output, at) => {
        const signature = signed.get(output.B_);
        if (signature === undefined) return [];
        next = from + at + 1;
        return [{ ...output, amount: signature.amount }];
      });
      empty = found.length === 0 ? empty + 1 : 0;
      const made = coinsOf(
        found,
        found.flatMap(({ B_ }) => signed.get(B_) ?? []),
        [keyset],
      );
      const states = await statesOf(context, mint, made);
      const unspent = made.filter((_, at) => states[at] === 'UNSPENT');
      coins.push(...unspent.map((coin) => ({ ...coin, mint, unit: keyset.unit })));
    }
    return { coins, next };
  };

  return async (words, url) => {
    const { areWords, seedOf } = await import('./seed.ts');
    const given = words.trim().toLowerCase().split(/\s+/).join(' ');
    if (!areWords(given)) throw new FareboxError('error_words');
    const mint = (await mints.find(url)) ?? (await mints.look(url));
    await begin(given);
    const state = await vault.read();
    // The coins of other words cannot be written down with ours.
    if (state?.seed !== (await seedOf(given))) throw new FareboxError('error_words');
    await mints.keep(mint);
    const restored: Record<string, bigint> = {};
    for (const keyset of mint.keysets) {
      if (Object.keys(keyset.keys).length === 0) continue;
      const { coins, next } = await search(hexToBytes(state.seed), mint.url, keyset).catch(
        (error: unknown) => {
          if (error instanceof FareboxError) throw error;
          throw new FareboxError('error_mint_answer', hostOf(mint.url));
        },
      );
      await vault.update((before) => {
        const plans = before.plans.flatMap(({ inputs }) => inputs);
        const sent = before.sent.flatMap((each) => each.coins);
        const had = new Set([...before.coins, ...plans, ...sent].map(({ secret }) => secret));
        const fresh = coins.filter(({ secret }) => !had.has(secret));
        for (const { unit, amount } of fresh) {
          restored[unit] = (restored[unit] ?? 0n) + BigInt(amount);
        }
        const counter = Math.max(before.counters[keyset.id] ?? 0, next);
        return {
          ...before,
          counters: { ...before.counters, [keyset.id]: counter },
          coins: [...before.coins, ...fresh],
        };
      });
    }
    return restored;
  };
}
