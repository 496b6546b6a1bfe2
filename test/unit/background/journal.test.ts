import { describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../src/background/journal.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import { countsAsSpent } from '../../../src/core/limits.ts';
import {
  intentOf,
  moveTo,
  type Payment,
  type PaymentState,
  type Step,
  withKnown,
} from '../../../src/core/payment.ts';
import { memoryStore, payment } from './fakes.ts';

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
  return { store, journal: createJournal(store, now) };
}

describe('the journal', () => {
  it('makes one payment of fifty consents to one quote', async () => {
    const { journal } = fresh();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => journal.begin(payment())),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await journal.list()).toHaveLength(1);
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

  it('writes nothing where a step changes nothing, or throws', async () => {
    const { journal, store } = fresh();
    const { id } = await journal.begin(payment());
    const before = new Map(store.data);
    const { before: was, after } = await journal.update(id, () => undefined);
    expect(after).toBe(was);
    const fails = journal.update(id, () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    await expect(journal.update('none', (record) => record)).rejects.toThrow('error_quote_gone');
    expect(store.data).toEqual(before);
  });

  it('changes nothing when the disk is full', async () => {
    const { journal, store } = fresh();
    const { id } = await journal.begin(payment());
    store.fail = true;
    await expect(step(journal, id, 'paying')).rejects.toMatchObject({
      key: 'error_storage',
    });
    store.fail = false;
    expect((await journal.get(id))?.state).toBe('approved');
    await step(journal, id, 'paying');
  });

  it('finds every payment in its true state after the worker died', async () => {
    const { journal, store } = fresh();
    const { id } = await journal.begin(payment());
    await step(journal, id, 'paying');
    await step(journal, id, 'proved', { proof, validUntil: 90_000 });
    const again = createJournal(store, () => 6_000);
    expect(await again.get(id)).toEqual(await journal.get(id));
    expect(await again.live(intentOf(payment().quote))).toMatchObject({ id, state: 'proved' });
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
    expect((await journal.list()).filter((each) => countsAsSpent(each, now))).toHaveLength(2);
    await step(journal, later.id, 'expired');
    // The chain has said that the first was not used: now it is given back.
    await step(journal, id, 'expired');
    expect((await journal.list()).filter((each) => countsAsSpent(each, now))).toEqual([]);
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
  ])('counts a record %s as one that it cannot read', async (_, value) => {
    const { store } = fresh();
    store.data.set(`payment:${good.id}`, JSON.stringify(value));
    const journal = createJournal(store, () => 1);
    expect(await journal.list()).toEqual([]);
    expect(await journal.unreadable()).toBe(1);
  });

  it('leaves records of a later version alone', async () => {
    const { store } = fresh();
    store.data.set('payment:future', JSON.stringify({ version: 9, id: 'future' }));
    const journal = createJournal(store, () => 1);
    expect(await journal.list()).toEqual([]);
    expect(store.data.has('payment:future')).toBe(true);
  });
});
