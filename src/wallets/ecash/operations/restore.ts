import { hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import type { Context } from '../mint/context.ts';
import { signedBefore, statesOf } from '../mint/mint-api.ts';
import { hostOf } from '../mint/url.ts';
import type { MintKeys, MintRecord } from '../store/mint-record.ts';
import type { Coin, Output, OwnCoin } from '../store/state.ts';
import type { Receiver } from './receive.ts';

/** What was found, base units by unit. */
export type Restored = Readonly<Record<string, bigint>>;

/** So many numbers are asked for at once; three such in a row without a signature are the end (NUT-13). */
const BATCH = 100;
const EMPTY_BATCHES = 3;

/** So many coins are swapped at once: mints take no more inputs than some hundred. */
const SWAPPED = 64;

/** What stops one swap and not the others: spent meanwhile by who has the same words, or worth less than the fee. */
const PASSED_OVER = ['error_token_spent', 'error_ecash_not_enough'];

/** NUT-09 wants a whole message; the amount in it is not looked at. */
const ANY_AMOUNT = 1n;

/** `Ecash.restore`. */
export function createRestore(
  context: Context,
  begin: () => Promise<void>,
  receiver: Pick<Receiver, 'takeIn'>,
): (words: string, url: string) => Promise<Restored> {
  const { vault, mints } = context;

  /** Coins of a keyset that the seed has made and that are unspent, and the number after the last. */
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

  /** What is known here is not swapped again: the purse may be of the very words. */
  const known = async (): Promise<ReadonlySet<string>> => {
    const state = await vault.read();
    const plans = state?.plans.flatMap(({ inputs }) => inputs) ?? [];
    const sent = state?.sent.flatMap((each) => each.coins) ?? [];
    return new Set([...(state?.coins ?? []), ...plans, ...sent].map(({ secret }) => secret));
  };

  /** The numbers of NUT-13 that the purse's own words have used, as far as the mint knows. */
  const passNumbers = (keysetId: string, next: number) =>
    vault.update((state) => {
      const counter = Math.max(state.counters[keysetId] ?? 0, next);
      return { ...state, counters: { ...state.counters, [keysetId]: counter } };
    });

  const swapIn = async (mint: MintRecord, unit: string, coins: readonly Coin[]) => {
    let amount = 0n;
    for (let from = 0; from < coins.length; from += SWAPPED) {
      const some = coins.slice(from, from + SWAPPED);
      await receiver.takeIn(mint, unit, some, { uncapped: true }).then(
        (received) => {
          amount += received.amount;
        },
        (error: unknown) => {
          const passes = error instanceof FareboxError && PASSED_OVER.includes(error.key);
          if (!passes) throw error;
        },
      );
    }
    return amount;
  };

  return async (words, url) => {
    const { checkWords, seedOf } = await import('../../keyring/phrase/mnemonic.ts');
    const seed = await seedOf(checkWords(words));
    const mint = await mints.whole((await mints.find(url)) ?? (await mints.look(url)));
    const restored: Record<string, bigint> = {};
    for (const keyset of mint.keysets) {
      if (Object.keys(keyset.keys).length === 0) continue;
      const { coins, next } = await search(hexToBytes(seed), mint.url, keyset).catch(
        (error: unknown) => {
          if (error instanceof FareboxError) throw error;
          throw new FareboxError('error_mint_answer', hostOf(mint.url));
        },
      );
      if (next === 0) continue;
      await begin();
      await mints.keep(mint);
      if ((await vault.read())?.seed === seed) await passNumbers(keyset.id, next);
      const had = await known();
      const fresh = coins.filter(({ secret }) => !had.has(secret));
      const bare = fresh.map(({ mint: _, unit: __, ...coin }) => coin);
      const amount = await swapIn(mint, keyset.unit, bare);
      if (amount > 0n) restored[keyset.unit] = (restored[keyset.unit] ?? 0n) + amount;
    }
    return restored;
  };
}
