import { describe, expect, it } from 'vitest';
import { CSV_HEAD, csvLine } from '../../../src/background/api/csv.ts';
import { consistently } from '../../../src/background/journal/db/atomically.ts';
import { openDatabase } from '../../../src/background/journal/db/database.ts';
import { createJournal } from '../../../src/background/journal/journal.ts';
import { pageIn } from '../../../src/background/journal/pages.ts';
import type { Offer } from '../../../src/core/offers/offer.ts';
import { approve, type Payment, type PaymentState } from '../../../src/core/payment/index.ts';
import { freshName, memoryStore, quote } from './fakes.ts';

const BASE = 'eip155:8453';
const USDC_ON_BASE = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const TARGET = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
/** Noon of a day of the user's own calendar, ms. */
const day = (year: number, month: number, date: number) =>
  new Date(year, month - 1, date, 12).getTime();
const proof = { headers: [['PAYMENT-SIGNATURE', 'e30=']] as const, reusable: false };

function made(
  id: string,
  at: number,
  change: Partial<Offer> = {},
  url = 'https://news.example/article',
  state: PaymentState = 'settled',
): Payment {
  const consent = approve(quote(id, `${url}?${id}`, change), 'purse', TARGET, at);
  const history = [...consent.history, { state, at: at + 900 }];
  return { ...consent, state, history, ...(state === 'sent' ? { proof } : {}) } as Payment;
}

function journalAt(now: number) {
  const estimate = async () => ({ usage: 0, quota: 1e9 });
  return createJournal(memoryStore(), () => now, { name: freshName(), estimate });
}

const dollars = (amount: bigint): Partial<Offer> => ({
  network: BASE,
  price: { amount, currency: 'USDC', decimals: 6, asset: USDC_ON_BASE },
});

const EURO: Partial<Offer> = {
  network: BASE,
  price: {
    amount: 1_000_000n,
    currency: 'EURC',
    decimals: 6,
    asset: '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42',
  },
};

describe('what was spent in a month', () => {
  it('is summed by site, dearest first; test money apart; what never moved is left out', async () => {
    const journal = journalAt(day(2026, 4, 1));
    const all = [
      made('a', day(2026, 3, 1), dollars(10_000n)),
      made('b', day(2026, 3, 31), dollars(30_000n), 'https://api.weather.example/rain'),
      made('c', day(2026, 3, 12), dollars(5_000n), 'https://www.weather.example/snow'),
      made('d', day(2026, 3, 13)),
      made('e', day(2026, 3, 14), dollars(99_000n), 'https://news.example/other', 'expired'),
      made('f', day(2026, 2, 28), dollars(70_000n)),
      // What a euro costs is not known: limits count it as two dollars.
      made('h', day(2026, 3, 16), EURO, 'https://euro.example/'),
      { ...made('g', day(2026, 3, 15), dollars(80_000n)), practice: true } as Payment,
    ];
    for (const payment of all) await journal.begin(payment);
    expect(await journal.month('2026-03')).toEqual({
      payments: 5,
      usd: 45_000n,
      testUsd: 10_000n,
      sites: [
        { payments: 2, usd: 35_000n, testUsd: 0n, url: expect.stringContaining('weather.example') },
        { payments: 2, usd: 10_000n, testUsd: 10_000n, url: expect.stringContaining('news.') },
        { payments: 1, usd: 0n, testUsd: 0n, url: expect.stringContaining('euro.') },
      ],
    });
    expect((await journal.month('2026-02')).usd).toBe(70_000n);
    expect(await journal.month('never')).toEqual({ payments: 0, usd: 0n, testUsd: 0n, sites: [] });
  });

  it('has the first and the last moment of the month', async () => {
    const journal = journalAt(day(2026, 4, 1));
    const first = new Date(2026, 2, 1).getTime();
    const last = new Date(2026, 3, 1).getTime() - 1;
    for (const [nth, at] of [first - 1, first, last, last + 1].entries()) {
      await journal.begin(made(`at${nth}`, at, dollars(1_000n)));
    }
    expect((await journal.month('2026-03')).payments).toBe(2);
  });
});

