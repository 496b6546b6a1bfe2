import { describe, expect, it } from 'vitest';
import {
  decodeBase64Text,
  encodeBase64,
  encodeBase64Url,
} from '../../../../src/core/encoding/base64.ts';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { makeInvoice, TEST_TIME } from '../../../fixtures/invoice.ts';
import {
  CONTEXT,
  HASH,
  keyOf,
  LATE,
  onlyOffer,
  PAID,
  PREIMAGE,
  tampered,
  withTerms,
} from '../../../fixtures/paying.ts';
import { challenged, type Params, payment } from '../../../fixtures/payment.ts';

const INVOICE = makeInvoice({ paymentHash: HASH, prefix: 'bc1200n' });
const CHARGE = { amount: '120', currency: 'sat', methodDetails: { invoice: INVOICE } };
const at = (seconds: number) => new Date((TEST_TIME + seconds) * 1000).toISOString();
const offerOf = (more: Params = {}, charge: object | string = CHARGE) =>
  onlyOffer(mpp, challenged(payment('lightning', charge, more)));
const OFFER = offerOf();
const REQUEST = mpp.request(OFFER, CONTEXT);

/** The credential that goes out, and the header that it goes into. */
function credentialOf(offer = OFFER): { name: string; json: unknown; text: string } {
  const { headers, reusable } = mpp.proof(offer, mpp.request(offer, CONTEXT), PAID);
  expect([headers.length, reusable]).toEqual([1, false]);
  const [name, value] = headers[0] ?? ['', ''];
  expect(value).toMatch(/^Payment [A-Za-z0-9_-]+$/);
  const text = decodeBase64Text(value.slice('Payment '.length)) ?? '';
  return { name, text, json: JSON.parse(text) };
}

