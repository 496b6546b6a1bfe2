import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { freeze } from '../../../../src/core/offers/quote.ts';
import { type Cost, cheapestFirst, costOf } from '../../../../src/core/rules/order.ts';
import { offer } from '../../background/fakes.ts';

const BASE = 'eip155:8453';
const BASE_USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const usdc = (id: string, amount: bigint): Offer =>
  offer({
    id,
    network: BASE,
    price: { amount, currency: 'USDC', decimals: 6, asset: BASE_USDC },
    rail: { kind: 'eip3009', network: BASE, asset: BASE_USDC },
  });
const BASE_EURC = '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42';
const eurc = (id: string, amount: bigint): Offer =>
  offer({
    id,
    network: BASE,
    price: { amount, currency: 'EURC', decimals: 6, asset: BASE_EURC },
    rail: { kind: 'eip3009', network: BASE, asset: BASE_EURC },
  });
const invoice = (id: string, msat: bigint, network = 'mainnet'): Offer =>
  offer({
    id,
    network: `lightning:${network}`,
    price: { amount: msat, currency: 'sat', decimals: 3 },
    rail: { kind: 'lightning', network: network as 'mainnet' },
  });
function ecash(id: string, amount: bigint, unit: 'sat' | 'msat' | 'usd'): Offer {
  const { network: _, ...rest } = offer({
    id,
    price: {
      amount,
      currency: unit === 'usd' ? 'USD' : 'sat',
      decimals: unit === 'sat' ? 0 : unit === 'usd' ? 2 : 3,
    },
    rail: { kind: 'ecash', mints: ['https://mint.example'], unit },
  });
  return rest;
}
const strange = (id: string) => offer({ id, price: { amount: 1n, currency: 'XYZ', asset: 'xyz' } });
const sorted = (...offers: Offer[]) =>
  cheapestFirst(offers, (each) => costOf(freeze(each))).map(({ id }) => id);

describe('the cheapest first', () => {
  test.each<[string, Offer[], string[]]>([
    [
      'a cent before ninety cents, whatever the server lists first',
      [usdc('dear', 900_000n), usdc('cheap', 10_000n)],
      ['cheap', 'dear'],
    ],
    [
      'equals in the server’s order',
      [usdc('a', 5n), usdc('b', 5n), usdc('c', 4n)],
      ['c', 'a', 'b'],
    ],
    [
      'ecash in dollars counts cents',
      [ecash('two cents', 2n, 'usd'), usdc('one', 10_000n)],
      ['one', 'two cents'],
    ],
    [
      'ecash of 21 sat before an invoice of 21 sat, which may cost routing',
      [invoice('invoice', 21_000n), ecash('ecash', 21n, 'sat'), ecash('msat', 20_999n, 'msat')],
      ['msat', 'ecash', 'invoice'],
    ],
    [
      'an invoice of 20 sat after ecash of 25 sat: ten satoshi of routing are possible',
      [invoice('invoice', 20_000n), ecash('ecash', 25n, 'sat')],
      ['ecash', 'invoice'],
    ],
    [
      'euros are not held against dollars, whose rate nobody here knows, and are against each other',
      [eurc('euro', 1_000_000n), usdc('dollars', 1_900_000n), eurc('less', 990_000n)],
      ['less', 'dollars', 'euro'],
    ],
    [
      'test money is not held against real money',
      [usdc('real', 900_000n), offer({ id: 'test' })],
      ['real', 'test'],
    ],
    [
      'regtest satoshi are not held against real ones',
      [invoice('real', 90_000n), invoice('test', 1_000n, 'regtest')],
      ['real', 'test'],
    ],
    [
      'each money on the places that the server gave it; the unknown stays',
      [
        usdc('dear', 9n),
        invoice('i2', 90_000n),
        strange('x'),
        invoice('i1', 9_000n),
        usdc('c', 1n),
      ],
      ['c', 'i1', 'x', 'i2', 'dear'],
    ],
  ])('%s', (_, offers, ids) => {
    expect(sorted(...offers)).toEqual(ids);
  });

  test('a mint’s input fee is part of the cost', () => {
    const cost = (each: Offer, fee?: bigint) => costOf(freeze(each), fee)?.amount;
    expect(cost(ecash('a', 10n, 'sat'), 3n)).toBe(13_000n);
    expect(cost(ecash('a', 10n, 'usd'), 1n)).toBe(110_000n);
    expect(cost(invoice('a', 5_000_000n))).toBe(5_050_000n);
  });

  test('an unknown token has no cost that can be compared', () => {
    expect(costOf(freeze(strange('x')))).toBeUndefined();
    const { price: _, ...free } = offer();
    expect(costOf(freeze(free))).toBeUndefined();
  });
});

type Item = { readonly id: number; readonly cost: Cost | undefined };
const items = fc
  .array(
    fc.option(
      fc.record({
        money: fc.constantFrom('usd', 'bitcoin/sat', 'test'),
        amount: fc.bigInt(0n, 5n),
      }),
      { nil: undefined },
    ),
    { maxLength: 20 },
  )
  .map((costs) => costs.map((cost, id): Item => ({ id, cost })));
const order = (list: readonly Item[]) => cheapestFirst(list, ({ cost }) => cost);
const of = (list: readonly Item[], money: string | undefined) =>
  list.filter(({ cost }) => cost?.money === money);

test('is a permutation, sorted and stable within each money, and idempotent', () => {
  fc.assert(
    fc.property(items, (list) => {
      const done = order(list);
      expect(done.map(({ id }) => id).sort((a, b) => a - b)).toEqual(list.map(({ id }) => id));
      for (const money of ['usd', 'bitcoin/sat', 'test']) {
        const all = of(done, money);
        all.slice(1).forEach((next, at) => {
          const before = all[at];
          const [a, b] = [before?.cost?.amount ?? 0n, next.cost?.amount ?? 0n];
          expect(a < b || (a === b && (before?.id ?? 0) < next.id)).toBe(true);
        });
      }
      done.forEach((item, at) => {
        // Each money keeps its places, and what cannot be compared keeps its own.
        expect(item.cost?.money).toBe(list[at]?.cost?.money);
        if (item.cost === undefined) expect(item).toBe(list[at]);
      });
      expect(order(done)).toEqual(done);
    }),
  );
});

test('the cheapest of a money does not depend on the server’s order', () => {
  const pairs = items.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }),
    ),
  );
  fc.assert(
    fc.property(pairs, ([list, shuffled]) => {
      for (const money of ['usd', 'bitcoin/sat', 'test']) {
        const least = (each: readonly Item[]) => of(order(each), money)[0]?.cost?.amount;
        expect(least(shuffled)).toBe(least(list));
      }
    }),
  );
});
