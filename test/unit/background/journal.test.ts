import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../src/background/journal.ts';
import { countsAsSpent } from '../../../src/core/limits.ts';
import { intentOf } from '../../../src/core/payment.ts';
import { memoryStore, payment } from './fakes.ts';

const proof = { headers: [['PAYMENT-SIGNATURE', 'e30=']] as const, reusable: false };

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

  it('takes a step once of two that race', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const steps = await Promise.allSettled([
      journal.step(id, ['approved'], 'paying'),
      journal.step(id, ['approved'], 'paying'),
    ]);
    expect(steps.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses a step that the states do not have', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    await expect(journal.step(id, ['approved'], 'settled')).rejects.toMatchObject({
      key: 'error_payment_state',
    });
    expect((await journal.get(id))?.state).toBe('approved');
  });

  it('changes nothing when the disk is full', async () => {
    const { journal, store } = fresh();
    const { id } = await journal.begin(payment());
    store.fail = true;
    await expect(journal.step(id, ['approved'], 'paying')).rejects.toMatchObject({
      key: 'error_storage',
    });
    store.fail = false;
    expect((await journal.get(id))?.state).toBe('approved');
    await journal.step(id, ['approved'], 'paying');
  });

  it('finds every payment in its true state after the worker died', async () => {
    const { journal, store } = fresh();
    const { id } = await journal.begin(payment());
    await journal.step(id, ['approved'], 'paying');
    await journal.step(id, ['paying'], 'proved', { proof, validUntil: 90_000 });
    const again = createJournal(store, () => 6_000);
    expect(await again.get(id)).toEqual(await journal.get(id));
    expect(await again.live(intentOf(payment().quote))).toMatchObject({ id, state: 'proved' });
  });

  it('keeps a refused payment live after its proof, until the chain says unused or the user looks', async () => {
    let now = 5_000;
    const { journal } = fresh(() => now);
    const { id } = await journal.begin(payment());
    await journal.step(id, ['approved'], 'paying');
    await journal.step(id, ['paying'], 'proved', { proof, validUntil: 90_000 });
    await journal.step(id, ['proved'], 'sent');
    await journal.step(id, ['sent'], 'refused', { ending: { kind: 'refused' } });
    const intent = intentOf(payment().quote);
    expect(await journal.live(intent)).toMatchObject({ id });
    await journal.note(id, { looked: 80_000 });
    now = 90_001;
    expect(await journal.live(intent)).toMatchObject({ id });
    await expect(journal.begin(payment('later'))).rejects.toMatchObject({
      key: 'error_already_paying',
    });
    await journal.note(id, { looked: now });
    expect(await journal.live(intent)).toBeUndefined();
    const later = await journal.begin(payment('later'));
    expect((await journal.list()).filter((each) => countsAsSpent(each, now))).toHaveLength(2);
    await journal.step(later.id, ['approved'], 'expired');
    // The chain has said that the first was not used: now it is given back.
    await journal.step(id, ['refused'], 'expired');
    expect((await journal.list()).filter((each) => countsAsSpent(each, now))).toEqual([]);
  });

  it('gives what adds to a record the record as it is by then', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    const add = (token: string) =>
      journal.note(id, ({ change = [] }) => ({
        change: [...change, { id: token, state: 'kept', token }],
      }));
    await Promise.all([add('first'), add('second'), add('third')]);
    const found = (await journal.get(id))?.change?.map((each) => each.id);
    expect(found).toEqual(['first', 'second', 'third']);
  });

  it('drops the proof when the payment is over, and forgets the last ending when it is sent again', async () => {
    const { journal } = fresh();
    const { id } = await journal.begin(payment());
    await journal.step(id, ['approved'], 'paying');
    await journal.step(id, ['paying'], 'proved', { proof, validUntil: 90_000 });
    await journal.step(id, ['proved'], 'sent');
    await journal.note(id, { left: 5_500 });
    await journal.step(id, ['sent'], 'unknown', { ending: { kind: 'network', error: 'reset' } });
    const again = await journal.step(id, ['unknown'], 'sent');
    expect(again).toMatchObject({ state: 'sent', proof });
    expect(again).not.toHaveProperty('ending');
    expect(again).not.toHaveProperty('left');
    await journal.note(id, { ending: { kind: 'not-attached' } });
    const settled = await journal.step(id, ['sent'], 'settled', {
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
