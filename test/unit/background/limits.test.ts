import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../src/background/journal.ts';
import { checkLimits } from '../../../src/background/limits.ts';
import { mustAsk } from '../../../src/core/allowance.ts';
import type { Payment } from '../../../src/core/payment.ts';
import { memoryStore, payment } from './fakes.ts';

const NOW = 5_000;
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
    const journal = createJournal(memoryStore(), () => NOW);
    const guard = (one: Payment) => (payments: readonly Payment[]) =>
      checkLimits(one.quote, payments, { [limit]: '70000' }, NOW);
    const tries = await Promise.allSettled(pages(50).map((one) => journal.begin(one, guard(one))));
    expect(await journal.list()).toHaveLength(7);
    const refused = tries.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(43);
    expect(refused[0]).toMatchObject({ reason: { key, detail: ['0.07', '0.07'] } });
  });
});

describe('an allowance', () => {
  const allowance = { perPayment: '10000', perDay: '30000', until: 9_000, testnet: true };
  const about = { type: 'main_frame', secure: true };
  const [one] = pages(1);
  const settled = { ...payment('before'), state: 'settled' } as const;

  it('reaches for a payee that this site was paid under, and for no other', () => {
    if (one === undefined) throw new Error('no page');
    expect(mustAsk(one.quote, about, allowance, [settled], 0, NOW)).toBeUndefined();
    expect(mustAsk(one.quote, about, allowance, [], 0, NOW)).toBe('payee');
    const payee = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
    const swapped = { ...one.quote, offer: { ...one.quote.offer, payee } };
    expect(mustAsk(swapped, about, allowance, [settled], 0, NOW)).toBe('payee');
  });

  it.each([
    ['ended', {}, 9_000],
    ['not-the-page', { type: 'sub_frame' }, NOW],
    ['insecure', { secure: false }, NOW],
  ])('does not reach when it is %s', (why, change, now) => {
    if (one === undefined) throw new Error('no page');
    expect(mustAsk(one.quote, { ...about, ...change }, allowance, [settled], 0, now)).toBe(why);
  });

  it.each([
    ['per-payment', { perPayment: '9999' }],
    ['per-day', { perDay: '19999' }],
    ['money-kind', { testnet: false }],
  ])('does not reach beyond %s', (why, change) => {
    if (one === undefined) throw new Error('no page');
    const less = { ...allowance, ...change };
    expect(mustAsk(one.quote, about, less, [settled], 0, NOW)).toBe(why);
  });
});
