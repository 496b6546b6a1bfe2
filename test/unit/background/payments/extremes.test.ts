import { beforeEach, describe, expect, it } from 'vitest';
import { mayHaveMoved } from '../../../../src/core/payment/index.ts';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { makeInvoice, TEST_TIME } from '../../../fixtures/invoice.ts';
import { makeMacaroon } from '../../../fixtures/macaroon.ts';
import { challenged, payment as charge, SHOP } from '../../../fixtures/payment.ts';
import { asksForUsdc, PAYER } from '../../../fixtures/x402/weather.ts';
import { freshBrowser } from '../browser.ts';
import { SIGNED } from '../signing-wallet.ts';
import { consent, HASH, NOW, PREIMAGE, type Told, told, world } from '../world.ts';

// The class: amounts, fees and times that no honest party names. Either the wallet is not asked, or the record can be read
// again, and counts.

beforeEach(() => freshBrowser(SHOP));

const purse = (): Told => ({
  ...told('purse', true),
  serves: async ({ kind }) => kind === 'eip3009',
  account: async () => ({ rail: 'eip3009', address: PAYER }),
  pays: async () => SIGNED,
});

/** What became of a press for such a challenge: whether the wallet was asked, and what was counted of it. */
async function pay(response: HttpResponse, wallet: Told) {
  const [offer] = registry.read(response).offers;
  if (offer === undefined || !offer.payable) return { asked: 0, counted: undefined };
  const { context, again } = world(wallet);
  const approved = consent(wallet.id, response);
  await context.payments.begin(approved).catch(() => undefined);
  const later = again();
  const asked = wallet.asked.length;
  expect(await later.journal.unreadable()).toBe(0);
  const payment = await later.journal.get(approved.id);
  if (asked === 0) {
    expect(payment === undefined || !mayHaveMoved(payment, NOW)).toBe(true);
    return { asked, counted: 0n };
  }
  const year = NOW + 365 * 86_400_000;
  expect(payment && mayHaveMoved(payment, Math.min(year, payment.validUntil ?? year))).toBe(true);
  await later.payments.start();
  expect(await later.journal.unreadable()).toBe(0);
  return { asked, counted: (await later.journal.facts(approved.quote)).assetDay };
}

const MOST = 2n ** 256n - 1n;

describe('a signed transfer', () => {
  const terms = (change: object) => asksForUsdc(SHOP, { amount: '10000', ...change });

  it.each([
    1e9,
    2 ** 31,
    2 ** 53,
    1e15,
    1e18,
    1e300,
    '9'.repeat(20),
    '9'.repeat(400),
    0,
    -1,
    0.5,
    1e-9,
    null,
    'Infinity',
  ])('that lives for %s seconds', async (maxTimeoutSeconds) => {
    const { asked, counted } = await pay(terms({ maxTimeoutSeconds }), purse());
    expect(counted ?? 0n).toBe(asked === 0 ? 0n : 10_000n);
  });

  it.each([MOST, MOST - 1n, 2n ** 255n, 10n ** 70n, BigInt(Number.MAX_SAFE_INTEGER) + 1n])(
    'of %s counts to the last base unit',
    async (amount) => {
      const end = await pay(terms({ amount: String(amount) }), purse());
      expect(end).toEqual({ asked: 1, counted: amount });
    },
  );

  it.each([
    String(MOST + 1n),
    '9'.repeat(400),
    '-1',
    '1e3',
    '0x10',
    '1.5',
    '',
    1e300,
    2 ** 53,
    -1,
    null,
  ])('of %s is not paid', async (amount) => {
    expect((await pay(terms({ amount }), purse())).asked).toBe(0);
  });
});

describe('an invoice', () => {
  const token = (invoice: string) =>
    challenged(`L402 token="${makeMacaroon(HASH)}", invoice="${invoice}"`);

  it.each([2 ** 31, 2 ** 32, 2 ** 45, 2 ** 50])('that lives for %s seconds', async (expiry) => {
    const response = token(makeInvoice({ paymentHash: HASH, prefix: 'bc210n', expiry }));
    const { asked, counted } = await pay(response, told('nwc', false));
    expect(counted ?? 0n).toBe(asked === 0 ? 0n : 21_003n);
  });

  it.each([0, TEST_TIME + 10 ** 9, 2 ** 34])('made at %s', async (timestamp) => {
    const response = token(makeInvoice({ paymentHash: HASH, prefix: 'bc210n', timestamp }));
    const { asked, counted } = await pay(response, told('nwc', false));
    expect(counted ?? 0n).toBe(asked === 0 ? 0n : 21_003n);
  });

  it.each(['bc999999999', 'bc21000001', 'bc99999999999999999999', `bc${'9'.repeat(60)}p`, 'bc0m'])(
    'of %s',
    async (prefix) => {
      const { asked, counted } = await pay(
        token(makeInvoice({ paymentHash: HASH, prefix })),
        told('nwc', false),
      );
      expect((counted ?? 0n) > 21_000_000n).toBe(asked > 0);
    },
  );

  it.each([
    ['0', 21_000n],
    [String(Number.MAX_SAFE_INTEGER), 21_000n + BigInt(Number.MAX_SAFE_INTEGER)],
  ])('whose routing cost %s counts that', async (fee, counted) => {
    const wallet = told('nwc', false);
    wallet.pays = async () => ({ rail: 'lightning', preimage: PREIMAGE, fee });
    const response = token(makeInvoice({ paymentHash: HASH, prefix: 'bc210n' }));
    expect(await pay(response, wallet)).toEqual({ asked: 1, counted });
  });
});

describe('a charge of the Payment scheme', () => {
  it.each([
    '9999-12-31T23:59:59Z',
    '+275760-09-13T00:00:00Z',
    '+999999-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    'Infinity',
    '1e400',
  ])('that ends at %s', async (expires) => {
    const invoice = makeInvoice({ paymentHash: HASH, prefix: 'bc210n' });
    const request = { amount: '21', currency: 'sat', methodDetails: { invoice } };
    const { asked, counted } = await pay(
      challenged(charge('lightning', request, { expires })),
      told('nwc', false),
    );
    expect(counted ?? 0n).toBe(asked === 0 ? 0n : 21_003n);
  });
});