describe('MPP: paying a lightning charge', () => {
  it('asks for the invoice of the request', () => {
    expect(REQUEST).toMatchObject({ invoice: INVOICE, paymentHash: HASH, amount: '120000' });
  });

  it.each([
    ['in capital letters', INVOICE.toUpperCase()],
    ['as a link', `lightning:${INVOICE}`],
    ['as a link in capital letters, with spaces', ` LIGHTNING:${INVOICE.toUpperCase()} `],
  ])('pays an invoice that is written %s', (_, invoice) => {
    const offer = offerOf({}, { ...CHARGE, methodDetails: { invoice } });
    expect(mpp.request(offer, CONTEXT)).toEqual(REQUEST);
    expect(credentialOf(offer).json).toMatchObject({ payload: { preimage: PREIMAGE } });
  });

  it.each([
    ['of another rail', { ...REQUEST, rail: 'ecash' }],
    ['of another invoice', { ...REQUEST, invoice: `${INVOICE}q` }],
    ['without an invoice', { ...REQUEST, invoice: undefined }],
  ])('makes no proof of a request %s', (_, asked) => {
    const made = () => mpp.proof(OFFER, asked as typeof REQUEST, PAID);
    expect(made).toThrow('error_terms: invoice');
  });

  it.each([
    ['that is missing', undefined],
    ['that is no text', 7],
    ['with a link within', INVOICE.replace('1200n', '1200nlightning:')],
  ])('makes no proof of an invoice %s', (_, invoice) => {
    const request = encodeBase64Url(JSON.stringify({ ...CHARGE, methodDetails: { invoice } }));
    const made = () => mpp.proof(withTerms(OFFER, { request }), REQUEST, PAID);
    expect(made).toThrow('error_terms: invoice');
  });

  it('repeats the challenge as it came, with the preimage', () => {
    expect(credentialOf()).toMatchObject({
      name: 'Authorization',
      json: {
        challenge: {
          id: 'Q2hhbGxlbmdlLTE',
          realm: 'shop.example',
          method: 'lightning',
          intent: 'charge',
          request: encodeBase64Url(JSON.stringify(CHARGE)),
        },
        payload: { preimage: PREIMAGE },
      },
    });
  });

  it('repeats what else the challenge holds, and goes where it asks', () => {
    const more = {
      opaque: 'eyJhIjoiMSJ9',
      digest: 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
      description: 'Two "pages" \u00fc',
      expires: at(60),
      header: 'Payment-Authorization',
    };
    const { name, json } = credentialOf(offerOf(more));
    expect(name).toBe('Payment-Authorization');
    expect(json).toMatchObject({ challenge: more });
  });

  it('repeats the very text of the request, however it was written', () => {
    const padded = encodeBase64(JSON.stringify(CHARGE, null, 1));
    expect(credentialOf(offerOf({}, padded)).json).toMatchObject({
      challenge: { request: padded },
    });
  });

  it('refuses another preimage, and the answer to another request', () => {
    const wrong = { ...PAID, preimage: '01'.repeat(32) };
    expect(keyOf(() => mpp.proof(OFFER, REQUEST, wrong))).toBe('error_preimage');
    const other = makeInvoice({ prefix: 'bc1200n' });
    const changed = mpp.request(
      offerOf({}, { ...CHARGE, methodDetails: { invoice: other } }),
      CONTEXT,
    );
    expect(keyOf(() => mpp.proof(OFFER, changed, PAID))).toBe('error_terms');
  });

  it('refuses what differs from its own invoice, and what is no charge by lightning', () => {
    const dearer = makeInvoice({ paymentHash: HASH, prefix: 'bc1300n' });
    const request = encodeBase64Url(
      JSON.stringify({ ...CHARGE, methodDetails: { invoice: dearer } }),
    );
    const changed = [
      ...tampered(OFFER),
      withTerms(OFFER, { request }),
      withTerms(OFFER, { request: 'e30' }),
      withTerms(OFFER, { request: 7 }),
      { ...OFFER, terms: null },
    ];
    for (const offer of changed) {
      expect(keyOf(() => mpp.request(offer, CONTEXT))).toBe('error_terms');
    }
    for (const change of [{ method: 'tempo' }, { intent: 'session' }]) {
      expect(keyOf(() => mpp.request(withTerms(OFFER, change), CONTEXT))).toBe('error_not_payable');
    }
    expect(keyOf(() => mpp.request(withTerms(OFFER, { method: 'evm' }), CONTEXT))).toBe(
      'error_terms',
    );
    const stolen = withTerms(OFFER, { header: 'Cookie' });
    expect(keyOf(() => mpp.proof(stolen, REQUEST, PAID))).toBe('error_proof_header');
  });

  it('pays nothing that is over, or over before the preimage could be shown', () => {
    expect(keyOf(() => mpp.request(OFFER, LATE))).toBe('error_quote_expired');
    expect(keyOf(() => mpp.request(offerOf({ expires: at(9) }), CONTEXT))).toBe(
      'error_quote_expired',
    );
    expect(mpp.request(offerOf({ expires: at(10) }), CONTEXT)).toEqual(REQUEST);
  });
});

describe('MPP: receipts', () => {
  const receipt = (value: unknown, status = 200) =>
    mpp.receipt({
      ...challenged(),
      status,
      headers: [['Payment-Receipt', encodeBase64Url(JSON.stringify(value))]],
    });
  const problem = (type: unknown, status = 402) =>
    mpp.receipt({ ...challenged(), status, body: JSON.stringify({ type }) });

  it('says what was taken, with a reference that is fit to be shown', () => {
    const said = { status: 'success', method: 'lightning', reference: `${HASH}\u202e` };
    expect(receipt(said)).toEqual({ outcome: 'settled', transaction: HASH });
    expect(receipt({ status: 'success' })).toEqual({ outcome: 'settled' });
  });

  it.each([[{ status: 'failed' }], [[]], ['success'], [null]])('is none: %j', (value) => {
    expect(receipt(value)).toBeUndefined();
  });

  it('hears the reason of a new 402, by the last part of its type', () => {
    const type = 'https://paymentauth.org/problems/verification-failed';
    expect(problem(type)).toEqual({ outcome: 'refused', reason: 'verification-failed' });
    expect(problem(7)).toBeUndefined();
    expect(problem(type, 500)).toBeUndefined();
    expect(mpp.receipt({ ...challenged(), body: 'no JSON' })).toBeUndefined();
  });
});
