import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/background/journal/db/database.ts';
import { rowOf } from '../../../src/background/journal/db/row.ts';
import { createJournal, type Journal } from '../../../src/background/journal/journal.ts';
import { createNotices } from '../../../src/background/stores/storage-notices.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import {
  intentOf,
  mayHaveMoved,
  type Payment,
  type PaymentState,
  type Step,
} from '../../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../../src/core/payment/step.ts';
import { freshName, memoryStore, payment, quote, writesFail, writesGoOn } from './fakes.ts';

const proof = { headers: [['PAYMENT-SIGNATURE', 'e30=']] as const, reusable: false };

async function step(journal: Journal, id: string, state: PaymentState, more: Step = {}) {
  return (await journal.update(id, (record) => moveTo(record, state, 6_000, more))).after;
}

async function note(journal: Journal, id: string, more: Step | ((now: Payment) => Step)) {
  const known = (now: Payment) => withKnown(now, typeof more === 'function' ? more(now) : more);
  return (await journal.update(id, known)).after;
}

function fresh(now = () => 5_000) {
  const store = memoryStore();
  const name = freshName();
  const estimate = async () => ({ usage: 0, quota: 1e9 });
  const again = () => createJournal(store, now, { name, estimate });
  return { again, journal: again() };
}

const all = async (journal: Journal) => (await journal.page({ limit: 100 })).payments;