describe('a page of the history that is searched', () => {
  const found = async (text: string) => {
    const journal = journalAt(day(2026, 4, 1));
    const letter = { ...dollars(1_000n), description: 'The weekly Letter, issue 12' };
    await journal.begin(made('a', day(2026, 3, 1), letter, 'https://letters.example/12'));
    const rain = made('b', day(2026, 3, 2), { payee: '0xAbC' }, 'https://weather.example/rain');
    await journal.begin({
      ...rain,
      receipt: { outcome: 'settled', transaction: '0xfeed' },
    } as Payment);
    const { payments } = await journal.page({ text, limit: 10 });
    return payments.map(({ id }) => id.split('/')[0]);
  };

  it.each([
    ['letter', ['a']],
    ['WEEKLY 12', ['a']],
    ['weekly rain', []],
    ['rain', ['b']],
    ['0xabc', ['b']],
    ['0xFEED', ['b']],
    ['example', ['b', 'a']],
    ['  ', ['b', 'a']],
  ])('%j finds %j', async (text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it('is looked for in so many rows and no more, and says where it goes on', async () => {
    const name = freshName();
    const estimate = async () => ({ usage: 0, quota: 1e9 });
    const journal = createJournal(memoryStore(), () => 5_000, { name, estimate });
    for (let nth = 0; nth < 5; nth++) {
      const words = nth === 0 ? { description: 'the oldest' } : {};
      await journal.begin(made(`n${nth}`, 1_000 + nth, words));
    }
    const database = await openDatabase(() => undefined, name);
    const page = (before?: string) =>
      consistently(database, (tx) =>
        pageIn(
          tx,
          { text: 'oldest', limit: 5, ...(before === undefined ? {} : { before }) },
          () => true,
          3,
        ),
      );
    const first = await page();
    expect(first).toEqual({ payments: [], next: '1002/n2/x402:0' });
    const second = await page(first.next);
    expect(second.payments.map(({ id }) => id)).toEqual(['n0/x402:0']);
    expect(second.next).toBeUndefined();
    database.close();
  });
});

describe('a payment as a line of CSV', () => {
  const at = Date.UTC(2026, 10, 26, 22, 5, 9);
  const cells = (payment: Payment) => {
    const names = CSV_HEAD.trimEnd().split(',');
    // None of these has a comma in a cell.
    const values = csvLine(payment).trimEnd().split(',');
    expect(values).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, nth) => [name, values[nth]]));
  };

  it('has exact amounts, both times, and what was paid for', () => {
    const payment = { ...made('a', at, { ...dollars(1_230_001n), description: 'A letter' }) };
    expect(cells(payment)).toMatchObject({
      time_utc: '2026-11-26T22:05:09.000Z',
      site: 'news.example',
      address: 'https://news.example/article?a',
      method: 'GET',
      kind: 'page',
      description: 'A letter',
      amount: '1.230001',
      currency: 'USDC',
      usd: '1.230001',
      test_money: 'no',
      state: 'settled',
      auto_pay: 'no',
      wallet: 'purse',
      network: BASE,
      id: 'a/x402:0',
    });
  });

  it('says the local time with its offset, which is the same moment', () => {
    const { time_local } = cells(made('a', at));
    expect(time_local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(Date.parse(time_local ?? '')).toBe(at);
  });

  it('marks test money and practice, and leaves out what is not known', () => {
    expect(cells(made('a', at))).toMatchObject({ test_money: 'yes', usd: '', transaction: '' });
    const practice = { ...made('a', at, dollars(1n)), practice: true } as Payment;
    expect(cells(practice)).toMatchObject({ test_money: 'yes', usd: '' });
  });

  it.each([
    ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\t=x', `"\t'=x"`],
    ['News;=1+1', `"News;'=1+1"`],
    ['\uff1d1', "'\uff1d1"],
    ['one, two', '"one, two"'],
    ['a "word"', '"a ""word"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
  ])('writes %j as %j', (description, cell) => {
    expect(csvLine(made('a', at, { description }))).toContain(`,page,${cell},0.01,`);
  });
});
