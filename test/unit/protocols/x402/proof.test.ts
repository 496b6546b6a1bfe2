import { describe, expect, test } from 'vitest';
import { decodeBase64Text } from '../../../../src/core/encoding/base64.ts';
import { FareboxError } from '../../../../src/core/errors.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { makeQuote, thaw } from '../../../../src/core/offers/quote.ts';
import type { PayContext } from '../../../../src/protocols/protocol.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  authorizationOf,
  BASE_SEPOLIA_USDC,
  CHALLENGE,
  CHALLENGE_V1,
  challenged,
  ENTRY,
  ENTRY_V1,
  PAYEE,
  PAYER,
  response,
  URL,
  withEntry,
} from '../../../fixtures/x402/weather.ts';

function offerOf(value: unknown): Offer {
  const [offer] = x402.read(challenged(value)).offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

function offerOfBody(value: unknown): Offer {
  const [offer] = x402.read(response([], { body: JSON.stringify(value) })).offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

const NOW = 1_800_000_000;
const context: PayContext = {
  account: { rail: 'eip3009', address: PAYER },
  now: new Date(NOW * 1000 + 999),
  random: (length) => Uint8Array.from({ length }, (_, index) => index + 200),
};
const signed = { rail: 'eip3009', signature: `0x${'1b'.repeat(65)}` } as const;

function keyOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FareboxError) return error.key;
    throw error;
  }
  return 'nothing thrown';
}

function sent(offer: Offer): { name: string; json: unknown; text: string } {
  const { headers } = x402.proof(offer, authorizationOf(offer, context), signed);
  expect(headers).toHaveLength(1);
  const [name, value] = headers[0] ?? ['', ''];
  const text = decodeBase64Text(value) ?? '';
  return { name, json: JSON.parse(text), text };
}

describe('request', () => {
  test('asks for exactly the amount, to exactly the payee, in the domain of our table', () => {
    expect(authorizationOf(offerOf(withEntry({ extra: undefined })), context)).toEqual({
      rail: 'eip3009',
      network: 'eip155:84532',
      domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: BASE_SEPOLIA_USDC },
      message: {
        from: PAYER,
        to: PAYEE,
        value: '2500',
        validAfter: '0',
        validBefore: String(NOW + 120),
        nonce: '0xc8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7',
      },
    });
  });

  test('refuses an offer that is not payable', () => {
    const offer = offerOf(withEntry({ scheme: 'upto' }));
    expect(keyOf(() => authorizationOf(offer, context))).toBe('error_not_payable');
    const forged = { ...offer, payable: true };
    expect(keyOf(() => authorizationOf(forged, context))).toBe('error_not_payable');
    const { why: _, ...bare } = forged;
    expect(keyOf(() => authorizationOf(bare, context))).toBe('error_terms');
    const other = { ...offerOf(CHALLENGE), protocol: 'mpp' } as const;
    expect(keyOf(() => authorizationOf(other, context))).toBe('error_not_payable');
  });

  test('refuses an offer that differs from its own terms', () => {
    const offer = offerOf(CHALLENGE);
    const { price, rail } = offer;
    if (price === undefined || rail?.kind !== 'eip3009') throw new Error('no price');
    const terms = offer.terms as Record<string, unknown>;
    const changed: Offer[] = [
      { ...offer, price: { ...price, amount: 1n } },
      { ...offer, price: { ...price, decimals: 18 } },
      { ...offer, price: { ...price, asset: PAYEE } },
      { ...offer, payee: PAYER },
      { ...offer, network: 'eip155:8453' },
      { ...offer, rail: { ...rail, network: 'eip155:8453' } },
      { ...offer, rail: { ...rail, asset: PAYEE } },
      { ...offer, timeoutSeconds: 5 },
      { ...offer, version: '1' },
      { ...offer, terms: undefined },
      { ...offer, terms: { ...terms, x402Version: 3 } },
      { ...offer, terms: { ...terms, accepted: { ...ENTRY, amount: '2501' } } },
      { ...offer, terms: { ...terms, accepted: { ...ENTRY, payTo: PAYER } } },
      { ...offer, terms: { ...terms, accepted: [ENTRY] } },
      { ...offer, terms: { ...terms, accepted: {} } },
      { ...offer, terms: { ...terms, accepted: { ...ENTRY, scheme: 'upto' } } },
    ];
    for (const one of changed)
      expect(keyOf(() => authorizationOf(one, context))).toBe('error_terms');
  });

  test('the payer never pays itself, whatever the case', () => {
    const account = { rail: 'eip3009', address: PAYEE.toLowerCase() } as const;
    const offer = offerOf(CHALLENGE);
    expect(keyOf(() => authorizationOf(offer, { ...context, account }))).toBe('error_terms');
    const none = { rail: 'eip3009', address: 'alice' } as const;
    expect(keyOf(() => authorizationOf(offer, { ...context, account: none }))).toBe('error_terms');
  });

  test('refuses poor dice and a broken clock', () => {
    const offer = offerOf(CHALLENGE);
    const random = () => new Uint8Array(16);
    expect(keyOf(() => authorizationOf(offer, { ...context, random }))).toBe('error_terms');
    const now = new Date(Number.NaN);
    expect(keyOf(() => authorizationOf(offer, { ...context, now }))).toBe('error_terms');
  });

  test('refuses before anything is signed when the proof would be too large to send', () => {
    const large = offerOf({ ...CHALLENGE, extensions: { x: { info: 'x'.repeat(48_400) } } });
    expect(large.payable).toBe(true);
    expect(keyOf(() => authorizationOf(large, context))).toBe('error_proof_header');
  });
});

