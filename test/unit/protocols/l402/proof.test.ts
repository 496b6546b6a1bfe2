import { describe, expect, it } from 'vitest';
import { l402 } from '../../../../src/protocols/l402/index.ts';
import { makeInvoice, TEST_TIME } from '../../../fixtures/invoice.ts';
import { makeMacaroon } from '../../../fixtures/macaroon.ts';
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
import { challenged } from '../../../fixtures/payment.ts';

const TOKEN = makeMacaroon(HASH);
const INVOICE = makeInvoice({ paymentHash: HASH, prefix: 'bc70u' });
const OTHER = makeInvoice({ prefix: 'bc80u' });
const offerAs = (scheme: string, token = TOKEN, invoice = INVOICE) =>
  onlyOffer(l402, challenged(`${scheme} macaroon="${token}", invoice="${invoice}"`));
const OFFER = offerAs('L402');
const REQUEST = l402.request(OFFER, CONTEXT);

describe('L402: paying', () => {
  it('asks for the invoice as it came, and for no more routing than one per cent', () => {
    expect(REQUEST).toEqual({
      rail: 'lightning',
      network: 'mainnet',
      invoice: INVOICE,
      paymentHash: HASH,
      amount: '7000000',
      maxFee: '70000',
      expiresAt: (TEST_TIME + 3600) * 1000,
    });
  });

  it.each([
    ['L402', TOKEN],
    ['LSAT', TOKEN],
    ['l402', 'first,second=='],
  ])('answers %s with the scheme as offered and the token verbatim', (scheme, token) => {
    const offer = offerAs(scheme, token);
    expect(l402.proof(offer, REQUEST, PAID)).toEqual({
      headers: [['Authorization', `${scheme.toUpperCase()} ${token}:${PREIMAGE}`]],
      reusable: true,
    });
  });

  it.each([
    ['of something else', { ...PAID, preimage: '00'.repeat(32) }],
    ['in upper case', { ...PAID, preimage: PREIMAGE.toUpperCase() }],
    ['with more to it', { ...PAID, preimage: `${PREIMAGE}00` }],
    ['that is none', { ...PAID, preimage: '' }],
    ['of another rail', { rail: 'ecash', token: 'cashuBo2F0' } as const],
  ])('refuses a preimage %s', (_, result) => {
    expect(keyOf(() => l402.proof(OFFER, REQUEST, result))).toBe('error_preimage');
  });

  it('refuses what differs from its own invoice', () => {
    const changed = [
      ...tampered(OFFER),
      withTerms(OFFER, { invoice: OTHER }),
      withTerms(OFFER, { invoice: INVOICE.slice(0, -1) }),
      withTerms(OFFER, { scheme: 'Basic' }),
      withTerms(OFFER, { token: undefined }),
      { ...OFFER, terms: null },
      { ...OFFER, protocol: 'mpp' as const },
    ];
    for (const offer of changed) {
      expect(keyOf(() => l402.request(offer, CONTEXT))).toBe('error_terms');
    }
    expect(keyOf(() => l402.request({ ...OFFER, payable: false }, CONTEXT))).toBe(
      'error_not_payable',
    );
  });

  it.each(['scheme', 'token', 'invoice', 'paymentHash'])(
    'makes no proof of terms without %s',
    (name) => {
      for (const value of [undefined, 7, null]) {
        const damaged = withTerms(OFFER, { [name]: value });
        expect(keyOf(() => l402.proof(damaged, REQUEST, PAID))).toBe('error_terms');
      }
    },
  );

  it('refuses the answer to another request', () => {
    const other = { ...REQUEST, paymentHash: '11'.repeat(32) };
    expect(keyOf(() => l402.proof(OFFER, other, PAID))).toBe('error_terms');
    const forged = withTerms(OFFER, { paymentHash: '11'.repeat(32) });
    expect(keyOf(() => l402.proof(forged, REQUEST, PAID))).toBe('error_terms');
  });

  it('puts nothing into a header that was not there when it was read', () => {
    const forged = withTerms(OFFER, { token: 'a\r\nCookie: b' });
    expect(keyOf(() => l402.proof(forged, REQUEST, PAID))).toBe('error_proof_header');
  });

  it('refuses an invoice that is over', () => {
    expect(keyOf(() => l402.request(OFFER, LATE))).toBe('error_quote_expired');
  });

  it.each([
    [200, undefined],
    [401, { outcome: 'refused' }],
    [402, { outcome: 'refused' }],
    [500, undefined],
  ])('takes %d for what it is', (status, receipt) => {
    expect(l402.receipt({ ...challenged(), status })).toEqual(receipt);
  });
});
