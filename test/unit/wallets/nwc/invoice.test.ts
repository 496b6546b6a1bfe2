import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/encoding/json.ts';
import { FareboxError } from '../../../../src/core/errors.ts';
import type { LightningRequest } from '../../../../src/core/offers/rail.ts';
import {
  checkRequest,
  foundIn,
  isYoungerThan,
  resultOf,
} from '../../../../src/wallets/nwc/invoice.ts';
import { makeInvoice, preimageAndHash, TEST_TIME } from '../../../fixtures/invoice.ts';

// What comes back from the journal and from a wallet is held against the invoice, field by field and at each boundary.

const { preimage: PREIMAGE, hash: HASH } = preimageAndHash(0xab);
const END = (TEST_TIME + 600) * 1000;
const REQUEST: LightningRequest = {
  rail: 'lightning',
  network: 'mainnet',
  invoice: makeInvoice({ paymentHash: HASH, prefix: 'bc210n', expiry: 600 }),
  paymentHash: HASH,
  amount: '21000',
  maxFee: '10000',
  expiresAt: END,
};

const said = (work: () => unknown): unknown => {
  try {
    return work() ?? 'nothing thrown';
  } catch (error) {
    return error instanceof FareboxError ? [error.key, ...error.detail] : error;
  }
};

describe('a request is checked against its invoice', () => {
  test.each<[string, Partial<LightningRequest>, string[]]>([
    ['an invoice that is none', { invoice: 'lnbc1nonsense' }, ['error_terms', 'invoice']],
    ['another hash', { paymentHash: 'ab'.repeat(32) }, ['error_terms', 'paymentHash']],
    ['a higher amount', { amount: '21001' }, ['error_terms', 'amount']],
    ['a lower amount', { amount: '20999' }, ['error_terms', 'amount']],
    ['another network', { network: 'regtest' }, ['error_terms', 'network']],
    [
      'an invoice without an amount',
      { invoice: makeInvoice({ paymentHash: HASH, prefix: 'bc', expiry: 600 }) },
      ['error_terms', 'amount'],
    ],
  ])('%s', (_, change, error) => {
    expect(said(() => checkRequest({ ...REQUEST, ...change }, END - 1))).toEqual(error);
  });

  test('its end is the invoice’s own, to the millisecond', () => {
    expect(said(() => checkRequest(REQUEST, END - 1))).toBe('nothing thrown');
    expect(said(() => checkRequest(REQUEST, END))).toEqual(['error_quote_expired']);
    const later = { ...REQUEST, expiresAt: END + 60_000 };
    expect(said(() => checkRequest(later, END))).toEqual(['error_quote_expired']);
  });
});

describe('what a wallet gave', () => {
  it('is the preimage in lower case; another one is none', () => {
    const paid = { rail: 'lightning', preimage: PREIMAGE };
    expect(resultOf(REQUEST, { preimage: PREIMAGE })).toEqual(paid);
    expect(resultOf(REQUEST, { preimage: PREIMAGE.toUpperCase() })).toEqual(paid);
    expect(resultOf(REQUEST, { preimage: preimageAndHash(8).preimage })).toBeUndefined();
    expect(resultOf(REQUEST, {})).toBeUndefined();
  });

  test.each<[Json, string | undefined]>([
    [0, '0'],
    [1, '1'],
    [-1, undefined],
    [1.5, undefined],
    [2 ** 53, undefined],
    ['3', undefined],
    [null, undefined],
  ])('with a fee of %j: %j', (fee, known) => {
    expect(resultOf(REQUEST, { preimage: PREIMAGE, fees_paid: fee })?.fee).toBe(known);
  });
});

describe('what a wallet says of a payment', () => {
  const paid = { rail: 'lightning', preimage: PREIMAGE };
  test.each<[string, JsonObject, unknown]>([
    ['settled, with its preimage', { state: 'settled', preimage: PREIMAGE }, paid],
    ['a time of settlement alone, with its preimage', { settled_at: 1, preimage: PREIMAGE }, paid],
    ['settled, without a preimage', { state: 'settled' }, 'paid'],
    ['a time of settlement alone', { settled_at: 1 }, 'paid'],
    ['a state of null and a time', { state: null, settled_at: 1 }, 'paid'],
    ['failed', { state: 'failed' }, 'unpaid'],
    ['failed, and settled at a time', { state: 'failed', settled_at: 1 }, 'unknown'],
    ['failed, with a preimage', { state: 'failed', preimage: PREIMAGE }, 'unpaid'],
    ['expired', { state: 'expired' }, 'unknown'],
    ['pending', { state: 'pending' }, 'unknown'],
    ['pending, with a time', { state: 'pending', settled_at: 1 }, 'unknown'],
    ['nothing', {}, 'unknown'],
    ['failed, of another payment', { state: 'failed', payment_hash: 'ab'.repeat(32) }, 'unknown'],
    ['failed, of this one', { state: 'failed', payment_hash: HASH.toUpperCase() }, 'unpaid'],
    ['failed, by a hash that is no text', { state: 'failed', payment_hash: 7 }, 'unpaid'],
    ['settled, of another payment', { state: 'settled', payment_hash: 'ab' }, 'unknown'],
    ['failed, an invoice of its own', { state: 'failed', type: 'incoming' }, 'unknown'],
    ['failed, a payment', { state: 'failed', type: 'outgoing' }, 'unpaid'],
  ])('%s', (_, answer, found) => {
    expect(foundIn(REQUEST, answer)).toEqual(found);
  });
});

test('an invoice is younger than the moments before it was made', () => {
  const made = TEST_TIME * 1000;
  expect([made - 1, made, made + 1].map((at) => isYoungerThan(REQUEST, at))).toEqual([
    true,
    false,
    false,
  ]);
  expect(isYoungerThan({ ...REQUEST, invoice: 'lnbc1nonsense' }, 0)).toBe(false);
});