describe('proof', () => {
  test('version 2 echoes resource, entry and extensions verbatim, also unknown members', () => {
    const entry = { foo: [1, { ключ: '€' }], ...ENTRY, network: 'base-sepolia', bar: null };
    const challenge = {
      ...CHALLENGE,
      accepts: [entry],
      resource: { ...CHALLENGE.resource, description: 'Wetter für 5 ₮', icon: '\ud800' },
      extensions: { bazaar: { info: { a: 1 }, schema: {} }, 'builder-code': 'x' },
    };
    const { name, json } = sent(offerOf(challenge));
    expect(name).toBe('PAYMENT-SIGNATURE');
    const { message } = authorizationOf(offerOf(challenge), context);
    expect(json).toEqual({
      x402Version: 2,
      scheme: 'exact',
      network: 'base-sepolia',
      resource: challenge.resource,
      accepted: entry,
      payload: { signature: signed.signature, authorization: message },
      extensions: challenge.extensions,
    });
  });

  test('an own __proto__ of the entry is echoed too', () => {
    const text = JSON.stringify(CHALLENGE).replace('"extra":{', '"__proto__":{"a":1},"extra":{');
    const { text: echoed } = sent(offerOf(text));
    expect(echoed).toContain('"__proto__":{"a":1}');
  });

  test('version 2 leaves out what was not there', () => {
    const { resource: _, ...challenge } = CHALLENGE;
    expect(Object.keys(sent(offerOf(challenge)).json as object)).toEqual([
      'x402Version',
      'scheme',
      'network',
      'accepted',
      'payload',
    ]);
  });

  test('version 1 sends scheme and network as the challenge named them', () => {
    const offer = offerOfBody(CHALLENGE_V1);
    const { name, json } = sent(offer);
    expect(name).toBe('X-PAYMENT');
    expect(json).toEqual({
      x402Version: 1,
      scheme: 'exact',
      network: 'base-sepolia',
      payload: {
        signature: signed.signature,
        authorization: authorizationOf(offer, context).message,
      },
    });
    const caip2 = { ...CHALLENGE_V1, accepts: [{ ...ENTRY_V1, network: 'eip155:84532' }] };
    expect(sent(offerOfBody(caip2)).json).toMatchObject({ network: 'eip155:84532' });
  });

  test('is the same bytes each time, of an offer that went through the journal too', () => {
    const offer = offerOf(CHALLENGE);
    const request = authorizationOf(offer, context);
    const first = x402.proof(offer, request, signed);
    expect(x402.proof(offer, request, signed)).toEqual(first);
    const quote = makeQuote({ id: 's', url: URL, method: 'GET', at: 1 }, offer);
    const stored = thaw(JSON.parse(JSON.stringify(quote)).offer);
    expect(x402.proof(stored, request, signed)).toEqual(first);
    expect(first).toMatchObject({ validUntil: (NOW + 120) * 1000, reusable: false });
  });

  test('refuses a request or a signature that is not of this offer', () => {
    const offer = offerOf(CHALLENGE);
    const request = authorizationOf(offer, context);
    const { message, domain } = request;
    const wrong = [
      { ...request, network: 'eip155:8453' as const },
      { ...request, domain: { ...domain, verifyingContract: PAYEE } },
      { ...request, message: { ...message, value: '2501' } },
      { ...request, message: { ...message, to: PAYER } },
    ];
    for (const one of wrong)
      expect(keyOf(() => x402.proof(offer, one, signed))).toBe('error_terms');
    for (const signature of ['', '0x', `0x${'1'.repeat(128)}`, `${signed.signature}\n`]) {
      const result = { rail: 'eip3009', signature } as const;
      expect(keyOf(() => x402.proof(offer, request, result))).toBe('error_terms');
    }
  });
});
