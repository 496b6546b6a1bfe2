import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { type FrozenOffer, makeQuote } from '../../../../src/core/offers/quote.ts';
import { usdValueOf } from '../../../../src/core/offers/usd-value.ts';
import {
  approve,
  mayHaveMoved,
  type Payment,
  type PaymentState,
} from '../../../../src/core/payment/index.ts';
import { moveTo } from '../../../../src/core/payment/step.ts';
import { type AutoPayGrant, mustAsk as mustAskBy } from '../../../../src/core/rules/auto-pay.ts';
import {
  assetAmount,
  BITCOIN,
  type Calendar,
  DEFAULT_LIMITS,
  excessOf as excess,
  type Limits,
} from '../../../../src/core/rules/limits.ts';
import { factsOf } from '../../../support/facts-of.ts';

const MINT = 'https://mint.example';

/** The first limit that a quote would break, after these payments. */
const excessOf = (
  quote: Payment['quote'],
  before: readonly Payment[],
  limits: Limits,
  calendar: Calendar,
  now: number,
) => excess(quote, factsOf(quote, before, calendar, now), limits, usdValueOf);

const mustAsk = (
  quote: Payment['quote'],
  request: Parameters<typeof mustAskBy>[1],
  grant: AutoPayGrant | undefined,
  before: readonly Payment[],
  day: number,
  now: number,
) => mustAskBy(quote, request, grant, factsOf(quote, before, { day, month: day }, now), now);

const base = { id: 'x:0', payable: true, cautions: [], terms: {} } as const;
const sats = (msat: bigint, network = 'mainnet'): Offer => ({
  ...base,
  protocol: 'l402',
  method: 'invoice',
  network: `lightning:${network}`,
  price: { amount: msat, currency: 'sat', decimals: 3 },
  rail: { kind: 'lightning', network: network as 'mainnet' },
});
const coins = (amount: bigint, unit = 'sat', payee = '02ab'): Offer => ({
  ...base,
  protocol: 'cashu',
  method: 'in-band',
  payee,
  price:
    unit === 'usd'
      ? { amount, currency: 'USD', decimals: 2, asset: MINT }
      : { amount, currency: 'sat', decimals: unit === 'msat' ? 3 : 0, asset: MINT },
  rail: { kind: 'ecash', mints: [MINT], unit },
});

const quoteOf = (offer: Offer, url = 'https://shop.example/a') =>
  makeQuote({ id: 'seen', url, method: 'GET', at: 1 }, offer);
const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
const paid = (offer: Offer, ...states: readonly PaymentState[]): Payment =>
  states.reduce<Payment>(
    (payment, state) => moveTo(payment, state, 10),
    approve(quoteOf(offer), 'nwc', target, 10),
  );
const frozen = (offer: Offer): FrozenOffer => quoteOf(offer).offer;
const DAY = { day: 5, month: 5 };
const over = (offer: Offer, before: readonly Payment[], limit = '10000') =>
  excessOf(quoteOf(offer), before, { perAssetDay: { [BITCOIN]: limit } }, DAY, 20);

