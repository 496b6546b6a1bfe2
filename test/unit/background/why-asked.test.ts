import { describe, expect, it } from 'vitest';
import { whyAsked } from '../../../src/background/api/views/why-asked.ts';
import { calendarOf } from '../../../src/background/journal/calendar.ts';
import type { Priced } from '../../../src/background/offers/priced-quotes.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { AGAIN, type AutoPayGrant } from '../../../src/core/rules/auto-pay.ts';
import { factsOf } from '../../support/facts-of.ts';
import { quote as fakeQuote, payment, USDC } from './fakes.ts';

const NOW = 3 * AGAIN;
const URL_ = 'https://news.example/article?page=0';
const seen: Seen = {
  id: 'seen',
  tabId: 1,
  frameId: 0,
  type: 'main_frame',
  response: { url: URL_, method: 'GET', status: 402, headers: [] },
  at: NOW,
  begunHere: true,
  body: 'none',
};
const { quote } = payment('now', URL_);
const quotes = [{ offer: { ...quote.offer, payable: true }, quote }] as unknown as Priced[];
const grant: AutoPayGrant = {
  perPayment: '10000',
  perDay: '30000',
  until: 9 * AGAIN,
  testnet: true,
};
/** A payment at this site that opened its page, so long ago that it stands in no way. */
const before: Payment = {
  ...payment('before', 'https://news.example/other'),
  state: 'settled',
  history: [{ state: 'approved', at: 1 }],
};
const at = (time: number, url: string, change: Partial<Payment> = {}) =>
  ({
    ...payment(`at${time}${url}`, url),
    state: 'settled',
    history: [
      { state: 'approved', at: time },
      { state: 'sent', at: time },
    ],
    ...change,
  }) as Payment;

const why = (
  change: Partial<AutoPayGrant> = {},
  more: readonly Payment[] = [],
  { reloaded = false, about = seen, known = [before] } = {},
) =>
  whyAsked(
    about,
    quotes,
    [quote],
    { 'https://news.example': { ...grant, ...change } },
    new Map([[quote.id, factsOf(quote, [...known, ...more], calendarOf(NOW), NOW)]]),
    { type: about.type, secure: true, reloaded },
    NOW,
  );

// A class of requests: each that a site with a grant makes and that is asked for all the same, by its reason.
describe('a site that is paid without asking is asked for', () => {
  it.each([
    ['a grant that has ended', () => why({ until: NOW }), { reason: 'ended', until: NOW }],
    ['a price above it', () => why({ perPayment: '9999' }), { reason: 'per-payment', usd: '9999' }],
    [
      'a day that is used up',
      () => why({ perDay: '19999' }, [at(NOW, 'https://news.example/today')]),
      { reason: 'per-day', usd: '19999' },
    ],
    ['other money', () => why({ testnet: false }), { reason: 'money-kind', testnet: false }],
    ['a payee that is new', () => why({}, [], { known: [] }), { reason: 'payee' }],
    [
      'trouble that was not read',
      () =>
        why({}, [
          at(5, 'https://news.example/bad', {
            state: 'unknown',
            unasked: true,
            history: [
              { state: 'approved', at: 5 },
              { state: 'sent', at: 5 },
              { state: 'unknown', at: 6 },
            ],
          }),
        ]),
      { reason: 'refused' },
    ],
    ['a page paid before, today', () => why({}, [at(NOW - 9, URL_)]), { reason: 'again' }],
    [
      'a page that was reloaded',
      () => why({}, [at(5, URL_)], { reloaded: true }),
      { reason: 'reload' },
    ],
    [
      'many payments in a minute',
      () =>
        why(
          {},
          [1, 2, 3, 4, 5].map((page) =>
            at(NOW - page, `https://news.example/${page}`, { unasked: true }),
          ),
        ),
      { reason: 'per-minute' },
    ],
    [
      'a navigation by another site',
      () => why({}, [], { about: { ...seen, begunHere: false } }),
      { reason: 'begun-elsewhere' },
    ],
  ])('because of %s', (_, asked, expected) => expect(asked()).toEqual(expected));

  it('for no reason that is said where nothing stands against it', () => {
    expect(why()).toBeUndefined();
  });

  it.each([
    ['another site', { response: { ...seen.response, url: 'https://other.example/' } }],
    ['a frame', { type: 'sub_frame' as const }],
    ['a fetch', { type: 'xmlhttprequest' as const }],
  ])('and says nothing of %s', (_, change) => {
    expect(why({}, [], { about: { ...seen, ...change } })).toBeUndefined();
  });
});

// A class of pages: several offers, of which the first that can be paid is not the one that auto-pay would have paid.
describe('a page with several offers is asked for by the offer that auto-pay chooses', () => {
  const priced = (amount: bigint, change: object = {}, payable = true) => {
    const made = fakeQuote(`at-${amount}`, URL_, {
      price: { amount, currency: 'USDC', decimals: 6, asset: USDC },
      payable,
      ...change,
    });
    return { offer: made.offer, quote: made } as unknown as Priced;
  };
  const asked = (all: readonly Priced[], covered: readonly Priced[]) =>
    whyAsked(
      seen,
      all,
      covered.map((each) => each.quote),
      { 'https://news.example': { ...grant, perPayment: '15000' } },
      new Map(
        all.map((each) => [each.quote.id, factsOf(each.quote, [before], calendarOf(NOW), NOW)]),
      ),
      { type: 'main_frame', secure: true, reloaded: false },
      NOW,
    );
  const stranger = { payee: `0x${'9'.repeat(40)}` };
  const tooDear = { reason: 'per-payment', usd: '15000' };

  it.each([
    [
      'the cheaper, to a new payee, is covered by no wallet, and the dearer is above the grant',
      [priced(10_000n, stranger), priced(20_000n)],
      [1],
      tooDear,
    ],
    [
      'the cheapest of what is covered is above the grant, and so is the rest',
      [priced(5_000n, stranger), priced(20_000n), priced(30_000n, stranger)],
      [1, 2],
      tooDear,
    ],
    [
      'the first has a new payee, and the second would have been paid',
      [priced(5_000n, stranger), priced(10_000n)],
      [0, 1],
      undefined,
    ],
    [
      'no wallet covers one: the first is above the grant',
      [priced(20_000n), priced(30_000n, stranger)],
      [],
      tooDear,
    ],
  ] as const)('where %s', (_, all, covered, expected) => {
    expect(
      asked(
        all,
        all.filter((__, at) => (covered as readonly number[]).includes(at)),
      ),
    ).toEqual(expected);
  });
});
