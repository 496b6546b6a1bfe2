import { describe, expect, it } from 'vitest';
import { decodeBase64Text, encodeBase64Url } from '../../../../src/core/encoding/base64.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import type { Proof } from '../../../../src/core/offers/proof/proof.ts';
import type { Eip3009Request, RailResult } from '../../../../src/core/offers/rail.ts';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import type { PayContext } from '../../../../src/protocols/protocol.ts';
import { TEST_TIME } from '../../../fixtures/invoice.ts';
import { BASE_USDC, PAYEE } from '../../../fixtures/mpp-terms.ts';
import { CONTEXT, HASH, keyOf, onlyOffer, withTerms } from '../../../fixtures/paying.ts';
import { challenged, type Params, payment } from '../../../fixtures/payment.ts';

const PAYER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const PAYS: PayContext = { ...CONTEXT, account: { rail: 'eip3009', address: PAYER } };
const SIGNED: RailResult = { rail: 'eip3009', signature: `0x${'ab'.repeat(65)}` };
const DETAILS = { chainId: 8453, credentialTypes: ['authorization'], decimals: 6 };
const CHARGE = { amount: '10000', currency: BASE_USDC, methodDetails: DETAILS, recipient: PAYEE };
const at = (seconds: number) => new Date((TEST_TIME + seconds) * 1000).toISOString();
const offerOf = (more: Params = {}, charge: object = CHARGE) =>
  onlyOffer(mpp, challenged(payment('evm', charge, more)));
const OFFER = offerOf({ expires: at(300) });
const request = (offer: Offer, context = PAYS) => mpp.request(offer, context) as Eip3009Request;
const REQUEST = request(OFFER);

function credentialOf(proof: Proof): { name: string; json: unknown } {
  const [[name, value] = ['', '']] = proof.headers;
  return { name, json: JSON.parse(decodeBase64Text(value.slice('Payment '.length)) ?? '') };
}

describe('MPP: paying an evm charge', () => {
  it('asks for a transfer in the domain of our table, bound to the challenge and ending with it', () => {
    expect(REQUEST).toEqual({
      rail: 'eip3009',
      network: 'eip155:8453',
      domain: { name: 'USD Coin', version: '2', chainId: 8453, verifyingContract: BASE_USDC },
      message: {
        from: PAYER,
        to: PAYEE,
        value: '10000',
        validAfter: '0',
        validBefore: String(TEST_TIME + 300),
        // keccak256 of "Q2hhbGxlbmdlLTEshop.example", by viem.
        nonce: '0xdde9e5e0ddfadd7ff858c403772599b554713f4adc17a581eeda4a072f8ff5fc',
      },
    });
  });

  it.each([
    ['the challenge', at(45.9), 45],
    ['ten minutes, however late the challenge ends', at(86_400), 600],
    ['five minutes where it names no end', undefined, 300],
  ])('may be used until the end of %s', (_, expires, seconds) => {
    const { validBefore } = request(offerOf({ expires })).message;
    expect(Number(validBefore)).toBe(TEST_TIME + seconds);
  });

  it('has another nonce for another challenge or realm, and the same for the same', () => {
    const nonce = (more: Params) => request(offerOf(more)).message.nonce;
    expect(nonce({ id: 'b' })).not.toBe(nonce({ id: 'c' }));
    expect(nonce({ realm: 'b' })).not.toBe(nonce({ realm: 'c' }));
    expect(nonce({ description: 'b', amount: '7' })).toBe(REQUEST.message.nonce);
  });

  it('repeats the challenge with payer and signed transfer, in the header that it names', () => {
    const proof = mpp.proof(OFFER, REQUEST, SIGNED);
    expect(proof).toMatchObject({ reusable: false, validUntil: (TEST_TIME + 300) * 1000 });
    expect(credentialOf(proof)).toMatchObject({
      name: 'Authorization',
      json: {
        challenge: { id: 'Q2hhbGxlbmdlLTE', request: encodeBase64Url(JSON.stringify(CHARGE)) },
        source: `did:pkh:eip155:8453:${PAYER}`,
        payload: { type: 'authorization', ...REQUEST.message, signature: SIGNED.signature },
      },
    });
    const header = 'Payment-Authorization';
    const other = offerOf({ header });
    expect(credentialOf(mpp.proof(other, request(other), SIGNED))).toMatchObject({
      name: header,
      json: { challenge: { header } },
    });
  });

  it('refuses an offer that is not its own challenge, a payer that pays itself, and what is over', () => {
    const price = OFFER.price as NonNullable<Offer['price']>;
    const requestText = (change: object) =>
      encodeBase64Url(JSON.stringify({ ...CHARGE, ...change }));
    const dearer = encodeBase64Url(JSON.stringify({ ...CHARGE, amount: '10001' }));
    for (const offer of [
      { ...OFFER, price: { ...price, amount: 9_999n } },
      { ...OFFER, payee: PAYER },
      { ...OFFER, network: 'eip155:84532' },
      { ...OFFER, rail: { kind: 'eip3009', network: 'eip155:1', asset: BASE_USDC } as const },
      withTerms(OFFER, { request: dearer }),
      withTerms(OFFER, { request: 'e30' }),
      withTerms(OFFER, { request: requestText({ currency: `0x${'ab'.repeat(20)}` }) }),
      withTerms(OFFER, { request: requestText({ recipient: undefined }) }),
      withTerms(OFFER, { request: requestText({ amount: '1.5' }) }),
      withTerms(OFFER, { request: requestText({ methodDetails: { ...DETAILS, chainId: 'x' } }) }),
      withTerms(OFFER, {
        request: requestText({ methodDetails: { ...DETAILS, credentialTypes: ['hash'] } }),
      }),
      { ...OFFER, payable: false } as Offer,
      withTerms(OFFER, { realm: 7 }),
      withTerms(OFFER, { id: 7 }),
      withTerms(OFFER, { request: undefined }),
    ]) {
      expect(keyOf(() => request(offer))).toBe('error_terms');
    }
    const itself: PayContext = { ...PAYS, account: { rail: 'eip3009', address: PAYEE } };
    expect(keyOf(() => request(OFFER, itself))).toBe('error_terms');
    expect(keyOf(() => request(OFFER, CONTEXT))).toBe('error_terms');
    expect(keyOf(() => request(offerOf({ expires: at(9) })))).toBe('error_quote_expired');
  });

  it.each<[string, Partial<Eip3009Request['message']>]>([
    ['value', { value: '1' }],
    ['payee', { to: PAYER }],
    ['nonce', { nonce: `0x${HASH}` }],
  ])('makes no proof of a request with another %s', (_, change) => {
    const asked = { ...REQUEST, message: { ...REQUEST.message, ...change } };
    expect(keyOf(() => mpp.proof(OFFER, asked, SIGNED))).toBe('error_terms');
  });

  it('makes no proof of what is no signature', () => {
    const short: RailResult = { rail: 'eip3009', signature: '0xab' };
    expect(keyOf(() => mpp.proof(OFFER, REQUEST, short))).toBe('error_terms');
    const paid: RailResult = { rail: 'lightning', preimage: HASH };
    expect(keyOf(() => mpp.proof(OFFER, REQUEST, paid))).toBe('error_terms');
  });
});

