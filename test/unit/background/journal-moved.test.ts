import { describe, expect, it, vi } from 'vitest';
import { calendarOf } from '../../../src/background/journal/calendar.ts';
import { openDatabase } from '../../../src/background/journal/db/database.ts';
import { isIdle } from '../../../src/background/journal/is-idle.ts';
import { createJournal } from '../../../src/background/journal/journal.ts';
import { moveIn } from '../../../src/background/journal/move-in.ts';
import { quoteHash } from '../../../src/core/offers/quote.ts';
import type { Payment, PaymentState } from '../../../src/core/payment/index.ts';
import { isPayment } from '../../../src/core/payment/payment-record.ts';
import { moveTo } from '../../../src/core/payment/step.ts';
import { PAYMENTS } from '../../fixtures/version-0.1.0/stored.ts';
import { factsOf } from '../../support/facts-of.ts';
import { freshName, memoryStore, payment, quote } from './fakes.ts';

// The class: whatever version 0.1.0 left in `storage.local`, and a worker that ends at any moment of the move.

const NOW = 5_000;
const STATES: readonly PaymentState[] = [
  'approved',
  'paying',
  'proved',
  'sent',
  'settled',
  'refused',
  'expired',
  'unknown',
];

/** A payment in each state, as version 0.1.0 kept them. */
const records = STATES.map((state): Payment => {
  const made = payment(state, `https://news.example/${state}`);
  return { ...made, state, history: [...made.history, { state, at: 3_000 }] } as Payment;
});

const { quote: whole, ...rest } = payment('odd');
const odd = (offer: object) => ({
  ...rest,
  quote: { ...whole, offer: { ...whole.offer, ...offer } },
});

const DAMAGED: readonly (readonly [string, unknown])[] = [
  // What one field of any type would stop: an index, a sum, the list of payees.
  ['payment:odd', odd({ payee: 5 })],
  ['payment:odd2', { ...odd({ network: {} }), id: 'odd2' }],
  ['payment:odd3', { ...odd({ price: { ...whole.offer.price, asset: 5 } }), id: 'odd3' }],
  ['payment:odd4', { ...rest, quote: whole, id: 'odd4', change: {} }],
  ['payment:future', { version: 9, id: 'future' }],
  ['payment:null', null],
];

function old() {
  const store = memoryStore();
  for (const record of records) store.data.set(`payment:${record.id}`, JSON.stringify(record));
  for (const [key, value] of DAMAGED) store.data.set(key, JSON.stringify(value));
  store.data.set('settings', '{}');
  const name = freshName();
  const estimate = async () => ({});
  return { store, name, journal: () => createJournal(store, () => NOW, { name, estimate }) };
}

async function isWhole({ store, name, journal }: ReturnType<typeof old>): Promise<void> {
  const now = journal();
  const { payments } = await now.page({ limit: 99 });
  expect(new Set(payments)).toEqual(new Set(records));
  expect(await now.unreadable()).toBe(DAMAGED.length);
  expect([...store.data.keys()]).toEqual(['settings', 'journal begun']);
  const asked = quote('asked', 'https://news.example/next');
  expect(await now.facts(asked)).toEqual(factsOf(asked, records, calendarOf(NOW), NOW));
  expect(await isIdle(name)).toBe(false);
}

it('a journal that was there and is gone counts as one that cannot be read', async () => {
  const store = memoryStore();
  const estimate = async () => ({});
  const begun = createJournal(store, () => NOW, { name: freshName(), estimate });
  await begun.begin(payment());
  expect(await begun.unreadable()).toBe(0);
  const again = createJournal(store, () => NOW, { name: freshName(), estimate });
  expect(await again.unreadable()).toBe(1);
});

