import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { atomically } from '../../../src/background/journal/db/atomically.ts';
import { openDatabase } from '../../../src/background/journal/db/database.ts';
import { writeRow } from '../../../src/background/journal/db/write.ts';
import { createJournal } from '../../../src/background/journal/journal.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { freshName, memoryStore, payment } from './fakes.ts';

// The class: totals of days. Few days of them are kept, and no limit may count less for it.

afterEach(() => vi.unstubAllEnvs());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CENT = 10_000n;

const settledAt = (time: number): Payment =>
  ({
    ...payment(`seen${time}`, `https://news.example/${time}`),
    state: 'settled',
    history: [
      { state: 'approved', at: time },
      { state: 'settled', at: time + 5 },
    ],
  }) as Payment;

/** A journal in which a cent was paid at each of these times, in this order. */
async function journalOf(times: readonly number[], now: () => number) {
  const name = freshName();
  const database = await openDatabase(() => undefined, name);
  for (const time of times) {
    await atomically(database, 'relaxed', (tx) => writeRow(tx, undefined, settledAt(time)));
  }
  const rows = async (table: 'totals' | 'quarters') => {
    const keys = await database.getAllKeys(table);
    return keys.filter(([kind, scope]) => kind === 'usd-test' && scope === '').length;
  };
  const [totals, quarters] = [await rows('totals'), await rows('quarters')];
  database.close();
  const journal = createJournal(memoryStore(), now, { name, estimate: async () => ({}) });
  return { journal, totals, quarters };
}

const spent = async (journal: Awaited<ReturnType<typeof journalOf>>['journal']) => {
  const next = payment('next', 'https://news.example/next').quote;
  const { originDay, siteDay, day, month, assetDay } = await journal.facts(next);
  return { originDay, siteDay, day, month, assetDay };
};

const NOON = Date.UTC(2026, 9, 25, 12);
const daily = (days: number, last = NOON) =>
  Array.from({ length: days }, (_, at) => last - (days - 1 - at) * DAY);

describe('of 200 days with payments few are kept', () => {
  it.each([
    ['in their order', daily(200)],
    ['as they are moved, in any order', daily(200).sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11))],
    ['the newest first', daily(200).reverse()],
  ])('%s', async (_, times) => {
    const { journal, totals, quarters } = await journalOf(times, () => NOON);
    expect(totals).toBe(40);
    // The newest eight, and 30 September and 1 October among those before.
    expect(quarters).toBe(10);
    const day = CENT;
    expect(await spent(journal)).toEqual({
      originDay: day,
      siteDay: day,
      day,
      month: 25n * CENT,
      assetDay: day,
    });
  });
});

describe('a month and a day are whole wherever they begin', () => {
  it.each(['Pacific/Kiritimati', 'Asia/Kathmandu', 'America/New_York', 'Etc/GMT+12'])(
    'in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      const now = new Date(2026, 9, 25, 12).getTime();
      const hourly = Array.from({ length: 25 * 24 + 12 }, (_, at) => now - at * HOUR);
      const month = new Date(2026, 9, 1).getTime();
      const today = new Date(2026, 9, 25).getTime();
      const { journal } = await journalOf(hourly, () => now);
      const since = (from: number) => BigInt(hourly.filter((time) => time >= from).length) * CENT;
      const facts = await spent(journal);
      expect([facts.day, facts.siteDay, facts.month]).toEqual([
        since(today),
        since(today),
        since(month),
      ]);
    },
  );
});

it.each([
  ['a year', 366],
  ['two months', 60],
  ['a day', 1],
])('a clock that was set %s ahead makes nothing of today be forgotten', async (_, days) => {
  vi.stubEnv('TZ', 'America/New_York');
  const times = [...daily(50), NOON + days * DAY, NOON + (days + 1) * DAY];
  const { journal } = await journalOf(times, () => NOON);
  const facts = await spent(journal);
  // What was paid in the future counts as of today.
  expect(facts.day).toBe(3n * CENT);
  expect(facts.month).toBe(27n * CENT);
});

it('a payment that ends otherwise is taken out of the day in which it was counted, and of no other', async () => {
  const name = freshName();
  const journal = createJournal(memoryStore(), () => NOON, { name, estimate: async () => ({}) });
  const old = settledAt(NOON - 100 * DAY);
  await journal.begin(old);
  for (const time of daily(45)) await journal.begin(settledAt(time));
  await journal.update(old.id, (found) => ({ ...found, state: 'expired' }) as Payment);
  const today = settledAt(NOON);
  expect((await spent(journal)).day).toBe(CENT);
  await journal.update(today.id, (found) => ({ ...found, state: 'expired' }) as Payment);
  expect((await spent(journal)).day).toBe(0n);
  expect((await spent(journal)).month).toBe(24n * CENT);
});

it('what version 1 of the database kept by quarters is still counted', async () => {
  vi.stubEnv('TZ', 'America/New_York');
  const name = freshName();
  const day = Math.floor(NOON / DAY);
  const old = await openDB(name, 1, {
    upgrade: (database) => {
      const payments = database.createObjectStore('payments', { keyPath: 'payment.id' });
      payments.createIndex('lists', 'lists', { multiEntry: true });
      for (const index of ['intent', 'open', 'until', 'trouble', 'unasked']) {
        payments.createIndex(index, index);
      }
      database.createObjectStore('payees').createIndex('look', 'look');
      for (const table of ['totals', 'quarters', 'origins', 'damaged', 'meta']) {
        database.createObjectStore(table);
      }
    },
  });
  await old.put('totals', '70000', ['usd-test', '', day]);
  // 00:00, 11:45 and 12:00 in UTC; the day begins at 04:00 in New York.
  await old.put('quarters', '40000', ['usd-test', '', day, 0]);
  await old.put('quarters', '20000', ['usd-test', '', day, 47]);
  await old.put('quarters', '10000', ['usd-test', '', day, 48]);
  old.close();
  const journal = createJournal(memoryStore(), () => NOON, { name, estimate: async () => ({}) });
  expect((await journal.spending()).testDay).toBe(30_000n);
});
