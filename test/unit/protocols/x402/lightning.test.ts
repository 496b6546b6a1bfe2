import { describe, expect, test } from 'vitest';
import { decodeBase64Text } from '../../../../src/core/encoding/base64.ts';
import { decodeInvoice } from '../../../../src/core/lightning/bolt11.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { requestHash } from '../../../../src/protocols/x402/entry/lightning.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import { makeInvoice, nodeId, TEST_TIME } from '../../../fixtures/invoice.ts';
import {
  CONTEXT,
  HASH,
  keyOf,
  LATE,
  PAID,
  PREIMAGE,
  tampered,
  withTerms,
} from '../../../fixtures/paying.ts';
import { CHALLENGE, challenged, URL } from '../../../fixtures/x402/weather.ts';

const MAINNET = '000000000019d6689c085ae165831e93';
const REGTEST = '0f9188f13cb7b2c71f2a335e3a4fc328';
/** 150 sat. */
const INVOICE = makeInvoice({ paymentHash: HASH, prefix: 'bc1500n' });
const ALBY = {
  scheme: 'exact',
  network: `bip122:${MAINNET}`,
  amount: '150000',
  asset: 'BTC',
  payTo: 'anonymous',
  maxTimeoutSeconds: 600,
  extra: { paymentMethod: 'lightning', invoice: INVOICE },
};
const BOUND = makeInvoice({
  paymentHash: HASH,
  prefix: 'bc1500n',
  descriptionHash: requestHash({ url: URL, method: 'GET' }),
  expiry: 300,
});
const LNBTC = {
  scheme: 'exact',
  network: `lnbtc:${MAINNET}`,
  amount: '150000',
  asset: 'BTC',
  payTo: nodeId(),
  maxTimeoutSeconds: 300,
  extra: {
    assetTransferMethod: 'bolt11',
    paymentFlow: 'upfront',
    requestHash: requestHash({ url: URL, method: 'GET' }),
    requestBindingProfile: 'http:1',
    requestBindingParams: { headers: [] },
    invoice: BOUND,
  },
};

