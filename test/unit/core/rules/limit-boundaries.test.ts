import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { makeQuote } from '../../../../src/core/offers/quote.ts';
import { usdValueOf } from '../../../../src/core/offers/usd-value.ts';
import { approve, type Payment } from '../../../../src/core/payment/index.ts';
import {
  assetAmount,
  BITCOIN,
  excessOf,
  type Limits,
  spentOf,
} from '../../../../src/core/rules/limits.ts';

// Each limit below, at and above what it allows; and what an offer, or a payment, counts as.

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const MINT = 'https://mint.example';
const base = { id: 'x:0', payable: true, cautions: [], terms: {}, method: 'exact' } as const;
const dollar: Offer = {
  ...base,
  protocol: 'x402',
  network: 'eip155:8453',
  price: { amount: 1_000_000n, currency: 'USDC', decimals: 6, asset: USDC },
  rail: { kind: 'eip3009', network: 'eip155:8453', asset: USDC },
};
const invoice: Offer = {
  ...base,
  protocol: 'l402',
  network: 'lightning:mainnet',
  price: { amount: 3000n, currency: 'sat', decimals: 3 },
  rail: { kind: 'lightning', network: 'mainnet' },
};
const ecash = (unit: string): Offer => ({
  ...base,
  protocol: 'cashu',
  price: { amount: 100n, currency: unit.toUpperCase(), decimals: 2, asset: MINT },
  rail: { kind: 'ecash', mints: [MINT], unit },
});
const without = <Key extends keyof Offer>(offer: Offer, key: Key): Offer => {
  const { [key]: _, ...rest } = offer;
  return rest as unknown as Offer;
};
const quoteOf = (offer: Offer) =>
  makeQuote({ id: 'seen', url: 'https://shop.example/a', method: 'GET', at: 1 }, offer);

const NOTHING = { siteDay: 0n, day: 0n, month: 0n, assetDay: 0n };
const broken = (offer: Offer, limits: Limits, spent: Partial<typeof NOTHING> = {}) =>
  excessOf(quoteOf(offer), { ...NOTHING, ...spent }, limits, usdValueOf);

describe('a payment of one dollar', () => {
  // What was spent, and up to which limit the next dollar goes.
  test.each([
    ['perSiteDay', 'siteDay'],
    ['perDay', 'day'],
    ['perMonth', 'month'],
  ] as const)('is held to %s by what was spent before', (limit, sum) => {
    const spent = { [sum]: 4_000_000n };
    expect(broken(dollar, { [limit]: '5000001' }, spent)).toBeUndefined();
    expect(broken(dollar, { [limit]: '5000000' }, spent)).toBeUndefined();
    expect(broken(dollar, { [limit]: '4999999' }, spent)).toEqual({
      limit,
      allowed: 4_999_999n,
      spent: 4_000_000n,
    });
    // The others’ sums are not this one’s.
    const others = { siteDay: 10n ** 9n, day: 10n ** 9n, month: 10n ** 9n, [sum]: 0n };
    expect(broken(dollar, { [limit]: '1000000' }, others)).toBeUndefined();
  });

  test('is held to perPayment by itself', () => {
    const spent = { siteDay: 10n ** 9n, day: 10n ** 9n, month: 10n ** 9n };
    expect(broken(dollar, { perPayment: '1000001' }, spent)).toBeUndefined();
    expect(broken(dollar, { perPayment: '1000000' }, spent)).toBeUndefined();
    expect(broken(dollar, { perPayment: '999999' }, spent)).toEqual({
      limit: 'perPayment',
      allowed: 999_999n,
      spent: 0n,
    });
  });

  test('counts with its fees', () => {
    const offer = { ...dollar, extra: { from: MINT, surcharge: 3n, fee: 4n } };
    expect(broken(offer, { perPayment: '1000007' })).toBeUndefined();
    expect(broken(offer, { perPayment: '1000006' })?.limit).toBe('perPayment');
  });

  test('breaks the first of several limits', () => {
    const limits = { perPayment: '0', perSiteDay: '0', perDay: '0', perMonth: '0' };
    expect(broken(dollar, limits)?.limit).toBe('perPayment');
    expect(broken(dollar, { ...limits, perPayment: '1000000' })?.limit).toBe('perSiteDay');
    expect(broken(dollar, { perDay: '0', perMonth: '0' })?.limit).toBe('perDay');
    expect(broken(dollar, { perMonth: '0' })?.limit).toBe('perMonth');
    expect(broken(dollar, {})).toBeUndefined();
  });

  test('is held to a limit of its asset, besides those in dollars', () => {
    const key = `eip155:8453/${USDC.toLowerCase()}`;
    const limits = { perDay: '9000000', perAssetDay: { [key]: '1500000' } };
    expect(broken(dollar, limits, { assetDay: 499_999n })).toBeUndefined();
    expect(broken(dollar, limits, { assetDay: 500_000n })).toBeUndefined();
    expect(broken(dollar, limits, { assetDay: 500_001n })).toEqual({
      limit: 'perAssetDay',
      allowed: 1_500_000n,
      spent: 500_001n,
    });
    expect(broken(dollar, { ...limits, perDay: '999999' })?.limit).toBe('perDay');
  });
});

