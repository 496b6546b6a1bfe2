import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { calendarOf } from '../../../src/background/journal/calendar.ts';
import { createJournal, type Journal } from '../../../src/background/journal/journal.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import type { Offer } from '../../../src/core/offers/offer.ts';
import { makeQuote, type Quote } from '../../../src/core/offers/quote.ts';
import {
  approve,
  isLive,
  isOpen,
  type Payment,
  type PaymentState,
} from '../../../src/core/payment/index.ts';
import type { SpentSums } from '../../../src/core/rules/facts.ts';
import { factsOf } from '../../support/facts-of.ts';
import { freshName, memoryStore, offer, USDC } from './fakes.ts';

// The class: every way in which payments begin and change. Tables and indexes must say what a look at every record says.

afterEach(() => vi.unstubAllEnvs());

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 9, 25, 12);
const BASE_USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';

const dollars = (amount: bigint, payee: string | undefined): Offer =>
  offer({
    network: 'eip155:8453',
    price: { amount, currency: 'USDC', decimals: 6, asset: BASE_USDC },
    rail: { kind: 'eip3009', network: 'eip155:8453', asset: BASE_USDC },
    payee: payee as string,
  });
const testDollars = (amount: bigint, payee: string | undefined): Offer =>
  offer({ price: { amount, currency: 'USDC', decimals: 6, asset: USDC }, payee: payee as string });
const sats = (amount: bigint, payee: string | undefined): Offer =>
  offer({
    protocol: 'l402',
    method: 'invoice',
    network: 'lightning:mainnet',
    price: { amount, currency: 'sat', decimals: 3 },
    rail: { kind: 'lightning', network: 'mainnet' },
    payee: payee as string,
  });

const offers = [dollars, testDollars, sats];
const urls = [
  'https://news.example/a',
  'https://news.example/b',
  'https://www.news.example/a',
  'https://news.example:8443/a',
  'http://localhost:3000/a',
  'https://other.example/',
];
const payees = [
  `0xabcd${'1'.repeat(32)}ef01`,
  `0xABCD${'2'.repeat(32)}ef01`,
  `0x${'9'.repeat(40)}`,
  undefined,
];

const anyQuote = fc.record({
  make: fc.constantFrom(...offers),
  amount: fc.bigInt({ min: 1n, max: 5_000_000n }),
  payee: fc.constantFrom(...payees),
  url: fc.constantFrom(...urls),
});
const quoteOf = (
  id: string,
  { make, amount, payee, url }: typeof anyQuote extends fc.Arbitrary<infer T> ? T : never,
): Quote => makeQuote({ id, url, method: 'GET', at: NOON }, make(amount, payee));

const states: readonly PaymentState[] = [
  'approved',
  'paying',
  'proved',
  'sent',
  'settled',
  'refused',
  'expired',
  'unknown',
];
const change = fc.record({
  state: fc.constantFrom(...states),
  validUntil: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  looked: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  returned: fc.constantFrom(true, undefined),
  fee: fc.constantFrom('3000', undefined),
  notAttached: fc.boolean(),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), quote: anyQuote, unasked: fc.boolean() }),
  fc.record({ kind: fc.constant('change' as const), at: fc.nat(), change }),
  // The clock may be set back.
  fc.record({
    kind: fc.constant('wait' as const),
    ms: fc.integer({ min: -50 * HOUR, max: 200 * HOUR }),
  }),
);

/** The same payment in another state, with whatever came of it. */
function changed(payment: Payment, to: ChangeOf, now: number): Payment {
  const { state, validUntil, looked, returned, fee, notAttached } = to;
  const { ending: _, ...rest } = payment;
  return {
    ...rest,
    state,
    history: [...payment.history, { state, at: now }],
    ...(validUntil === undefined ? {} : { validUntil: now + validUntil * HOUR }),
    ...(looked === undefined ? {} : { looked: now + looked * HOUR }),
    ...(returned === undefined ? {} : { returned }),
    ...(fee === undefined ? {} : { paid: { fee } }),
    ...(notAttached ? { ending: { kind: 'not-attached' } as const } : {}),
  } as Payment;
}
type ChangeOf = typeof change extends fc.Arbitrary<infer T> ? T : never;

async function agree(journal: Journal, records: readonly Payment[], asked: Quote, now: number) {
  const calendar = calendarOf(now);
  expect(await journal.facts(asked)).toEqual(factsOf(asked, records, calendar, now));
  // A press is told the sums that limits ask for, and no more.
  const { siteDay, day, month, assetDay } = factsOf(asked, records, calendar, now);
  const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
  const spent: SpentSums[] = [];
  const forbid = (sums: SpentSums) => {
    spent.push(sums);
    throw new FareboxError('error_limit_day');
  };
  const pressed = journal.begin(approve(asked, 'purse', target, now), { spent: forbid });
  await expect(pressed).rejects.toThrow(/error_limit_day|error_already_paying/);
  for (const each of spent) expect(each).toMatchObject({ siteDay, day, month, assetDay });
  const intent = `GET ${asked.url}`;
  const live = records.filter((each) => each.quote.url === asked.url && isLive(each, now));
  expect((await journal.live(intent)) !== undefined).toBe(live.length > 0);
  const open = await journal.open();
  expect(open.every(isOpen)).toBe(true);
  const live2 = records.filter((each) => isLive(each, now)).map(({ id }) => id);
  expect(open.map(({ id }) => id)).toEqual(expect.arrayContaining(live2));
}

describe.each(['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'])('in %s', (zone) => {
  it('sums, payees, trouble and what is live are those of a look at every record', async () => {
    vi.stubEnv('TZ', zone);
    const runs = fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      anyQuote,
      async (steps, asked) => {
        let now = NOON;
        const journal = createJournal(memoryStore(), () => now, {
          name: freshName(),
          estimate: async () => ({}),
        });
        const records = new Map<string, Payment>();
        for (const [at, each] of steps.entries()) {
          if (each.kind === 'wait') now += each.ms;
          if (each.kind === 'begin') {
            const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
            const made = approve(
              quoteOf(`seen${at}`, each.quote),
              'purse',
              target,
              now,
              each.unasked,
            );
            const begun = await journal.begin(made).catch(() => undefined);
            if (begun !== undefined) records.set(begun.id, begun);
          }
          if (each.kind === 'change' && records.size > 0) {
            const id = [...records.keys()][each.at % records.size] ?? '';
            const { after } = await journal.update(id, (found) => changed(found, each.change, now));
            records.set(id, after);
          }
        }
        await agree(journal, [...records.values()], quoteOf('asked', asked), now);
      },
    );
    await fc.assert(runs, { numRuns: 40 });
  });
});

it('a day begins where the user is by then, and not where they paid', async () => {
  vi.stubEnv('TZ', 'America/New_York');
  // 20:00 on the 24th in New York is 09:00 on the 25th in Tokyo.
  let now = Date.UTC(2026, 9, 25, 0);
  const journal = createJournal(memoryStore(), () => now, {
    name: freshName(),
    estimate: async () => ({}),
  });
  const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
  const asked = quoteOf('a', { make: dollars, amount: 700n, payee: payees[0], url: urls[0] ?? '' });
  const { id } = await journal.begin(approve(asked, 'purse', target, now));
  await journal.update(id, (payment) => ({ ...payment, state: 'settled' }));
  now += 10 * HOUR;
  // In New York it is the next day; in Tokyo it is still the same one.
  expect((await journal.spending()).day).toBe(0n);
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect((await journal.spending()).day).toBe(700n);
  expect((await journal.facts(asked)).siteDay).toBe(700n);
});