describe('bitcoin of a day', () => {
  test('is one sum of millisatoshi, over Lightning and as ecash', () => {
    expect(assetAmount(frozen(sats(2500n)))).toEqual({ key: BITCOIN, amount: 2500n });
    expect(assetAmount(frozen(coins(3n)))).toEqual({ key: BITCOIN, amount: 3000n });
    expect(assetAmount(frozen(coins(1500n, 'msat')))).toEqual({ key: BITCOIN, amount: 1500n });
    const before = [paid(sats(2500n), 'paying'), paid(coins(3n)), paid(coins(1500n, 'msat'))];
    expect(over(sats(3000n), before)).toBeUndefined();
    expect(over(sats(3001n), before)).toEqual({
      limit: 'perAssetDay',
      allowed: 10_000n,
      spent: 7000n,
    });
    expect(over(coins(4n), before)?.limit).toBe('perAssetDay');
  });

  test('has a limit from the beginning, of 50,000 sat', () => {
    const limits = DEFAULT_LIMITS;
    expect(excessOf(quoteOf(sats(50_000_000n)), [], limits, DAY, 20)).toBeUndefined();
    expect(excessOf(quoteOf(sats(50_000_001n)), [], limits, DAY, 20)).toMatchObject({
      limit: 'perAssetDay',
    });
  });

  test.each([
    ['https://d.shop.example/1', true],
    ['https://shop.example:8443/1', true],
    ['https://shop.example/other', true],
    ['https://other.example/1', false],
  ])('a site’s day is that of its registrable domain: %s, %s', (url, counts) => {
    const dollars = coins(600n, 'usd');
    const before = ['a', 'b'].map((name) =>
      approve(quoteOf(dollars, `https://${name}.shop.example/`), 'ecash', target, 10),
    );
    const limits = { perSiteDay: '15000000' };
    const excess = excessOf(quoteOf(dollars, url), before, limits, DAY, 20);
    expect(excess?.limit).toBe(counts ? 'perSiteDay' : undefined);
  });

  test('is not that of test networks, and they not of each other', () => {
    const before = [paid(sats(10_000n, 'regtest'), 'paying', 'proved', 'sent', 'settled')];
    expect(over(sats(10_000n), before)).toBeUndefined();
    expect(assetAmount(frozen(sats(1n, 'regtest')))?.key).toBe('lightning:regtest/sat');
    expect(assetAmount(frozen(sats(1n, 'signet')))?.key).toBe('lightning:signet/sat');
  });

  test.each<[string, readonly PaymentState[], boolean]>([
    ['consent that is being carried out', [], true],
    ['paid and shown', ['paying', 'proved', 'sent', 'settled'], true],
    ['paid and refused', ['paying', 'proved', 'sent', 'refused'], true],
    ['paid, and nobody knows', ['paying', 'proved', 'sent', 'unknown'], true],
    ['nobody knows whether it was paid', ['paying', 'unknown'], true],
    ['refused by the wallet', ['paying', 'refused'], false],
    ['never paid', ['paying', 'unknown', 'expired'], false],
  ])('%s counts: %s, %s', (_, states, counts) => {
    const payment = paid(sats(9999n), ...states);
    expect(mayHaveMoved(payment, 20)).toBe(counts);
    expect(over(sats(2n), [payment]) !== undefined).toBe(counts);
  });

  test.each<[string, string | undefined, bigint | undefined]>([
    ['none told', undefined, undefined],
    ['some', '3000', 5000n],
    ['more than the price', '9000000', 9_002_000n],
    ['what is no amount', 'many', undefined],
  ])('counts what routing cost: %s', (_, fee, spent) => {
    const before = paid(sats(2000n), 'paying', 'proved', 'sent', 'settled');
    const after = fee === undefined ? before : { ...before, paid: { fee } };
    expect(over(sats(6000n), [after])?.spent).toBe(spent);
  });

  test('does not count what came back', () => {
    const back = moveTo(paid(coins(9n), 'paying', 'proved', 'sent', 'refused'), 'expired', 11, {
      returned: true,
    });
    expect(over(coins(9n), [back])).toBeUndefined();
  });
});

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const dollars: Offer = {
  ...base,
  protocol: 'x402',
  method: 'exact',
  network: 'eip155:8453',
  price: { amount: 1_000_000n, currency: 'USDC', decimals: 6, asset: USDC },
  payee: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  rail: { kind: 'eip3009', network: 'eip155:8453', asset: USDC },
};
/** A signature that ends at 100, taken through these states. */
const signed = (...states: readonly PaymentState[]): Payment => ({
  ...paid(dollars, ...states),
  validUntil: 100,
});

describe('a signature', () => {
  test.each<[string, readonly PaymentState[], boolean, boolean]>([
    ['asked for', ['paying'], true, true],
    ['refused by the wallet', ['paying', 'refused'], false, false],
    ['made and not sent', ['paying', 'proved'], true, false],
    ['sent', ['paying', 'proved', 'sent'], true, true],
    ['refused by the site', ['paying', 'proved', 'sent', 'refused'], true, true],
    ['of which nothing is known', ['paying', 'proved', 'sent', 'unknown'], true, true],
    ['refused, sent again', ['paying', 'proved', 'sent', 'refused', 'sent'], true, true],
    ['used', ['paying', 'proved', 'sent', 'refused', 'settled'], true, true],
    ['unused for ever', ['paying', 'proved', 'sent', 'refused', 'expired'], false, false],
  ])('%s counts before and after its end: %s, %s, %s', (_, states, before, after) => {
    const { validUntil, ...rest } = signed(...states);
    // A signature's end is only known once there is one.
    const payment = states.includes('proved') ? { ...rest, validUntil: validUntil ?? 0 } : rest;
    expect([mayHaveMoved(payment, 100), mayHaveMoved(payment, 101)]).toEqual([before, after]);
    const limits = { perDay: '1500000' };
    const next = quoteOf(dollars, 'https://other.example/');
    for (const [now, counts] of [
      [100, before],
      [101, after],
    ] as const) {
      const broken = excessOf(next, [payment], limits, DAY, now);
      expect(broken !== undefined).toBe(counts);
      expect(broken?.spent).toBe(counts ? 1_000_000n : undefined);
    }
  });
});