describe('money whose worth is not known', () => {
  const pounds = ecash('gbp');
  const noPrice = without(dollar, 'price');
  test.each<[string, Limits, boolean]>([
    ['a limit for one payment', { perPayment: '9' }, true],
    ['a limit for a site and day', { perSiteDay: '9' }, true],
    ['a limit for a day', { perDay: '9' }, true],
    ['a limit for a month', { perMonth: '9' }, true],
    ['a limit for another asset', { perAssetDay: { [BITCOIN]: '0' } }, false],
    ['no limit', {}, false],
  ])('is not paid where no limit can hold it; there is %s', (_, limits, held) => {
    const expected = held ? { limit: 'worth', allowed: 0n, spent: 0n } : undefined;
    expect(broken(pounds, limits)).toEqual(expected);
    expect(broken(noPrice, limits)).toEqual(expected);
  });

  test('satoshi are held to the limit of bitcoin alone', () => {
    expect(broken(invoice, { perDay: '0' })).toBeUndefined();
    const limits = { perDay: '0', perAssetDay: { [BITCOIN]: '4000' } };
    expect(broken(invoice, limits, { assetDay: 1000n })).toBeUndefined();
    expect(broken(invoice, limits, { assetDay: 1001n })).toEqual({
      limit: 'perAssetDay',
      allowed: 4000n,
      spent: 1001n,
    });
  });
});

describe('an offer counts as', () => {
  const price = { amount: 7n, currency: 'sat', decimals: 0 };
  test.each<[string, Offer, ReturnType<typeof assetAmount>]>([
    [
      'its token, whose address has no case',
      dollar,
      { key: `eip155:8453/${USDC.toLowerCase()}`, amount: 1_000_000n },
    ],
    ['millisatoshi', invoice, { key: BITCOIN, amount: 3000n }],
    ['satoshi, a thousand each', { ...invoice, price }, { key: BITCOIN, amount: 7000n }],
    [
      'satoshi with fees',
      { ...invoice, price, extra: { from: MINT, surcharge: 1n, fee: 2n } },
      { key: BITCOIN, amount: 10_000n },
    ],
    [
      'satoshi of no network',
      { ...without(invoice, 'network'), price },
      { key: BITCOIN, amount: 7000n },
    ],
    [
      'satoshi of a test network',
      { ...invoice, network: 'lightning:signet', price },
      { key: 'lightning:signet/sat', amount: 7000n },
    ],
    ['a mint’s unit', ecash('gbp'), { key: 'ecash/gbp', amount: 100n }],
    [
      'a mint’s unit, on a network',
      { ...ecash('usd'), network: 'eip155:1' },
      { key: 'ecash/usd', amount: 100n },
    ],
    [
      'a token without a way to pay it',
      without(dollar, 'rail'),
      { key: `eip155:8453/${USDC.toLowerCase()}`, amount: 1_000_000n },
    ],
    ['nothing, without a price', without(dollar, 'price'), undefined],
    ['nothing, without a network', without(dollar, 'network'), undefined],
    [
      'nothing, without a token’s address',
      { ...dollar, price: { amount: 1n, currency: 'USDC', decimals: 6 } },
      undefined,
    ],
    [
      'nothing, of satoshi with two decimals',
      { ...invoice, price: { ...price, decimals: 2 } },
      undefined,
    ],
    [
      'nothing, of another currency',
      { ...invoice, price: { ...price, currency: 'btc' } },
      undefined,
    ],
  ])('%s', (_, offer, amount) => {
    expect(assetAmount(quoteOf(offer).offer)).toEqual(amount);
  });
});

describe('a payment takes of the limits', () => {
  const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
  const made = (offer: Offer, more: Partial<Payment> = {}): Payment =>
    ({ ...approve(quoteOf(offer), 'purse', target, 1), ...more }) as Payment;
  const key = `eip155:8453/${USDC.toLowerCase()}`;
  const asset = { key: BITCOIN, amount: 3000n };

  test.each<[string, Payment, ReturnType<typeof spentOf>]>([
    [
      'dollars and token',
      made(dollar),
      { usd: { amount: 1_000_000n, testnet: false }, asset: { key, amount: 1_000_000n } },
    ],
    ['nothing, where it was practice', made(dollar, { practice: true }), {}],
    ['bitcoin alone', made(invoice), { asset }],
    ['nothing known, without a price', made(without(dollar, 'price')), {}],
    [
      'dollars of a mint',
      made(ecash('usd')),
      { usd: { amount: 1_000_000n, testnet: false }, asset: { key: 'ecash/usd', amount: 100n } },
    ],
    [
      'bitcoin with what routing cost',
      made(invoice, { paid: { fee: '21' } }),
      { asset: { key: BITCOIN, amount: 3021n } },
    ],
    [
      'routing that cost 16 digits',
      made(invoice, { paid: { fee: '1234567890123456' } }),
      { asset: { key: BITCOIN, amount: 1234567890126456n } },
    ],
    ['no routing that was not told', made(invoice, { paid: {} }), { asset }],
    ['no routing of 17 digits', made(invoice, { paid: { fee: '12345678901234567' } }), { asset }],
    ['no routing that is no number', made(invoice, { paid: { fee: 'x' } }), { asset }],
    ['no routing with more before it', made(invoice, { paid: { fee: '-21' } }), { asset }],
    ['no routing with more after it', made(invoice, { paid: { fee: '21.5' } }), { asset }],
    [
      'no routing off Lightning',
      made(without(invoice, 'rail'), { paid: { fee: '21' } }),
      { asset },
    ],
    [
      'no routing of a token',
      made(dollar, { paid: { fee: '21' } }),
      { usd: { amount: 1_000_000n, testnet: false }, asset: { key, amount: 1_000_000n } },
    ],
    [
      'no routing of what has no amount',
      made(without(invoice, 'price'), { paid: { fee: '21' } }),
      {},
    ],
  ])('%s', (_, payment, spent) => {
    expect(spentOf(payment, usdValueOf)).toStrictEqual(spent);
  });

  test('dollars of the worth that it is given', () => {
    const worth = () => ({ usd: 5n, testnet: true });
    expect(spentOf(made(without(dollar, 'network')), worth)).toEqual({
      usd: { amount: 5n, testnet: true },
    });
  });
});