describe('MPP: evm charges that cannot be signed', () => {
  const whyOf = (details: object, charge: object = {}) =>
    offerOf({}, { ...CHARGE, ...charge, methodDetails: { ...DETAILS, ...details } }).why;
  const megaUsd = '0xFAfDdbb3FC7688494971a79cc65DCa3EF82079E7';

  it('names what stands against it', () => {
    expect(whyOf({ credentialTypes: ['hash'] })).toBe('reason_no_wallet');
    expect(whyOf({ credentialTypes: undefined })).toBe('reason_no_wallet');
    expect(whyOf({ credentialTypes: ['transaction'] })).toBe('reason_transfer_method');
    expect(whyOf({ splits: [{ amount: '1', recipient: PAYER }] })).toBe('reason_transfer_method');
    expect(whyOf({ chainId: 999_999_999 })).toBe('reason_network');
    expect(whyOf({}, { currency: PAYER })).toBe('reason_asset');
    expect(whyOf({ chainId: 4326, decimals: 18 }, { currency: megaUsd })).toBe('reason_permit2');
    expect(whyOf({}, { amount: '0' })).toBe('reason_amount_zero');
    expect(whyOf({ decimals: 2 })).toBe('reason_domain');
    expect(whyOf({ splits: [] })).toBeUndefined();
  });

  it('reads a charge of the usdc method, and does not pay it', () => {
    const methodDetails = { type: 'evm', evm: DETAILS };
    const [offer] = mpp.read(challenged(payment('usdc', { ...CHARGE, methodDetails }))).offers;
    expect(offer).toMatchObject({ payable: false, why: 'reason_no_wallet', payee: PAYEE });
    expect(offer).not.toHaveProperty('rail');
  });
});

// Which header a challenge names decides whether the credential takes the place of an API key of the page's own.
it.each([
  [undefined, true],
  ['Authorization', true],
  ['authorization', true],
  ['AUTHORIZATION', true],
  ['Payment-Authorization', false],
  ['payment-authorization', false],
])('MPP: a challenge that names the header %s uses Authorization: %s', (header, uses) => {
  const more = header === undefined ? {} : { header };
  expect(mpp.usesAuthorization(offerOf(more))).toBe(uses);
});

describe('MPP: a credential that the server looks for in another header', () => {
  const sent: Proof = { headers: [['Payment-Authorization', 'Payment a']], reusable: false };
  const problem = (code: string) =>
    mpp.receipt({
      ...challenged(),
      body: JSON.stringify({ type: `https://paymentauth.org/problems/${code}` }),
    });
  const elsewhere = (proof: Proof, status = 402, said = problem('payment-required')) =>
    mpp.proofElsewhere(proof, { ...challenged(), status }, said);

  it('goes there as it is where the server saw none, and nowhere else', () => {
    const moved = { ...sent, headers: [['Authorization', 'Payment a']] };
    expect(elsewhere(sent)).toEqual(moved);
    expect(mpp.proofElsewhere(sent, challenged(), undefined)).toEqual(moved);
    expect(mpp.proofElsewhere({ ...sent, headers: [] }, challenged(), undefined)).toBeUndefined();
    expect(elsewhere(sent, 402, problem('malformed-credential'))).toEqual(moved);
    expect(elsewhere(sent, 402, problem('verification-failed'))).toBeUndefined();
    expect(elsewhere(sent, 402, problem('payment-expired'))).toBeUndefined();
    expect(elsewhere(sent, 500)).toBeUndefined();
    expect(elsewhere({ ...sent, headers: [['Authorization', 'Payment a']] })).toBeUndefined();
  });
});
