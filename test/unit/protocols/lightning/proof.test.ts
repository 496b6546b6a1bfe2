import { describe, expect, it } from 'vitest';
import { lightning } from '../../../../src/protocols/lightning/index.ts';
import { makeInvoice } from '../../../fixtures/invoice.ts';
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
import { answer } from '../answer.ts';

const INVOICE = makeInvoice({ paymentHash: HASH, prefix: 'bc40n' });
const OFFER = onlyOffer(lightning, answer([['X-Lightning', INVOICE.toUpperCase()]]));
const REQUEST = lightning.request(OFFER, CONTEXT);

describe('X-Lightning: paying', () => {
  it('asks for the invoice, with ten satoshi for routing at least', () => {
    expect(REQUEST).toMatchObject({
      invoice: INVOICE,
      paymentHash: HASH,
      amount: '4000',
      maxFee: '10000',
    });
  });

  it('answers with the preimage alone, once', () => {
    expect(lightning.proof(OFFER, REQUEST, PAID)).toEqual({
      headers: [['X-Lightning', PREIMAGE]],
      reusable: false,
    });
  });

  it('refuses another preimage, other terms and an end that has passed', () => {
    const wrong = { ...PAID, preimage: '01'.repeat(32) };
    expect(keyOf(() => lightning.proof(OFFER, REQUEST, wrong))).toBe('error_preimage');
    const changed = [
      ...tampered(OFFER),
      withTerms(OFFER, { invoice: makeInvoice({ prefix: 'bc50n' }) }),
      withTerms(OFFER, { invoice: 7 }),
      { ...OFFER, terms: null },
      { ...OFFER, protocol: 'l402' as const },
    ];
    for (const offer of changed) {
      expect(keyOf(() => lightning.request(offer, CONTEXT))).toBe('error_terms');
    }
    const forged = withTerms(OFFER, { paymentHash: '11'.repeat(32) });
    expect(keyOf(() => lightning.proof(forged, REQUEST, PAID))).toBe('error_terms');
    expect(keyOf(() => lightning.request(OFFER, LATE))).toBe('error_quote_expired');
  });

  it('hears why a proof was refused', () => {
    const said = { ...answer([['X-Reason', 'Invalid\u0007 preimage']]), status: 400 };
    expect(lightning.receipt(said)).toEqual({ outcome: 'refused', reason: 'Invalid preimage' });
    expect(lightning.receipt({ ...answer([]), status: 402 })).toEqual({ outcome: 'refused' });
    expect(lightning.receipt({ ...answer([]), status: 200 })).toBeUndefined();
  });
});