describe('the journal', () => {
  it('makes one payment of fifty consents to one quote', async () => {
    const { journal } = fresh();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => journal.begin(payment())),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await all(journal)).toHaveLength(1);
  });

  it('refuses a second payment for what is being paid for, from another tab too', async () => {
    const { journal } = fresh();
    await journal.begin(payment('one'));
    await expect(journal.begin(payment('two'))).rejects.toMatchObject({
      key: 'error_already_paying',
    });
    await journal.begin(payment('three', 'https://news.example/other'));
  });

  it('takes a step once of two that race: the second sees the record of the first', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const once = () =>
      journal.update(id, (record) => {
        if (record.state !== 'approved') throw new FareboxError('error_payment_state');
        return moveTo(record, 'paying', 6_000);
      });
    const steps = await Promise.allSettled([once(), once()]);
    expect(steps.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await journal.get(id))?.history).toHaveLength(2);
  });

  it('takes a record of a later version for one that is live', async () => {
    const name = freshName();
    const journal = createJournal(memoryStore(), () => 5_000, { name, estimate: async () => ({}) });
    const { id } = await journal.begin(payment('later'));
    const database = await openDatabase(() => undefined, name);
    const row = await database.get('payments', id);
    if (row === undefined) throw new Error('no row');
    await database.put('payments', { ...row, payment: { ...row.payment, version: 2 } as never });
    database.close();
    expect(await journal.unreadable()).toBe(1);
    expect(await journal.get(id)).toBeUndefined();
    await expect(journal.begin(payment('again'))).rejects.toThrow('error_already_paying');
  });

  it('writes nothing where a step changes nothing, or throws', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const before = await all(journal);
    const { before: was, after } = await journal.update(id, () => undefined);
    expect(after).toBe(was);
    const fails = journal.update(id, () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    await expect(journal.update('none', (record) => record)).rejects.toThrow('error_quote_gone');
    expect(await all(journal)).toEqual(before);
  });

  it('changes nothing when the disk is full', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    writesFail();
    await expect(step(journal, id, 'paying')).rejects.toMatchObject({
      key: 'error_storage',
    });
    writesGoOn();
    expect((await journal.get(id))?.state).toBe('approved');
    await step(journal, id, 'paying');
  });

  it('finds every payment in its true state after the worker died', async () => {
    const { journal, again } = fresh();
    const { id } = await journal.begin(payment());
    await step(journal, id, 'paying');
    await step(journal, id, 'proved', { proof, validUntil: 90_000 });
    const later = again();
    expect(await later.get(id)).toEqual(await journal.get(id));
    expect(await later.live(intentOf(payment().quote))).toMatchObject({ id, state: 'proved' });
  });

  it('keeps a refused payment live after its proof, until the chain says unused or the user looks', async () => {
    let now = 5_000;
    const { journal } = fresh(() => now);
    const { id } = await journal.begin(payment());
    await step(journal, id, 'paying');
    await step(journal, id, 'proved', { proof, validUntil: 90_000 });
    await step(journal, id, 'sent');
    await step(journal, id, 'refused', { ending: { kind: 'refused' } });
    const intent = intentOf(payment().quote);
    expect(await journal.live(intent)).toMatchObject({ id });
    await note(journal, id, { looked: 80_000 });
    now = 90_001;
    expect(await journal.live(intent)).toMatchObject({ id });
    await expect(journal.begin(payment('later'))).rejects.toMatchObject({
      key: 'error_already_paying',
    });
    await note(journal, id, { looked: now });
    expect(await journal.live(intent)).toBeUndefined();
    const later = await journal.begin(payment('later'));
    expect((await all(journal)).filter((each) => mayHaveMoved(each, now))).toHaveLength(2);
    await step(journal, later.id, 'expired');
    // The chain has said that the first was not used: now it is given back.
    await step(journal, id, 'expired');
    expect((await all(journal)).filter((each) => mayHaveMoved(each, now))).toEqual([]);
  });

  it('gives what adds to a record the record as it is by then', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const add = (token: string) =>
      note(journal, id, ({ change = [] }) => ({
        change: [...change, { id: token, state: 'kept', token }],
      }));
    await Promise.all([add('first'), add('second'), add('third')]);
    const found = (await journal.get(id))?.change?.map((each) => each.id);
    expect(found).toEqual(['first', 'second', 'third']);
  });

  it('drops the proof when the payment is over, and forgets the last ending when it is sent again', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    await step(journal, id, 'paying');
    await step(journal, id, 'proved', { proof, validUntil: 90_000 });
    await step(journal, id, 'sent');
    await note(journal, id, { left: 5_500 });
    await step(journal, id, 'unknown', { ending: { kind: 'network', error: 'reset' } });
    const again = await step(journal, id, 'sent');
    expect(again).toMatchObject({ state: 'sent', proof });
    expect(again).not.toHaveProperty('ending');
    expect(again).not.toHaveProperty('left');
    await note(journal, id, { ending: { kind: 'not-attached' } });
    const settled = await step(journal, id, 'settled', {
      receipt: { outcome: 'settled' },
    });
    expect(settled).not.toHaveProperty('proof');
    expect(settled).not.toHaveProperty('ending');
    expect(settled.quote.offer.terms).toBeNull();
  });

  it('throws what the change throws, whatever it is, and writes nothing', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const error = new RangeError('not now');
    const change = () => {
      throw error;
    };
    await expect(journal.update(id, change)).rejects.toBe(error);
    await expect(journal.begin(payment('b', 'https://b.example/'), change)).rejects.toBe(error);
    expect(await all(journal)).toEqual([payment()]);
    await expect(journal.update('none', (found) => found)).rejects.toMatchObject({
      key: 'error_quote_gone',
    });
  });

  it('tells what was there before a change and after it, and writes nothing where there is none', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const looked = await journal.update(id, (found) => ({ ...found, looked: 9 }), 'relaxed');
    expect([looked.before.looked, looked.after.looked]).toEqual([undefined, 9]);
    writesFail();
    const same = await journal.update(id, () => undefined);
    writesGoOn();
    expect(same).toEqual({ before: looked.after, after: looked.after });
  });

  it('lists what is open or owes change, and nothing else', async () => {
    const { journal } = fresh();
    const make = async (seen: string, change: Partial<Payment>) => {
      const { id } = await journal.begin(payment(seen, `https://news.example/${seen}`));
      await journal.update(id, (found) => ({ ...found, ...change }) as Payment);
    };
    const over = [{ state: 'approved', at: 1 }] as const;
    await make('settled', { state: 'settled' });
    await make('expired', { state: 'expired' });
    await make('never', { state: 'refused', history: over });
    await make('owing', { state: 'settled', change: [{ id: 'x', state: 'kept' }] });
    await make('unknown', { state: 'unknown' });
    await make('taken', { state: 'refused', history: [...over, { state: 'proved', at: 2 }] });
    const open = (await journal.open()).map(({ id }) => id.split('/')[0]);
    expect(open.sort()).toEqual(['owing', 'taken', 'unknown']);
  });
});