function offerOf(entry: object, more: object = {}): Offer {
  const [offer] = x402.read(challenged({ ...CHALLENGE, accepts: [entry] }, more)).offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

function sent(offer: Offer): unknown {
  const { headers } = x402.proof(offer, x402.request(offer, CONTEXT), PAID);
  expect(headers.map(([name]) => name)).toEqual(['PAYMENT-SIGNATURE']);
  return JSON.parse(decodeBase64Text(headers[0]?.[1] ?? '') ?? '');
}

describe('x402 over Lightning', () => {
  test.each(['eip155:8453', 'eip155:84532', 'base'])(
    'is not what an invoice beside the terms of %s makes of them',
    (network) => {
      const [entry] = CHALLENGE.accepts;
      const offer = offerOf({ ...entry, network, extra: { ...entry?.extra, invoice: INVOICE } });
      expect(offer.rail?.kind).not.toBe('lightning');
      expect(offer.price?.currency).not.toBe('sat');
    },
  );

  test.each([
    ['the invoice again (Alby)', ALBY],
    ['its preimage (lnbtc)', LNBTC],
  ])('is the invoice that it is: %s', (_, entry) => {
    const offer = offerOf(entry);
    expect(offer).toMatchObject({
      protocol: 'x402',
      method: 'exact',
      payable: true,
      price: { amount: 150_000n, currency: 'sat', decimals: 3 },
      payee: nodeId(),
      network: 'lightning:mainnet',
      rail: { kind: 'lightning', network: 'mainnet' },
      cautions: [],
    });
    expect(offer.expiresAt).toBe((TEST_TIME + (entry === LNBTC ? 300 : 3600)) * 1000);
    expect(x402.request(offer, CONTEXT)).toMatchObject({
      rail: 'lightning',
      paymentHash: HASH,
      amount: '150000',
      invoice: entry.extra.invoice,
    });
  });

  test('the proof has the invoice or the preimage, as its network asks', () => {
    const { resource } = CHALLENGE;
    const named = { x402Version: 2, scheme: 'exact', resource };
    expect(sent(offerOf(ALBY))).toEqual({
      ...named,
      network: ALBY.network,
      accepted: ALBY,
      payload: { invoice: INVOICE },
    });
    expect(sent(offerOf(LNBTC))).toEqual({
      ...named,
      network: LNBTC.network,
      accepted: LNBTC,
      payload: { preimage: PREIMAGE },
    });
  });

  test('a proof of an invoice has no end, and none is made for an offer without a rail', () => {
    const offer = offerOf(ALBY);
    const request = x402.request(offer, CONTEXT);
    expect(x402.proof(offer, request, PAID)).not.toHaveProperty('validUntil');
    const { rail: _, ...without } = offer;
    expect(keyOf(() => x402.proof(without, request, PAID))).toBe('error_terms');
  });

  test('reads the invoice however it is written, and a test network', () => {
    const upper = { ...ALBY, extra: { ...ALBY.extra, invoice: `lightning:${INVOICE}` } };
    expect(sent(offerOf(upper))).toMatchObject({ payload: { invoice: `lightning:${INVOICE}` } });
    const number = offerOf({ ...ALBY, amount: 150_000, asset: 'btc' });
    expect(number.payable).toBe(true);
    expect(number.cautions).toContain('caution_lenient');
    const invoice = makeInvoice({ paymentHash: HASH, prefix: 'bcrt1500n' });
    const regtest = offerOf({
      ...ALBY,
      network: `bip122:${REGTEST}`,
      extra: { ...ALBY.extra, invoice },
    });
    expect(regtest).toMatchObject({ payable: true, rail: { network: 'regtest' } });
    expect(regtest.cautions).toContain('caution_test_network');
  });

  test.each<[string, object, string]>([
    ['another amount', { ...ALBY, amount: '150001' }, 'reason_invoice_differs'],
    ['the amount in satoshi', { ...ALBY, amount: '150' }, 'reason_invoice_differs'],
    ['no amount', { ...ALBY, amount: undefined }, 'reason_invoice_differs'],
    ['another network', { ...ALBY, network: `bip122:${REGTEST}` }, 'reason_invoice_differs'],
    ['an unknown network', { ...ALBY, network: `bip122:${'1'.repeat(32)}` }, 'reason_network'],
    ['another payee', { ...ALBY, payTo: `02${'ab'.repeat(32)}` }, 'reason_invoice_differs'],
    ['no invoice', { ...ALBY, extra: { paymentMethod: 'lightning' } }, 'reason_invoice'],
    [
      'a broken invoice',
      { ...ALBY, extra: { ...ALBY.extra, invoice: 'lnbc1x' } },
      'reason_invoice',
    ],
    [
      'an open amount',
      { ...ALBY, extra: { ...ALBY.extra, invoice: makeInvoice({ prefix: 'bc' }) } },
      'reason_amount_open',
    ],
    ['another scheme', { ...ALBY, scheme: 'upto' }, 'reason_scheme'],
    ['lnbtc by another payee', { ...LNBTC, payTo: 'anonymous' }, 'reason_invoice_differs'],
    [
      'lnbtc for another request',
      { ...LNBTC, extra: { ...LNBTC.extra, requestHash: 'ab'.repeat(32) } },
      'reason_invoice_differs',
    ],
    [
      'lnbtc with bound headers',
      { ...LNBTC, extra: { ...LNBTC.extra, requestBindingParams: { headers: ['cookie'] } } },
      'reason_binding',
    ],
    [
      'lnbtc with another flow',
      { ...LNBTC, extra: { ...LNBTC.extra, paymentFlow: 'escrow' } },
      'reason_payment_flow',
    ],
  ])('%s is not paid', (_, entry, why) => {
    expect(offerOf(entry)).toMatchObject({ payable: false, why });
  });

  test('an invoice that is bound to one page does not pay for another, nor for a POST', () => {
    expect(offerOf(LNBTC, { url: `${URL}/other` }).why).toBe('reason_binding');
    expect(offerOf(LNBTC, { method: 'POST' }).why).toBe('reason_binding');
    expect(offerOf(LNBTC, { url: `${URL}#part` }).payable).toBe(true);
  });

  test('the specification’s own example has this request hash', () => {
    const { network, descriptionHash } = decodeInvoice(SPEC_INVOICE) as Exclude<
      ReturnType<typeof decodeInvoice>,
      string
    >;
    expect(network).toBe('mainnet');
    expect(requestHash({ url: 'https://api.example.com/article/A', method: 'GET' })).toBe(
      descriptionHash,
    );
  });

  test('nothing is paid where preimage, terms or time are wrong', () => {
    for (const entry of [ALBY, LNBTC]) {
      const offer = offerOf(entry);
      const request = x402.request(offer, CONTEXT);
      const wrong = { ...PAID, preimage: '01'.repeat(32) };
      expect(keyOf(() => x402.proof(offer, request, wrong))).toBe('error_preimage');
      expect(keyOf(() => x402.request(offer, LATE))).toBe('error_quote_expired');
      for (const one of tampered(offer)) {
        expect(keyOf(() => x402.request(one, CONTEXT))).toBe('error_terms');
      }
      const { price, ...priceless } = offer;
      if (price === undefined) throw new Error('no price');
      for (const one of [
        priceless,
        { ...offer, price: { ...price, amount: price.amount - 1n } },
        { ...offer, payee: `02${'00'.repeat(32)}` },
      ]) {
        expect(() => x402.proof(one, request, PAID)).toThrow('error_terms: invoice');
      }
      const other = { ...entry, extra: { ...entry.extra, invoice: makeInvoice() } };
      for (const accepted of [other, { ...entry, amount: '1' }, {}]) {
        const changed = withTerms(offer, { accepted });
        expect(keyOf(() => x402.request(changed, CONTEXT))).toBe('error_terms');
        expect(keyOf(() => x402.proof(changed, request, PAID))).toBe('error_terms');
      }
    }
  });

  test('version 1 has no such scheme, and plain http is not paid', () => {
    const v1 = { x402Version: 1, accepts: [ALBY] };
    expect(x402.read(challenged(v1)).offers[0]).toMatchObject({ why: 'reason_version' });
    const url = 'http://weather.example/today';
    expect(offerOf(ALBY, { url })).toMatchObject({ payable: false, why: 'reason_insecure' });
  });
});

// specs/schemes/exact/scheme_exact_lnbtc.md, section PaymentRequirements: GET https://api.example.com/article/A.
const SPEC_INVOICE =
  'lnbc250n1pj48ugqpp54y3u9s8ylemsv8l3ewyzzu0klhujvuvmkl6llchq23vy8rzjsf0qsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3z' +
  'yg3zyg3zyg3zyg3zyg3zygshp5p4nz8am4uqj4q8a87z3sk4x6yk4dv2mvel34epw68qqkwy0xcqvqxqzfvcqpjr4rx6ls6j5rpwknue' +
  'a64evlk7yfx56wmqcer5eerekdsn9tlv6v4ex9mlz5dtm9qapl3svwlqcf7837dmjkru9z9w4h2rvm0md52w2sqxrwu5f';
