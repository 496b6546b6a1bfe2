import type { Coin } from './state.ts';
import { sum } from './state.ts';

/** The fee of a thousand coins of a keyset as inputs (NUT-02). */
export type FeePpk = (keysetId: string) => bigint;

/** What handing these in costs: thousandths, rounded up (NUT-02). */
export function feeOf(coins: readonly Coin[], feePpk: FeePpk): bigint {
  return (coins.reduce((total, { id }) => total + feePpk(id), 0n) + 999n) / 1000n;
}

const descending = (a: Coin, b: Coin) => Number(BigInt(b.amount) - BigInt(a.amount));

/**
 * Coins of exactly this amount; undefined when there are none. Each amount divides every larger one (they are
 * powers of two), so taking the largest that fits finds them whenever they are there.
 */
export function exactly<Each extends Coin>(
  coins: readonly Each[],
  amount: bigint,
): Each[] | undefined {
  const found: Each[] = [];
  let rest = amount;
  for (const coin of coins.toSorted(descending)) {
    const value = BigInt(coin.amount);
    if (value > rest) continue;
    found.push(coin);
    rest -= value;
  }
  return rest === 0n ? found : undefined;
}

/** Few coins that are worth this amount after the fee for handing them in; undefined when all are too few. */
export function enough<Each extends Coin>(
  coins: readonly Each[],
  amount: bigint,
  feePpk: FeePpk,
): Each[] | undefined {
  const covers = (some: readonly Each[]) => sum(some) - feeOf(some, feePpk) >= amount;
  const sorted = coins.toSorted(descending);
  const smallest = sorted.findLast((coin) => covers([coin]));
  if (smallest !== undefined) return [smallest];
  const taken: Each[] = [];
  for (const coin of sorted) {
    taken.push(coin);
    if (covers(taken)) return taken;
  }
  return undefined;
}

/** The amount in the coins that a keyset signs, smallest first; undefined when they cannot make it up. */
export function split(amount: bigint, denominations: readonly bigint[]): bigint[] | undefined {
  const parts: bigint[] = [];
  let rest = amount;
  for (const value of denominations.toSorted((a, b) => Number(b - a))) {
    while (value > 0n && rest >= value && parts.length < 1000) {
      parts.unshift(value);
      rest -= value;
    }
  }
  return rest === 0n ? parts : undefined;
}
