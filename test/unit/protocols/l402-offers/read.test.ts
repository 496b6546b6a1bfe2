import { describe, expect, it } from 'vitest';
import { l402Offers } from '../../../../src/protocols/l402-offers/index.ts';
import { json } from '../answer.ts';

const BODY = {
  version: '0.2.2',
  payment_request_url: 'https://api.shop.example/pay',
  payment_context_token: 'ctx_77',
  expiry: '2027-06-01T00:00:00Z',
  offers: [
    {
      id: 'one',
      title: 'One article',
      description: 'Read it once',
      type: 'one-time',
      amount: 25,
      currency: 'USD',
      payment_methods: ['lightning'],
    },
    { id: 'all', title: 'A month', type: 'subscription', amount: 900, currency: 'JPY' },
    { id: 'own', amount: 3, currency: 'credits' },
  ],
};
const read = (body: unknown) => l402Offers.read(json(body));

describe('l402.org offers', () => {
  it('reads each offer', () => {
    const { offers, problems } = read(BODY);
    expect(problems).toEqual([]);
    expect(offers).toEqual([
      {
        id: 'l402-offers:0',
        protocol: 'l402-offers',
        version: '0.2.2',
        method: 'one-time',
        price: { amount: 25n, currency: 'USD', decimals: 2, asset: 'USD' },
        description: 'One article: Read it once',
        expiresAt: Date.UTC(2027, 5, 1),
        payable: false,
        why: 'reason_external',
        cautions: [],
        terms: { payment_request_url: 'https://api.shop.example/pay', offer: BODY.offers[0] },
      },
      expect.objectContaining({
        id: 'l402-offers:1',
        price: { amount: 900n, currency: 'JPY', decimals: 0, asset: 'JPY' },
        why: 'reason_subscription',
      }),
      expect.objectContaining({
        id: 'l402-offers:2',
        method: 'offer',
        price: { amount: 3n, currency: 'credits' },
      }),
    ]);
  });
  it.each([
    'javascript:alert(1)',
    'http://api.shop.example',
    'https://127.0.0.1/',
    'data:,x',
    '',
    7,
  ])('buys nothing at %j', (payment_request_url) => {
    const { offers, problems } = read({ ...BODY, payment_request_url });
    expect(offers).toEqual([]);
    expect(problems[0]?.field).toBe('payment_request_url');
  });
  it.each(['1e3', '1.5', -1, 1.5, 2 ** 53, null, undefined, '٣'])(
    'takes no amount of %j',
    (amount) => {
      const { offers, problems } = read({ ...BODY, offers: [{ amount, currency: 'USD' }] });
      expect(offers).toEqual([]);
      expect(problems[0]?.field).toBe('offers[0]');
    },
  );
  it('shows markup as text', () => {
    const offers = [{ title: '<img src=x onerror=1>', amount: 1, currency: 'USD' }];
    expect(read({ ...BODY, offers }).offers[0]?.description).toBe('<img src=x onerror=1>');
  });
  it('leaves other JSON alone', () => {
    for (const body of [
      {},
      [],
      '{"payment_request_url":',
      { payment_request_url: 'https://a.example' },
    ]) {
      expect(read(body)).toEqual({ offers: [], notices: [], problems: [] });
    }
  });
});
