import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../../src/core/encoding/base64.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { EMPTY_RESPONSE } from '../../../../src/core/offers/parsed-response.ts';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { offer } from '../../background/fakes.ts';
import { answer, json } from '../answer.ts';

const base64 = (value: unknown) => encodeBase64(JSON.stringify(value));
const tier = (id: string, seconds: number, price: string, priceAtomic: string) => ({
  id,
  label: `For ${id}`,
  seconds,
  price,
  priceAtomic,
});
const header = (value: string, ...offers: readonly Offer[]) =>
  notices.read(answer([['X-ACCESS-PASS-TIERS', value]]), { ...EMPTY_RESPONSE, offers }).notices;

/** Access for a time or credit, sold in place of one page. */
describe('a pass that is sold', () => {
  const tiers = [tier('5m', 300, '0.05', '50000'), tier('1h', 3600, '0.50', '500000')];
  it('is told by the tier that the price buys', () => {
    const price = { amount: 500_000n, currency: 'USDC', decimals: 6 };
    expect(header(base64({ tiers }), offer({ price }))).toEqual([
      {
        kind: 'pass',
        details: [
          ['For 5m', '0.05 USD'],
          ['For 1h', '0.50 USD'],
        ],
        seconds: 3600,
        whoActs: 'visitor',
      },
    ]);
    const other = offer({ price: { ...price, amount: 70_000n } });
    expect(header(base64({ tiers }), other)[0]).not.toHaveProperty('seconds');
  });
  it.each([
    [base64({ tiers: [{ id: '7d', price: '3.00' }] }), 604_800, [['7d', '3.00 USD']]],
    [base64({ ratePerHour: '0.50' }), undefined, [['1h', '0.50 USD']]],
    [JSON.stringify({ tiers: [{ label: 'A day', hours: 24 }] }), 86_400, [['A day', '']]],
    ['%%%', undefined, undefined],
    [base64([1]), undefined, undefined],
  ])('is read from its header: %s', (value, seconds, details) => {
    const [notice] = header(value);
    expect(notice).toMatchObject({ kind: 'pass' });
    expect([notice?.seconds, notice?.details]).toEqual([seconds, details]);
  });
  it.each([
    [
      { pass: { header: 'x-crawl-pass', buy: 'https://shop.example/crawl', minutes: 1440 } },
      { kind: 'pass', seconds: 86_400, docUrl: 'https://shop.example/crawl' },
    ],
    [
      { pass: { header: 'x-crawl-pass', buy: '/crawl' } },
      { kind: 'pass', docUrl: 'https://shop.example/crawl' },
    ],
    [
      { l402: { payment_url: '/invoice-status/ab' }, tiers: [{ amountSats: 5 }] },
      {
        kind: 'pass',
        docUrl: 'https://shop.example/invoice-status/ab',
        details: [['5 sat', '5 sat']],
      },
    ],
    [
      { credit_tiers: [{ amountSats: 1000, creditSats: 1100, label: 'Ten' }] },
      { kind: 'pass', details: [['Ten', '1000 sat (1100)']] },
    ],
  ])('is read from the body: %j', (body, expected) => {
    const found = notices.read(json(body), { ...EMPTY_RESPONSE, offers: [offer()] }).notices;
    expect(found[0]).toMatchObject(expected);
  });
  it.each([
    { tiers: 'none' },
    { tiers: [1, null, {}] },
    { pass: 'x' },
    { tiers: [{ label: 'A' }] },
    { data: { seconds: 5 } },
  ])('is not seen in %j', (body) => {
    const found = notices.read(json(body)).notices;
    expect(found.map(({ kind }) => kind)).not.toContain('pass');
  });
  it('is bounded', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ amountSats: at + 1 }));
    expect(notices.read(json({ tiers: many })).notices[0]?.details).toHaveLength(12);
    const [notice] = header(base64({ tiers: [{ id: '1h', seconds: 1e15, price: '1' }] }));
    expect(notice?.seconds).toBe(3600);
  });
});
