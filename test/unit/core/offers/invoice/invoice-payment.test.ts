import { expect, test } from 'vitest';
import { decodeInvoice } from '../../../../../src/core/lightning/bolt11.ts';
import { invoiceFacts } from '../../../../../src/core/offers/invoice/invoice-offer.ts';
import {
  invoiceRequest,
  isPreimageOf,
} from '../../../../../src/core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../../../../src/core/offers/offer.ts';
import { makeInvoice, preimageAndHash, TEST_TIME } from '../../../../fixtures/invoice.ts';
import { keyOf } from '../../../../fixtures/paying.ts';

const { preimage, hash } = preimageAndHash(9);
const NOW = new Date(TEST_TIME * 1000);

function offerOf(text: string): Offer {
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string') throw new Error(invoice);
  const facts = invoiceFacts(invoice, false);
  return { id: 'l402:0', protocol: 'l402', method: 'invoice', ...facts, terms: {} };
}

test('a preimage is 64 digits in lower case, and hashes to the payment hash', () => {
  expect(isPreimageOf(preimage, hash)).toBe(true);
  for (const other of [hash, '', preimage.slice(2), `${preimage}00`, `${preimage.slice(1)}g`]) {
    expect(isPreimageOf(other, hash)).toBe(false);
  }
  const { preimage: letters, hash: of } = preimageAndHash(0xab);
  expect(isPreimageOf(letters, of)).toBe(true);
  expect(isPreimageOf(letters.toUpperCase(), of)).toBe(false);
});

test.each([
  ['bc30u', 'mainnet', '3000000'],
  ['tb30u', 'testnet', '3000000'],
  ['tbs1m', 'signet', '100000000'],
  ['bcrt10n', 'regtest', '1000'],
])('asks for %s on its network', (prefix, network, amount) => {
  const text = makeInvoice({ prefix, paymentHash: hash });
  const request = invoiceRequest(offerOf(text), ` lightning:${text.toUpperCase()} `, NOW);
  expect(request).toMatchObject({ network, amount, invoice: text, paymentHash: hash });
});

test('asks for nothing where the site could name any amount afterwards', () => {
  const text = makeInvoice({ prefix: 'bc' });
  const offer = offerOf(text);
  expect(offer).toMatchObject({ payable: false, why: 'reason_amount_open' });
  expect(keyOf(() => invoiceRequest(offer, text, NOW))).toBe('error_not_payable');
  const forged: Offer = { ...offerOf(makeInvoice({ prefix: 'bc1m' })) };
  expect(keyOf(() => invoiceRequest(forged, text, NOW))).toBe('error_terms');
});

test('ends with the invoice, to the second', () => {
  const text = makeInvoice({ prefix: 'bc1m', expiry: 60 });
  const at = (ms: number) => keyOf(() => invoiceRequest(offerOf(text), text, new Date(ms)));
  const end = (TEST_TIME + 60) * 1000;
  expect([at(end - 1), at(end)]).toEqual(['nothing thrown', 'error_quote_expired']);
});

test.each([[undefined], [7], [''], ['lnbc1']])('%j is no invoice', (text) => {
  const offer = offerOf(makeInvoice({ prefix: 'bc1m' }));
  expect(keyOf(() => invoiceRequest(offer, text, NOW))).toBe('error_terms');
});