describe('a site where a payment went wrong', () => {
  const grant = { perPayment: '9000000', perDay: '90000000', until: 9999, testnet: false };
  const about = { type: 'main_frame', secure: true };
  const good = signed('paying', 'proved', 'sent', 'settled');
  const interrupted = { ending: { kind: 'interrupted' } } as const;
  const asks = (...payments: readonly Payment[]) =>
    mustAsk(quoteOf(dollars, 'https://shop.example/next'), about, grant, payments, 5, 200);

  test.each<[string, Payment, boolean]>([
    ['it refused', signed('paying', 'proved', 'sent', 'refused'), true],
    ['not known', signed('paying', 'proved', 'sent', 'unknown'), true],
    ['the wallet gave no answer', paid(sats(5n), 'paying', 'unknown'), true],
    ['refused, used all the same', signed('paying', 'proved', 'sent', 'refused', 'settled'), false],
    [
      'refused, used all the same, the page shut',
      { ...signed('paying', 'proved', 'sent', 'refused', 'settled'), ...interrupted },
      true,
    ],
    ['refused, never used', signed('paying', 'proved', 'sent', 'refused', 'expired'), true],
    ['refused and sent again', signed('paying', 'proved', 'sent', 'refused', 'sent'), true],
    [
      'used, the page not known to be open',
      { ...signed('paying', 'proved', 'sent', 'settled'), ...interrupted },
      true,
    ],
    [
      'came back',
      { ...paid(coins(1n), 'paying', 'proved', 'sent', 'refused', 'expired'), returned: true },
      true,
    ],
    ['the wallet refused', signed('paying', 'refused'), false],
    ['unpaid for certain', paid(sats(5n), 'paying', 'unknown', 'expired'), false],
    ['never sent', signed('paying', 'proved', 'expired'), false],
  ])('(%s) is asked for: %#', (_, bad, asked) => {
    expect(asks(good, bad)).toBe(asked ? 'refused' : undefined);
    // The user has read it since; or has pressed Pay at this site since. A payment without a press is neither.
    expect(asks(good, { ...bad, looked: 10 })).toBeUndefined();
    expect(asks(good, bad, { ...good, history: [{ state: 'approved', at: 11 }] })).toBeUndefined();
    const unasked = { ...good, unasked: true, history: [{ state: 'approved', at: 11 }] } as const;
    expect(asks(good, bad, unasked)).toBe(asked ? 'refused' : undefined);
    expect(asks(good, { ...bad, looked: 9 })).toBe(asked ? 'refused' : undefined);
  });

  test('is no other site', () => {
    const bad = signed('paying', 'proved', 'sent', 'refused');
    const elsewhere = { ...bad, quote: { ...bad.quote, url: 'https://other.example/' } };
    expect(asks(good, elsewhere)).toBeUndefined();
  });
});

