import { beforeAll, describe, expect, it, vi } from 'vitest';
import { atomically } from '../../../src/background/journal/db/atomically.ts';
import { openDatabase } from '../../../src/background/journal/db/database.ts';
import { writeRow } from '../../../src/background/journal/db/write.ts';
import { createJournal, type Journal } from '../../../src/background/journal/journal.ts';
import { intentOf, type Payment } from '../../../src/core/payment/index.ts';
import { moveTo } from '../../../src/core/payment/step.ts';
import { freshName, memoryStore, payment, quote } from './fakes.ts';

// The class: whatever is asked of a journal of 4,000 payments. None of it may read them all.

const COUNT = 4_000;
const OPEN = COUNT / 500;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const NOW = START + COUNT * 40 * MINUTE;
const name = freshName();
let journal: Journal;

function record(at: number): Payment {
  const made = payment(`seen${at}`, `https://site${at % 20}.example/${at}`);
  const time = START + at * 40 * MINUTE;
  const state = at % 500 === 0 ? 'unknown' : 'settled';
  return {
    ...made,
    state,
    history: [
      { state: 'approved', at: time },
      { state, at: time + 5 },
    ],
  } as Payment;
}

beforeAll(async () => {
  const database = await openDatabase(() => undefined, name);
  for (let at = 0; at < COUNT; at += 500) {
    await atomically(database, 'relaxed', async (tx) => {
      for (let each = at; each < at + 500; each++) await writeRow(tx, undefined, record(each));
    });
  }
  database.close();
  journal = createJournal(memoryStore(), () => NOW, { name, estimate: async () => ({}) });
  await journal.open();
}, 120_000);

/** How many records are read of the table of payments while a question is answered. */
async function readsOf(ask: () => Promise<unknown>): Promise<number> {
  let reads = 0;
  const add = (request: IDBRequest, table: string) =>
    request.addEventListener('success', () => {
      const { result } = request;
      if (table !== 'payments' || result === undefined || result === null) return;
      reads += Array.isArray(result) ? result.length : 1;
    });
  const methods = ['get', 'getAll', 'openCursor', 'getAllKeys', 'openKeyCursor', 'count'] as const;
  const spies = methods.flatMap((method) =>
    [IDBObjectStore.prototype, IDBIndex.prototype].map((owner) => {
      const real = owner[method] as (...given: unknown[]) => IDBRequest;
      return vi.spyOn(owner, method).mockImplementation(function (
        this: IDBObjectStore | IDBIndex,
        ...given: unknown[]
      ) {
        const request = Reflect.apply(real, this, given) as IDBRequest;
        add(request, 'objectStore' in this ? this.objectStore.name : this.name);
        return request as never;
      });
    }),
  );
  await ask();
  for (const spy of spies) spy.mockRestore();
  return reads;
}

const next = quote('next', 'https://site3.example/next');

describe('of 4,000 payments', () => {
  it.each<[string, number, () => Promise<unknown>]>([
    ['one is read for one', 1, () => journal.get(record(7).id)],
    ['the open ones are read', COUNT / 500, () => journal.open()],
    ['none is read for what limits and grants ask', 1, () => journal.facts(next)],
    ['none is read for what was spent', 0, () => journal.spending()],
    [
      'none is read for what was spent at a site',
      0,
      () => journal.spentAtSite('https://site3.example/any'),
    ],
    ['none is read for whether an address is being paid', 0, () => journal.live(intentOf(next))],
    ['one is read for what was bought', 1, () => journal.boughtBefore(intentOf(record(7).quote))],
    ['the newest three are read for the popup', 4, () => journal.page({ limit: 3 })],
    ['a page is read for a page', 51, () => journal.page({ limit: 50 })],
    [
      'a page is read for a page of a site and month',
      11,
      () => journal.page({ limit: 10, site: 'https://site3.example/', month: '2026-03' }),
    ],
    [
      'a page is read for a page of one state',
      6,
      () => journal.page({ limit: 5, state: 'unknown' }),
    ],
    ['none is read for networks', 0, () => journal.networksOf('purse')],
    // Those that are open: one of a later version may be live.
    ['only the open ones for those that cannot be read', OPEN, () => journal.unreadable()],
    [
      'two are read to begin one',
      2,
      () => journal.begin(payment('new', 'https://site3.example/new'), () => undefined),
    ],
  ])('%s', async (_, most, ask) => {
    expect(await readsOf(ask)).toBeLessThanOrEqual(most);
  });

  it('each is on one page of the history, newest first', async () => {
    const seen: number[] = [];
    let before: string | undefined;
    do {
      const { payments, next } = await journal.page({
        limit: 7,
        site: 'https://www.site3.example/any',
        month: '2026-02',
        ...(before === undefined ? {} : { before }),
      });
      seen.push(...payments.map(({ history }) => history[0]?.at ?? 0));
      before = next;
    } while (before !== undefined);
    const from = new Date(2026, 1, 1).getTime();
    const to = new Date(2026, 2, 1).getTime();
    const wanted = Array.from({ length: COUNT }, (_, at) => at)
      .filter((at) => at % 20 === 3)
      .map((at) => START + at * 40 * MINUTE)
      .filter((at) => at >= from && at < to);
    expect(seen).toEqual(wanted.reverse());
  });
});

it('pages do not lose payments of one moment, nor those that settled among others', async () => {
  const own = createJournal(memoryStore(), () => NOW, {
    name: freshName(),
    estimate: async () => ({}),
  });
  for (let at = 0; at < 12; at++) {
    const { id } = await own.begin(payment(`same${at}`, `https://news.example/${at}`));
    if (at % 3 === 0) await own.update(id, (made) => moveTo(made, 'expired', NOW));
    else if (at % 3 === 1)
      await own.update(id, (made) => ({ ...made, state: 'settled' }) as Payment);
  }
  for (const [state, count] of [
    [undefined, 12],
    ['settled', 4],
    ['expired', 4],
    ['approved', 4],
    ['refused', 0],
  ] as const) {
    const ids: string[] = [];
    let before: string | undefined;
    do {
      const page = await own.page({
        limit: 5,
        ...(before === undefined ? {} : { before }),
        ...(state === undefined ? {} : { state }),
      });
      ids.push(...page.payments.map(({ id }) => id));
      before = page.next;
    } while (before !== undefined);
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
  }
});
