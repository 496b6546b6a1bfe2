import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../src/background/journal/journal.ts';
import { checkLimits } from '../../../src/background/offers/check-limits.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import {
  AGAIN,
  type AutoPayGrant,
  mustAsk as mustAskBy,
} from '../../../src/core/rules/auto-pay.ts';
import type { Facts } from '../../../src/core/rules/facts.ts';
import { factsOf } from '../../support/facts-of.ts';
import { freshName, memoryStore, payment } from './fakes.ts';

const NOW = 5_000;

const mustAsk = (
  quote: Payment['quote'],
  request: Parameters<typeof mustAskBy>[1],
  grant: AutoPayGrant | undefined,
  before: readonly Payment[],
  day: number,
  now: number,
) => mustAskBy(quote, request, grant, factsOf(quote, before, { day, month: day }, now), now);

const pages = (count: number) =>
  Array.from({ length: count }, (_, page) =>
    payment(`seen${page}`, `https://news.example/article?page=${page}`),
  );

describe('fifty payments of a cent that begin at once', () => {
  it.each([
    ['perSiteDay', 'error_limit_site_day'],
    ['perDay', 'error_limit_day'],
    ['perMonth', 'error_limit_month'],
  ])('stop at a limit of seven cents (%s)', async (limit, key) => {
    const journal = createJournal(memoryStore(), () => NOW, { name: freshName() });
    const guard = (one: Payment) => (facts: Facts) =>
      checkLimits(one.quote, facts, { [limit]: '70000' });
    const tries = await Promise.allSettled(pages(50).map((one) => journal.begin(one, guard(one))));
    expect((await journal.page({ limit: 99 })).payments).toHaveLength(7);
    const refused = tries.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(43);
    expect(refused[0]).toMatchObject({ reason: { key, detail: ['0.07', '0.07'] } });
  });
});

describe('a grant', () => {
  const grant = { perPayment: '10000', perDay: '30000', until: 9_000, testnet: true };
  const about = { type: 'main_frame', secure: true };
  const [one] = pages(1);
  const settled = { ...payment('before'), state: 'settled' } as const;

  it('reaches for a payee that this site was paid under, and for no other', () => {
    if (one === undefined) throw new Error('no page');
    expect(mustAsk(one.quote, about, grant, [settled], 0, NOW)).toBeUndefined();
    expect(mustAsk(one.quote, about, grant, [], 0, NOW)).toBe('payee');
    const payee = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
    const swapped = { ...one.quote, offer: { ...one.quote.offer, payee } };
    expect(mustAsk(swapped, about, grant, [settled], 0, NOW)).toBe('payee');
  });

  it.each([
    ['ended', {}, 9_000],
    ['not-the-page', { type: 'sub_frame' }, NOW],
    ['insecure', { secure: false }, NOW],
  ])('does not reach when it is %s', (why, change, now) => {
    if (one === undefined) throw new Error('no page');
    expect(mustAsk(one.quote, { ...about, ...change }, grant, [settled], 0, now)).toBe(why);
  });

  it.each([
    ['per-payment', { perPayment: '9999' }],
    ['per-day', { perDay: '19999' }],
    ['money-kind', { testnet: false }],
  ])('does not reach beyond %s', (why, change) => {
    if (one === undefined) throw new Error('no page');
    const less = { ...grant, ...change };
    expect(mustAsk(one.quote, about, less, [settled], 0, NOW)).toBe(why);
  });

  // The class: whatever loads a page that was paid for once more, without the user asking to pay once more.
  describe('and a page that was paid for before', () => {
    const at = (time: number, change: Partial<Payment> = {}) =>
      ({
        ...payment('before', 'https://news.example/article?page=0'),
        state: 'settled',
        history: [{ state: 'approved', at: time }],
        ...change,
      }) as Payment;
    const later = { ...grant, until: 10 * AGAIN, perDay: '90000' };
    const why = (
      record: Payment,
      { reloaded = false, again = false, now = AGAIN + 5_000 } = {},
    ) => {
      if (one === undefined) throw new Error('no page');
      return mustAsk(
        one.quote,
        { ...about, reloaded },
        { ...later, again },
        [record, settled],
        0,
        now,
      );
    };

    it('does not pay for it again within a day', () => {
      expect(why(at(6_000))).toBe('again');
      expect(why(at(4_999))).toBeUndefined();
      // The clock was set back.
      expect(why(at(3 * AGAIN))).toBe('again');
      expect(why(at(6_000, { state: 'unknown' }))).toBe('again');
      expect(why(at(6_000, { state: 'sent' }))).toBe('again');
      expect(why(at(6_000), { again: true })).toBeUndefined();
    });

    it('never pays because it was loaded anew, whatever was set', () => {
      expect(why(at(6_000), { reloaded: true, again: true })).toBe('reload');
      expect(why(at(1), { reloaded: true, again: true, now: 8 * AGAIN })).toBe('reload');
    });

    it('pays where nothing was paid: the proof has ended unused', () => {
      const unused = at(6_000, { state: 'expired' });
      if (one === undefined) throw new Error('no page');
      expect(mustAsk(one.quote, about, later, [unused, settled], 0, AGAIN)).toBeUndefined();
    });
  });

  it('pays a site five times a minute, counted over its subdomains', () => {
    if (one === undefined) throw new Error('no page');
    const made = (host: string, page: number, change: Partial<Payment> = {}) =>
      ({
        ...payment(`u${page}`, `https://${host}/article?unasked=${page}`),
        state: 'settled',
        unasked: true,
        ...change,
      }) as Payment;
    const many = { ...grant, perDay: '900000' };
    const why = (records: readonly Payment[], now = NOW) =>
      mustAsk(one.quote, about, many, [settled, ...records], 0, now);
    const five = ['a.', 'b.', '', '', 'c.d.'].map((sub, page) => made(`${sub}news.example`, page));
    expect(why(five)).toBe('per-minute');
    expect(why(five.slice(1))).toBeUndefined();
    // Pressed, of another site, or long ago.
    expect(why([...five.slice(1), made('news.example', 9, { unasked: false })])).toBeUndefined();
    expect(why([...five.slice(1), made('other.example', 9)])).toBeUndefined();
    expect(
      mustAsk(one.quote, about, { ...many, until: 90_000 }, [settled, ...five], 0, 70_000),
    ).toBe(undefined);
  });
});
