import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { freeze, makeQuote, quoteHash, thaw } from '../../../../src/core/offers/quote.ts';

const offer: Offer = {
  id: 'x402:0',
  protocol: 'x402',
  version: '2',
  method: 'exact',
  price: { amount: 2500n, currency: 'USDC', decimals: 6, asset: '0xA' },
  payee: '0xB',
  network: 'eip155:8453',
  description: 'Weather',
  timeoutSeconds: 60,
  rail: { kind: 'eip3009', network: 'eip155:8453', asset: '0xA' },
  payable: true,
  cautions: [],
  terms: { b: [1, { d: null, c: 'x' }], a: true },
};
const seen = { id: 'seen', url: 'https://a.example/x?y#z', method: 'GET', at: 1_000_000 };

function hash(changed: Partial<Offer>, url = seen.url, method = 'GET'): string {
  return quoteHash(freeze({ ...offer, ...changed }), url, method);
}

describe('a quote', () => {
  test('survives JSON', () => {
    const frozen = freeze(offer);
    expect(thaw(JSON.parse(JSON.stringify(frozen)))).toEqual(offer);
    const { price: _, ...free } = offer;
    expect(thaw(freeze(free))).toEqual(free);
  });

  test('has an id, no fragment, and ends when its offer says so', () => {
    expect(makeQuote(seen, offer)).toMatchObject({
      id: 'seen/x402:0',
      url: 'https://a.example/x?y',
      method: 'GET',
      at: 1_000_000,
    });
    expect(makeQuote(seen, { ...offer, expiresAt: 1_000_500 }).expiresAt).toBe(1_000_500);
    // How long a payment may take is counted from its signature: it does not end the price.
    for (const timeoutSeconds of [10, 60, 600]) {
      expect(makeQuote(seen, { ...offer, timeoutSeconds })).not.toHaveProperty('expiresAt');
    }
  });

  test('never ends at a time that no Date can hold', () => {
    const { expiresAt } = makeQuote(seen, { ...offer, expiresAt: Number.MAX_SAFE_INTEGER });
    expect(Number.isNaN(new Date(expiresAt ?? Number.NaN).getTime())).toBe(false);
  });
});

describe('the hash', () => {
  test('is the same for the same terms, in any order of members', () => {
    expect(hash({})).toMatch(/^[0-9a-f]{64}$/);
    expect(hash({ terms: { a: true, b: [1, { c: 'x', d: null }] } })).toBe(hash({}));
    expect(hash({}, 'https://a.example/x?y#other')).toBe(hash({}));
    expect(hash({ description: 'Other words', cautions: ['caution_insecure'] })).toBe(hash({}));
  });

  test('changes with everything that moves money', () => {
    const price = { amount: 2500n, currency: 'USDC', decimals: 6, asset: '0xA' };
    const changes: Partial<Offer>[] = [
      { price: { ...price, amount: 2501n } },
      { price: { ...price, decimals: 7 } },
      { price: { ...price, currency: 'EURC' } },
      { price: { ...price, asset: '0xC' } },
      { payee: '0xC' },
      { network: 'eip155:1' },
      { method: 'upto' },
      { version: '1' },
      { protocol: 'mpp' },
      { expiresAt: 1 },
      { timeoutSeconds: 61 },
      { rail: { kind: 'eip3009', network: 'eip155:1', asset: '0xA' } },
      { terms: { a: true, b: [1, { c: 'x', d: 0 }] } },
      { terms: JSON.parse('{"a":true,"b":[1,{"c":"x","d":null}],"__proto__":{"e":1}}') },
    ];
    const hashes = [hash({}), ...changes.map((change) => hash(change))];
    hashes.push(hash({}, 'https://b.example/x?y'), hash({}, seen.url, 'POST'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
