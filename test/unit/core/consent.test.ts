import { describe, expect, it } from 'vitest';
import { counted, type Entry, readConsent, withEntry } from '../../../src/core/consent.ts';
import type { Payment } from '../../../src/core/payment.ts';
import { isWithin, stricter } from '../../../src/core/stricter.ts';
import { payment, USDC } from '../background/fakes.ts';

const DAY = 86_400_000;
const SHOP = 'https://news.example';
const entry = (id: string, at: number, amount = '10000', url = `${SHOP}/${id}`): Entry => ({
  id,
  at,
  url,
  offer: {
    price: { amount, currency: 'USDC', decimals: 6, asset: USDC },
    network: 'eip155:84532',
  },
});

describe('the ledger of payments without asking', () => {
  it('keeps each of the last two days, sums older ones by site and day, and forgets after 32 days', () => {
    const now = 100 * DAY;
    const ledger = [
      entry('gone', now - 32 * DAY),
      entry('a', now - 3 * DAY + 1, '1'),
      entry('b', now - 3 * DAY + 2, '2'),
      entry('other', now - 3 * DAY + 1, '4', 'https://other.example/x'),
      entry('day', now - 5 * DAY, '8'),
      entry('kept', now - 2 * DAY + 1, '16'),
    ];
    const kept = withEntry(ledger, entry('new', now, '32'));
    const short = kept.map(({ id, url, at, offer }) => [id, url, at, offer.price?.amount]);
    expect(short).toEqual([
      ['', `${SHOP}/`, now - 3 * DAY + 2, '3'],
      ['', 'https://other.example/', now - 3 * DAY + 1, '4'],
      ['', `${SHOP}/`, now - 5 * DAY, '8'],
      ['kept', `${SHOP}/kept`, now - 2 * DAY + 1, '16'],
      ['new', `${SHOP}/new`, now, '32'],
    ]);
    // Sums are summed no further.
    expect(withEntry(kept, entry('next', now))).toEqual([...kept, entry('next', now)]);
  });

  it('does not forget what a clock that was set back puts into the future', () => {
    expect(withEntry([entry('later', 9 * DAY)], entry('new', DAY))).toHaveLength(2);
  });
});

describe('what is counted', () => {
  const now = 5 * DAY;
  const record = { ...payment('one', `${SHOP}/one`), state: 'settled' as const };
  const own = entry(record.id, now - 5, '70000', `${SHOP}/one`);

  it('is the journal where there is no ledger', () => {
    expect(counted([record], [], now)).toEqual([record]);
  });

  it('is the ledger’s time, page and amount, once', () => {
    const [only, ...others] = counted([{ ...record, unasked: false }], [own], now);
    expect(others).toEqual([]);
    expect(only?.history[0]?.at).toBe(now - 5);
    expect(only?.quote.offer.price?.amount).toBe('70000');
    expect(only?.quote.offer.payee).toBe(record.quote.offer.payee);
    expect(only?.unasked).toBe(true);
  });

  it.each([
    ['sent', 'sent'],
    ['refused', 'refused'],
    ['expired', 'settled'],
  ] as const)('a record that is %s counts as %s', (state, as) => {
    const history = [
      { state: 'approved', at: 1 },
      { state: 'proved', at: 2 },
    ] as const;
    const [only] = counted([{ ...record, state, history } as Payment], [own], now);
    expect(only?.state).toBe(as);
  });

  it('a record that is missing has an unknown end, a sum has ended', () => {
    const [missing, sum] = counted([], [own, { ...own, id: '' }], now);
    expect([missing?.state, sum?.state]).toEqual(['unknown', 'settled']);
    expect(missing?.quote.offer.payee).toBeUndefined();
  });
});

describe('a record', () => {
  const good = {
    version: 1,
    count: 1,
    allowances: {},
    payees: {},
    limits: { perAssetDay: {} },
    ledger: [],
  };

  it('is read whole', () => {
    expect(readConsent(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['a later version', JSON.stringify({ ...good, version: 2 })],
    ['no count', JSON.stringify({ ...good, count: 1.5 })],
    ['no ledger', JSON.stringify({ ...good, ledger: {} })],
    ['no payees', JSON.stringify({ ...good, payees: 1 })],
  ])('is none with %s', (_, text) => {
    expect(readConsent(text)).toBeUndefined();
  });
});

describe('of two sets of limits', () => {
  const a = { perPayment: '9', perDay: '100', perAssetDay: { x: '5', y: '7' } };
  const b = { perPayment: '10', perMonth: '3', perAssetDay: { x: '4', z: '1' } };
  const both = {
    perPayment: '9',
    perDay: '100',
    perMonth: '3',
    perAssetDay: { x: '4', y: '7', z: '1' },
  };

  it('the stricter has the lower of each, as numbers; absent is none', () => {
    expect(stricter(a, b)).toEqual(both);
    expect(stricter(b, a)).toEqual(both);
    expect(stricter({}, a)).toEqual(a);
    expect(stricter({}, {})).toEqual({});
    // Empty is the user's wish to have none, absent is the default.
    expect(stricter({ perAssetDay: {} }, {})).toEqual({ perAssetDay: {} });
  });

  it.each([
    ['equal', a, a, true],
    ['lower', { ...a, perPayment: '8' }, a, true],
    ['one more', { ...a, perMonth: '1' }, a, true],
    ['higher', { ...a, perPayment: '10' }, a, false],
    ['without one', { perPayment: '9', perAssetDay: a.perAssetDay }, a, false],
    ['of an asset higher', { ...a, perAssetDay: { x: '6', y: '7' } }, a, false],
    ['without an asset', { ...a, perAssetDay: { x: '5' } }, a, false],
    ['anything where there is none', {}, {}, true],
  ])('one allows no more than the other: %s', (_, wanted, now, within) => {
    expect(isWithin(wanted, now)).toBe(within);
  });
});
