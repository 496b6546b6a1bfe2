import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  enough,
  exactly,
  feeOf,
  fitting,
  grossOf,
  split,
} from '../../../../src/wallets/ecash/proofs/select-proofs.ts';
import { type Coin, sum } from '../../../../src/wallets/ecash/store/state.ts';

const coin = (amount: bigint, id = 'a'): Coin => ({
  id,
  amount: String(amount),
  secret: '',
  C: '',
});
const amounts = fc.array(fc.integer({ min: 0, max: 16 }).map((power) => 1n << BigInt(power)));
const coins = amounts.map((list) => list.map((amount) => coin(amount)));
const wanted = fc.bigInt({ min: 1n, max: 100_000n });

const subsetSums = (list: readonly Coin[]): Set<bigint> => {
  const sums = new Set([0n]);
  for (const { amount } of list) for (const each of [...sums]) sums.add(each + BigInt(amount));
  return sums;
};

describe('coins', () => {
  test('exactly: finds coins of the amount whenever there are some', () => {
    const few = coins.map((list) => list.slice(0, 10));
    fc.assert(
      fc.property(few, wanted, (list, amount) => {
        const found = exactly(list, amount);
        if (found !== undefined) expect(sum(found)).toBe(amount);
        expect(found !== undefined).toBe(subsetSums(list).has(amount));
      }),
    );
  });

  test('enough: covers the amount and the fee of what it takes, or nothing could', () => {
    fc.assert(
      fc.property(coins, wanted, fc.bigInt({ min: 0n, max: 999n }), (list, amount, ppk) => {
        const found = enough(list, amount, () => ppk);
        if (found === undefined) {
          expect(sum(list) - feeOf(list, () => ppk)).toBeLessThan(amount);
        } else expect(sum(found) - feeOf(found, () => ppk)).toBeGreaterThanOrEqual(amount);
      }),
    );
  });

  test('enough: the smallest single coin that will do, else the fewest', () => {
    const list = [1n, 8n, 64n, 32n, 16n].map((amount) => coin(amount));
    expect(sum(enough(list, 20n, () => 0n) ?? [])).toBe(32n);
    expect(sum(enough(list, 32n, () => 100n) ?? [])).toBe(64n);
    expect(enough(list, 100n, () => 0n)).toHaveLength(3);
    expect(enough(list, 122n, () => 0n)).toBeUndefined();
    expect(enough([coin(8n)], 8n, () => 0n)).toEqual([coin(8n)]);
    expect(enough([coin(8n)], 8n, () => 1n)).toBeUndefined();
  });

  test.each([
    [0, 250n, 0n],
    [1, 250n, 1n],
    [4, 250n, 1n],
    [5, 250n, 2n],
    [3, 1000n, 3n],
    [3, 0n, 0n],
  ])('the fee of %s coins at %s ppk is %s', (count, ppk, fee) => {
    const list = Array.from({ length: count }, () => coin(1n));
    expect(feeOf(list, () => ppk)).toBe(fee);
  });

  test.each<[string, bigint, bigint, readonly bigint[], bigint, bigint | undefined]>([
    ['without a fee the net itself', 21n, 100n, [1n, 4n, 16n], 0n, 21n],
    ['one thousandth of a coin costs a whole unit', 21n, 100n, [1n, 4n, 16n], 1n, 22n],
    ['in whichever order the mint names its coins', 21n, 100n, [4n, 16n, 1n], 1n, 22n],
    ['few large coins, not many small ones', 16n, 100n, [1n, 16n], 500n, 17n],
    ['a coin of nothing makes up nothing', 3n, 10n, [0n, 1n], 0n, 3n],
    ['the next that the coins make up', 5n, 9n, [2n, 4n], 0n, 6n],
    ['no coins', 5n, 9n, [], 0n, undefined],
    ['exactly the most', 21n, 22n, [1n, 4n, 16n], 1n, 22n],
    ['one above the most', 21n, 21n, [1n, 4n, 16n], 1n, undefined],
  ])('grossOf: %s', (_, net, most, denominations, ppk, gross) => {
    expect(grossOf(net, most, denominations, ppk)).toBe(gross);
  });

  test('fitting: the first that leaves the net, of two alike the one that costs less', () => {
    const ppk = (id: string) => (id === 'dear' ? 1000n : 0n);
    const list = [coin(8n, 'dear'), coin(8n, 'cheap'), coin(1n, 'dear')];
    expect(fitting(list, 8n, 20n, ppk)).toEqual([coin(8n, 'cheap')]);
    // The dear coin leaves 7 of its 8: only with the other one is there enough.
    const dear = [coin(8n, 'dear'), coin(1n, 'cheap')];
    expect(fitting(dear, 8n, 9n, ppk)).toEqual(dear);
    expect(fitting(dear, 8n, 8n, ppk)).toBeUndefined();
    expect(fitting(dear, 9n, 100n, ppk)).toBeUndefined();
    expect(fitting([coin(8n)], 8n, 8n, () => 0n)).toEqual([coin(8n)]);
    expect(fitting([], 1n, 10n, () => 0n)).toBeUndefined();
  });

  test('exactly: takes the largest that fits, and each coin once', () => {
    expect(exactly([coin(4n), coin(8n), coin(4n)], 8n)).toEqual([coin(8n)]);
    expect(exactly([coin(4n), coin(4n)], 8n)).toEqual([coin(4n), coin(4n)]);
    expect(exactly([coin(4n)], 8n)).toBeUndefined();
    expect(exactly([coin(4n)], 0n)).toEqual([]);
  });

  test('split: smallest first, and no more than a thousand coins', () => {
    expect(split(1000n, [1n])).toHaveLength(1000);
    expect(split(1001n, [1n])).toBeUndefined();
    expect(split(3n, [0n, 1n, 2n])).toEqual([1n, 2n]);
  });

  test('split: makes up the amount, or says that it cannot', () => {
    const powers = [1n, 2n, 4n, 8n, 16n];
    expect(split(21n, powers)).toEqual([1n, 4n, 16n]);
    expect(split(0n, powers)).toEqual([]);
    expect(split(35n, powers)).toEqual([1n, 2n, 16n, 16n]);
    expect(split(5n, [2n, 4n])).toBeUndefined();
    expect(split(1n, [])).toBeUndefined();
    expect(split(1_000_000n, [1n])).toBeUndefined();
  });
});

// What a site names is what is looked for when its page is opened: no price may keep the extension busy.
test.each([10n ** 9n, 10n ** 15n, 2n ** 64n - 1n])(
  'a price of %s above all that is held is answered at once',
  (price) => {
    const held = [1n, 2n, 4n, 64n].map((amount) => coin(amount));
    expect(fitting(held, price, price + price / 100n, () => 0n)).toBeUndefined();
    expect(fitting(held, 70n, price, () => 0n)?.length).toBe(3);
  },
  1000,
);