describe('what version 0.1.0 kept', () => {
  it('is in the journal with its first use, counted, and no longer where it was', async () => {
    await isWhole(old());
  });

  it('is moved once: what is written there later is not looked at', async () => {
    const world = old();
    await isWhole(world);
    const forged = payment('forged', 'https://evil.example/');
    await world.store.set(`payment:${forged.id}`, forged);
    expect(await world.journal().get(forged.id)).toBeUndefined();
    world.store.data.delete(`payment:${forged.id}`);
    await isWhole(world);
  });

  it('is not deleted where it cannot be read back', async () => {
    const { store, journal } = old();
    const keys = [...store.data.keys()];
    const get = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
    ) {
      // A disk that says that it has written.
      return this.get('nothing') as IDBRequest<IDBValidKey>;
    });
    await expect(journal().open()).rejects.toMatchObject({ key: 'error_storage' });
    get.mockRestore();
    expect([...store.data.keys()]).toEqual(keys);
  });

  it('every record that a run of it wrote is one that this version reads', async () => {
    const store = memoryStore();
    const newest = Object.values(PAYMENTS).flatMap((records) => records.slice(-1));
    for (const record of newest) store.data.set(`payment:${record.id}`, JSON.stringify(record));
    const journal = createJournal(store, () => NOW, {
      name: freshName(),
      estimate: async () => ({}),
    });
    const { payments } = await journal.page({ limit: 99 });
    expect(new Set(payments)).toEqual(new Set(newest));
    expect(await journal.unreadable()).toBe(0);
    for (const record of Object.values(PAYMENTS).flat()) expect(isPayment(record)).toBe(true);
    // Its quotes are hashed as this version hashes them, where nothing is left out of them.
    const open = Object.values(PAYMENTS)
      .flat()
      .filter(({ quote }) => quote.offer.terms !== null);
    for (const { quote } of open) {
      expect(quoteHash(quote.offer, quote.url, quote.method)).toBe(quote.hash);
    }
  });

  const good = payment('good');
  it.each<[string, unknown]>([
    ['of a later version', { ...good, version: 2 }],
    [
      'without a price',
      { ...good, quote: { ...good.quote, offer: { ...good.quote.offer, price: undefined } } },
    ],
    ['in no known state', { ...good, state: 'gone' }],
    ['with a history of no known states', { ...good, history: [{ state: 'paid', at: 1 }] }],
    ['with a look at no time', { ...good, looked: 'yes' }],
    ['under another name', { ...good, id: 'other' }],
    ['that is nothing', null],
    ['that is text', 'payment'],
  ])('a record %s is set aside, and counted as one that cannot be read', async (_, value) => {
    const store = memoryStore();
    store.data.set(`payment:${good.id}`, JSON.stringify(value));
    const name = freshName();
    const journal = createJournal(store, () => 1, { name });
    expect((await journal.page({ limit: 9 })).payments).toEqual([]);
    expect(await journal.unreadable()).toBe(1);
    const database = await openDatabase(() => undefined, name);
    const kept = await database.get('damaged', `payment:${good.id}`);
    expect(kept).toEqual(JSON.parse(JSON.stringify(value)));
    database.close();
  });
});

// Every call that the move makes of the disk may be its last one: before it is done, or after.
const CALLS = ['put', 'get', 'add'] as const;

describe.each(['before', 'after'] as const)('a worker that ends %s', (when) => {
  it('any write or read of the move: it is whole in the end, and nothing is counted twice', async () => {
    let ends = 0;
    for (let nth = 1; ; nth++) {
      const world = old();
      let calls = 0;
      const spies = CALLS.map((call) => {
        const real = IDBObjectStore.prototype[call];
        return vi.spyOn(IDBObjectStore.prototype, call).mockImplementation(function (
          this: IDBObjectStore,
          ...given: unknown[]
        ) {
          const ended = ++calls === nth;
          if (ended && when === 'before') throw new Error('killed');
          const request = Reflect.apply(real, this, given) as IDBRequest;
          if (ended) {
            // What was written in this transaction never was.
            this.transaction.abort();
          }
          return request;
        });
      });
      const ended = await world
        .journal()
        .open()
        .then(
          () => false,
          () => true,
        );
      for (const spy of spies) spy.mockRestore();
      await isWhole(world);
      if (!ended) break;
      ends++;
    }
    expect(ends).toBeGreaterThan(records.length * 4);
  });

  it('the deletion of old records: they are deleted the next time', async () => {
    const world = old();
    const { remove } = world.store;
    world.store.remove = async (...keys) => {
      if (when === 'after') await remove.apply(world.store, keys.slice(0, 3));
      throw new Error('killed');
    };
    await expect(world.journal().open()).rejects.toMatchObject({ key: 'error_storage' });
    // From now on nothing is taken from there any more, though it is there.
    const forged = payment('forged', 'https://evil.example/');
    await world.store.set(`payment:${forged.id}`, forged);
    world.store.remove = remove;
    await isWhole(world);
  });

  it('the reading of old records: it begins again', async () => {
    const world = old();
    const { all } = world.store;
    world.store.all = async () => Promise.reject(new Error('killed'));
    await expect(world.journal().open()).rejects.toMatchObject({ key: 'error_storage' });
    world.store.all = all;
    await isWhole(world);
  });
});

describe('the start of the worker', () => {
  it('has nothing to do where nothing is open and nothing is to be moved', async () => {
    const store = memoryStore();
    const name = freshName();
    // There is no database yet, and asking makes none.
    expect(await isIdle(name)).toBe(false);
    expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
    const journal = createJournal(store, () => NOW, { name, estimate: async () => ({}) });
    await journal.open();
    expect(await isIdle(name)).toBe(true);
    const { id } = await journal.begin(payment());
    expect(await isIdle(name)).toBe(false);
    await journal.update(id, (found) => moveTo(found, 'expired', NOW));
    expect(await isIdle(name)).toBe(true);
  });

  it('is told of a move that has not ended', async () => {
    const { store, name } = old();
    const database = await openDatabase(() => undefined, name);
    store.remove = () => Promise.reject(new Error('killed'));
    await moveIn(database, store).catch(() => undefined);
    database.close();
    expect(await isIdle(name)).toBe(false);
  });
});
