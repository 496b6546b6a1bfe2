import { expect, test } from 'vitest';
import { decodeInvoice } from '../../../../../src/core/lightning/bolt11.ts';
import { invoiceFacts } from '../../../../../src/core/offers/invoice/invoice-offer.ts';
import {
  invoiceRequest,
  isPreimageOf,
  preimageOf,
} from '../../../../../src/core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../../../../src/core/offers/offer.ts';
import { standIn } from '../../../../../src/core/offers/proof/dry-run.ts';
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
  const longer = [`${preimage}00`, `${preimage}zz`, `zz${preimage}`, `0${preimage}`];
  for (const other of [hash, '', preimage.slice(2), `${preimage.slice(1)}g`, ...longer]) {
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
  expect(() => invoiceRequest(offer, text, NOW)).toThrow(
    expect.objectContaining({ key: 'error_terms', detail: ['invoice'] }),
  );
});

// A class of invoices: each that says something else than the offer did.
test.each([
  ['amount', { price: { amount: 1n, currency: 'sat', decimals: 3 } }],
  ['unit', { price: { amount: 3_000_000n, currency: 'sat', decimals: 0 } }],
  ['payee', { payee: 'someone else' }],
  ['network', { rail: { kind: 'lightning', network: 'testnet' } }],
] as const)('of another %s than the offer is not paid', (_, change) => {
  const text = makeInvoice({ prefix: 'bc30u' });
  const offer = { ...offerOf(text), ...change } as Offer;
  expect(() => invoiceRequest(offer, text, NOW)).toThrow(
    expect.objectContaining({ key: 'error_terms', detail: ['invoice'] }),
  );
});

test.each([
  ['that is not payable', { payable: false }],
  ['on another rail', { rail: { kind: 'ecash' } }],
  ['on no rail', { rail: undefined }],
])('an offer %s is not paid', (_, change) => {
  const text = makeInvoice({ prefix: 'bc30u' });
  const offer = { ...offerOf(text), ...change } as Offer;
  expect(keyOf(() => invoiceRequest(offer, text, NOW))).toBe('error_not_payable');
});

test('an offer without a price is not paid', () => {
  const text = makeInvoice({ prefix: 'bc30u' });
  const { price: _, ...offer } = offerOf(text);
  expect(keyOf(() => invoiceRequest(offer as Offer, text, NOW))).toBe('error_terms');
  const open = makeInvoice({ prefix: 'bc' });
  expect(keyOf(() => invoiceRequest(offer as Offer, open, NOW))).toBe('error_terms');
});

test('a request is for the Lightning rail', () => {
  const text = makeInvoice({ prefix: 'bc30u' });
  expect(invoiceRequest(offerOf(text), text, NOW).rail).toBe('lightning');
});

test('the preimage is taken for the very invoice alone', () => {
  const text = makeInvoice({ prefix: 'bc30u', paymentHash: hash });
  const request = invoiceRequest(offerOf(text), text, NOW);
  const paid = { rail: 'lightning', preimage } as const;
  expect(preimageOf(request, paid, hash)).toBe(preimage);
  const { preimage: other } = preimageAndHash(8);
  expect(keyOf(() => preimageOf(request, { ...paid, preimage: other }, hash))).toBe(
    'error_preimage',
  );
  expect(keyOf(() => preimageOf(request, { ...paid, preimage: '' }, hash))).toBe('error_preimage');
  const signed = { rail: 'eip3009', signature: `0x${'00'.repeat(65)}` } as const;
  expect(keyOf(() => preimageOf(request, signed as never, hash))).toBe('error_preimage');
  expect(() => preimageOf(request, paid, 'another')).toThrow(
    expect.objectContaining({ key: 'error_terms', detail: ['invoice'] }),
  );
  const onChain = { ...request, rail: 'eip3009' } as never;
  expect(keyOf(() => preimageOf(onChain, paid, hash))).toBe('error_terms');
});

test('a dry run has a preimage of its own, which is no invoice’s', () => {
  const text = makeInvoice({ prefix: 'bc30u', paymentHash: hash });
  const request = invoiceRequest(offerOf(text), text, NOW);
  const made = standIn(request);
  expect(preimageOf(request, made, hash)).toBe((made as { preimage: string }).preimage);
  const signed = standIn({ ...request, rail: 'eip3009' } as never);
  expect(keyOf(() => preimageOf(request, signed, hash))).toBe('error_preimage');
});
