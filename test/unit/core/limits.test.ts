import { describe, expect, test } from 'vitest';
import { mustAsk } from '../../../src/core/allowance.ts';
import {
  assetAmount,
  BITCOIN,
  countsAsSpent,
  DEFAULT_LIMITS,
  excessOf,
} from '../../../src/core/limits.ts';
import { advance, approve, type Payment, type PaymentState } from '../../../src/core/payment.ts';
import { type FrozenOffer, makeQuote } from '../../../src/core/quote.ts';
import type { Offer } from '../../../src/core/reading.ts';
import { worthOf } from '../../../src/core/worth.ts';

const MINT = 'https://mint.example';
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
    (payment, state) => advance(payment, state, 10),
    approve(quoteOf(offer), 'nwc', target, 10),
  );
const frozen = (offer: Offer): FrozenOffer => quoteOf(offer).offer;
const DAY = { day: 5, month: 5 };
const over = (offer: Offer, before: readonly Payment[], limit = '10000') =>
  excessOf(quoteOf(offer), before, { perAssetDay: { [BITCOIN]: limit } }, worthOf, DAY, 20);

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
    expect(excessOf(quoteOf(sats(50_000_000n)), [], limits, worthOf, DAY, 20)).toBeUndefined();
    expect(excessOf(quoteOf(sats(50_000_001n)), [], limits, worthOf, DAY, 20)).toMatchObject({
      limit: 'perAssetDay',
    });
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
    expect(countsAsSpent(payment, 20)).toBe(counts);
    expect(over(sats(2n), [payment]) !== undefined).toBe(counts);
  });

  test('does not count what came back', () => {
    const back = advance(paid(coins(9n), 'paying', 'proved', 'sent', 'refused'), 'expired', 11, {
      returned: true,
    });
    expect(over(coins(9n), [back])).toBeUndefined();
  });
});

describe('ecash of a mint’s dollars', () => {
  test('is worth its cents, and counts with other dollars', () => {
    expect(worthOf(frozen(coins(150n, 'usd')))).toEqual({ usd: 1_500_000n, testnet: false });
    expect(worthOf(frozen(coins(150n)))).toBeUndefined();
    expect(worthOf(frozen(sats(150n)))).toBeUndefined();
    const limits = { perDay: '2000000' };
    const before = [paid(coins(150n, 'usd'))];
    const next = (cents: bigint) =>
      excessOf(quoteOf(coins(cents, 'usd')), before, limits, worthOf, DAY, 20);
    expect(next(50n)).toBeUndefined();
    expect(next(51n)).toMatchObject({ limit: 'perDay', spent: 1_500_000n });
  });

  test('is not paid again unasked for a page that refused it', () => {
    const offer = coins(10n, 'usd');
    const about = { type: 'main_frame', secure: true };
    const allowance = { perPayment: '1000000', perDay: '9000000', until: 99, testnet: false };
    const asks = (payments: readonly Payment[], url?: string) =>
      mustAsk(quoteOf(offer, url), about, allowance, payments, 5, 20);
    const good = paid(offer, 'paying', 'proved', 'sent', 'settled');
    const refused = paid(offer, 'paying', 'proved', 'sent', 'refused');
    const back = advance(refused, 'expired', 11, { returned: true });
    expect(asks([good])).toBeUndefined();
    for (const bad of [refused, back, paid(offer, 'paying', 'proved', 'sent', 'unknown')]) {
      expect(asks([good, bad])).toBe('refused');
      expect(asks([good, bad], 'https://shop.example/b')).toBeUndefined();
    }
    expect(asks([good, paid(offer, 'paying', 'refused')])).toBeUndefined();
  });
});