it.each([1, 8, 9, 40])(
  'what may have been paid is found under %i later payments whose proofs never left',
  async (others) => {
    let now = 5_000;
    const options = { name: freshName(), estimate: async () => ({}) };
    const journal = createJournal(memoryStore(), () => now, options);
    const make = async (seen: string, state: PaymentState, more: object) => {
      const made = { ...payment(seen), validUntil: now + 10, ...more };
      const history = [
        { state: 'approved', at: now },
        { state: 'proved', at: now },
        { state, at: now },
      ];
      await journal.begin({ ...made, state, history } as Payment);
      now += 100;
    };
    await make('paid', 'unknown', { left: now, looked: now + 50 });
    for (let nth = 0; nth < others; nth++) await make(`unsent${nth}`, 'proved', {});
    const found = await journal.boughtBefore(intentOf(payment().quote));
    expect(found?.id.split('/')[0]).toBe('paid');
  },
);

it.each(['approved', 'paying'] as const)(
  'a record in %s that says it was paid counts without an end, whatever end its proof had',
  (state) => {
    const rail = { kind: 'lightning', network: 'mainnet' } as const;
    const made = { ...payment(), quote: quote('seen', undefined, { rail }) };
    const history = [
      { state: 'proved', at: 1 },
      { state, at: 2 },
    ];
    const { until } = rowOf({ ...made, state, history, validUntil: 10 } as unknown as Payment);
    expect(until).toBe(Number.MAX_SAFE_INTEGER);
  },
);

describe('a disk that is nearly full', () => {
  it('lets nothing begin, and what is open goes on', async () => {
    const room = { usage: 0, quota: 1e9 };
    let now = 5_000;
    const options = { name: freshName(), estimate: async () => ({ ...room }) };
    const journal = createJournal(memoryStore(), () => now, options);
    const { id } = await journal.begin(payment());
    room.usage = room.quota - 1e6;
    now += 60_000;
    const next = payment('next', 'https://news.example/next');
    await expect(journal.begin(next)).rejects.toMatchObject({ key: 'error_storage' });
    expect((await step(journal, id, 'paying')).state).toBe('paying');
    room.usage = 0;
    await journal.begin(next);
  });

  it.each([
    [1e9, false],
    [64 * 1024 * 1024, false],
    [63 * 1024 * 1024, true],
    [5 * 1024 * 1024, true],
    [1e6, true],
    [0, true],
  ])('with %i bytes left is said to be so: %s', async (left, low) => {
    const estimate = async () => ({ usage: 1e9, quota: 1e9 + left });
    const journal = createJournal(memoryStore(), () => 1, { name: freshName(), estimate });
    expect(await journal.isDiskLow()).toBe(low);
    const notices = await createNotices(memoryStore(), journal).list();
    expect(notices).toEqual(low ? ['low'] : []);
  });

  it('is said until there is room again', async () => {
    const room = { usage: 0, quota: 1e7 };
    const options = { name: freshName(), estimate: async () => ({ ...room }) };
    const journal = createJournal(memoryStore(), () => 1, options);
    expect(await journal.isDiskLow()).toBe(true);
    room.quota = 1e9;
    expect(await journal.isDiskLow()).toBe(false);
  });

  it.each<[string, () => Promise<object>]>([
    ['says nothing', async () => ({})],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('is not assumed where the browser %s', async (_, estimate) => {
    const journal = createJournal(memoryStore(), () => 1, { name: freshName(), estimate });
    expect((await journal.begin(payment())).state).toBe('approved');
    expect(await journal.isDiskLow()).toBe(false);
  });
});