describe('money whose worth is not known', () => {
  const unit = (name: string, amount: bigint, decimals = 2): Offer => ({
    ...coins(amount),
    price: { amount, currency: name.toUpperCase(), decimals, asset: MINT },
    rail: { kind: 'ecash', mints: [MINT], unit: name },
  });
  const limit = (offer: Offer, limits = DEFAULT_LIMITS, before: readonly Payment[] = []) =>
    excessOf(quoteOf(offer), before, limits, DAY, 20)?.limit;

  test.each(['gbp', 'jpy', 'auth', 'eurc', 'satoshi'])(
    'ecash of the unit %s is not paid',
    (name) => {
      expect(usdValueOf(frozen(unit(name, 1n)))).toBeUndefined();
      expect(limit(unit(name, 1n))).toBe('worth');
      expect(limit(unit(name, 1n), { perMonth: '1' })).toBe('worth');
    },
  );

  test('is paid where it has a limit of its own, or where the user has no limits at all', () => {
    const own = { ...DEFAULT_LIMITS, perAssetDay: { 'ecash/gbp': '100' } };
    expect(limit(unit('gbp', 60n), own)).toBeUndefined();
    expect(limit(unit('gbp', 60n), own, [paid(unit('gbp', 41n))])).toBe('perAssetDay');
    expect(limit(unit('gbp', 60n), {})).toBeUndefined();
  });

  test('a token that is not in our table, and satoshi of an odd kind, are not paid', () => {
    const token = { amount: 1n, currency: 'USDC', decimals: 6, asset: `0x${'12'.repeat(20)}` };
    expect(limit({ ...dollars, price: token })).toBe('worth');
    expect(limit({ ...sats(1n), price: { amount: 1n, currency: 'sat', decimals: 8 } })).toBe(
      'worth',
    );
    expect(limit({ ...sats(1n), price: { amount: 1n, currency: 'BTC', decimals: 8 } })).toBe(
      'worth',
    );
    // Those of a test network are worth nothing, and bitcoin without a limit is so by the user's choice.
    expect(limit(sats(10n ** 12n, 'regtest'))).toBeUndefined();
    expect(limit(sats(10n ** 12n), { perDay: '1', perAssetDay: {} })).toBeUndefined();
  });

  test('euros count as two dollars, and are never paid without asking', () => {
    const euros = (cents: bigint) => unit('eur', cents);
    expect(usdValueOf(frozen(euros(150n)))).toEqual({
      usd: 3_000_000n,
      testnet: false,
      atMost: true,
    });
    expect(limit(euros(250n))).toBeUndefined();
    expect(limit(euros(251n))).toBe('perPayment');
    expect(limit(euros(1_000_000n))).toBe('perPayment');
    expect(limit(euros(250n), { perDay: '9999999' }, [paid(euros(250n))])).toBe('perDay');
    const grant = { perPayment: '9000000', perDay: '90000000', until: 9999, testnet: false };
    const about = { type: 'main_frame', secure: true };
    const before = [paid(euros(1n), 'paying', 'proved', 'sent', 'settled')];
    expect(mustAsk(quoteOf(euros(1n)), about, grant, before, 5, 20)).toBe('asset');
  });
});

describe('ecash of a mint’s dollars', () => {
  test('is worth its cents, and counts with other dollars', () => {
    expect(usdValueOf(frozen(coins(150n, 'usd')))).toEqual({ usd: 1_500_000n, testnet: false });
    expect(usdValueOf(frozen(coins(150n)))).toBeUndefined();
    expect(usdValueOf(frozen(sats(150n)))).toBeUndefined();
    const limits = { perDay: '2000000' };
    const before = [paid(coins(150n, 'usd'))];
    const next = (cents: bigint) => excessOf(quoteOf(coins(cents, 'usd')), before, limits, DAY, 20);
    expect(next(50n)).toBeUndefined();
    expect(next(51n)).toMatchObject({ limit: 'perDay', spent: 1_500_000n });
  });

  test('is not paid again by auto-pay for any page of a site that refused it', () => {
    const offer = coins(10n, 'usd');
    const about = { type: 'main_frame', secure: true };
    const grant = { perPayment: '1000000', perDay: '9000000', until: 99, testnet: false };
    const asks = (payments: readonly Payment[], url?: string) =>
      mustAsk(quoteOf(offer, url), about, grant, payments, 5, 20);
    const good = paid(offer, 'paying', 'proved', 'sent', 'settled');
    const refused = paid(offer, 'paying', 'proved', 'sent', 'refused');
    const back = moveTo(refused, 'expired', 11, { returned: true });
    // Another page: one that was paid for today is asked for anyway.
    expect(asks([good], 'https://shop.example/b')).toBeUndefined();
    for (const bad of [refused, back, paid(offer, 'paying', 'proved', 'sent', 'unknown')]) {
      expect(asks([good, bad])).toBe('refused');
      expect(asks([good, bad], 'https://shop.example/b')).toBe('refused');
    }
    expect(
      asks([good, paid(offer, 'paying', 'refused')], 'https://shop.example/b'),
    ).toBeUndefined();
  });
});
