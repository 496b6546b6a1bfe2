import type { Coin } from '../store/state.ts';
import { sum } from '../store/state.ts';

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

/** How many coins of these denominations (largest first) make up an amount; undefined when they cannot. */
function countOf(amount: bigint, denominations: readonly bigint[]): bigint | undefined {
  let rest = amount;
  let count = 0n;
  for (const value of denominations) {
    if (value <= 0n || value > rest) continue;
    count += rest / value;
    rest %= value;
  }
  return rest === 0n ? count : undefined;
}

/**
 * The least that a token of fresh coins must be worth so that it leaves `net` to who redeems it, after the mint's fee
 * for its coins (NUT-02); undefined when that is more than `most`.
 */
export function grossOf(
  net: bigint,
  most: bigint,
  denominations: readonly bigint[],
  feePpk: bigint,
): bigint | undefined {
  const values = denominations.toSorted((a, b) => (a < b ? 1 : -1));
  for (let gross = net; gross <= most; gross++) {
    const count = countOf(gross, values);
    if (count !== undefined && gross - (count * feePpk + 999n) / 1000n >= net) return gross;
  }
  return undefined;
}

/** Coins that as they are leave `net` to who redeems them and are worth little more; undefined above `most`. */
export function fitting<Each extends Coin>(
  coins: readonly Each[],
  net: bigint,
  most: bigint,
  feePpk: FeePpk,
): Each[] | undefined {
  // Of two that are worth the same, the one that costs less.
  const cheap = coins.toSorted((a, b) => (feePpk(a.id) < feePpk(b.id) ? -1 : 1));
  // A site may name any price: above what there is, nothing is looked for.
  const held = sum(coins);
  const last = held < most ? held : most;
  for (let face = net; face <= last; face++) {
    const found = exactly(cheap, face);
    if (found !== undefined && sum(found) - feeOf(found, feePpk) >= net) return found;
  }
  return undefined;
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
