import { describe, expect, it } from 'vitest';
import { createPasses, type Pass } from '../../../src/background/stores/passes/pass-store.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { registry } from '../../../src/protocols/index.ts';
import { createSealedStore } from '../../../src/wallets/sealed-store.ts';
import { hasSetAside } from '../../../src/wallets/set-aside.ts';
import { memory, random } from '../../fixtures/memory.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { memoryStore } from './fakes.ts';
import { consent } from './world.ts';

// The class: what is kept of what was paid for, and for which addresses it is found.

const HEADERS = [['Authorization', 'L402 token:preimage']] as const;
const HTTP = SHOP.replace('https:', 'http:');
const LOCAL = 'http://localhost:3000/article';

function passes() {
  const store = memoryStore();
  const key = new Uint8Array(32).fill(3);
  const safe = createSealedStore(memory(), random, { derive: async () => key.slice() });
  return { store, safe, all: createPasses(store, safe, registry) };
}

const paid = (id: string, url = SHOP, reusable = true): Payment => {
  const begun = consent('nwc');
  const proof = { headers: HEADERS, reusable };
  return { ...begun, id, quote: { ...begun.quote, url }, proof, state: 'sent' } as Payment;
};

describe('a proof', () => {
  it.each([
    ['that may be used again is', SHOP, true, 1],
    ['of this computer is, without TLS', LOCAL, true, 1],
    ['that is used up with its request is not', SHOP, false, 0],
    ['that went over plain http is not', HTTP, true, 0],
  ])('%s kept', async (_, url, reusable, count) => {
    const { all } = passes();
    await all.keep(paid('one', url, reusable));
    expect(await all.list()).toHaveLength(count);
  });

  it('that is kept once more takes the place of its old self, and has yet to be taken', async () => {
    const { all } = passes();
    await all.keep(paid('one'));
    await all.change('one', { good: true, auto: true });
    await all.keep(paid('one'));
    expect(await all.list()).toMatchObject([{ id: 'one', good: false, auto: false }]);
  });
});

describe('the pass for an address', () => {
  const good = async (...each: readonly Payment[]) => {
    const made = passes();
    for (const payment of each) {
      await made.all.keep(payment);
      await made.all.change(payment.id, { good: true });
    }
    return made;
  };
  const idOf = async (pass: Promise<Pass | undefined>) => (await pass)?.id;

  it('is the newest of its path and query', async () => {
    const { all } = await good(paid('old'), paid('new'), paid('page', `${SHOP}?page=2`));
    expect(await idOf(all.find(SHOP))).toBe('new');
    expect(await idOf(all.find(`${SHOP}?page=2`))).toBe('page');
    expect(await idOf(all.find(`${SHOP}?page=3`))).toBeUndefined();
    expect(await idOf(all.find(SHOP, ({ id }) => id === 'old'))).toBe('old');
  });

  it('is none that an earlier version kept for a page over plain http', async () => {
    const { all, store } = await good(paid('one'));
    const [pass] = await all.list();
    const { origin } = new URL(HTTP);
    await store.set('passes', {
      version: 1,
      passes: [{ ...pass, origin, wide: true, refusedAt: ['/a'] }],
    });
    expect(await all.list()).toHaveLength(1);
    expect(await all.find(HTTP)).toBeUndefined();
    expect(await all.findWide(new URL('/b', HTTP).href)).toBeUndefined();
    expect(await all.refusedFor(new URL('/a', HTTP).href)).toBeUndefined();
  });

  it('remembers the last hundred others at which it was not taken', async () => {
    const { all } = await good(paid('one'));
    const at = (n: number) => new URL(`/${n}`, SHOP).href;
    for (let n = 0; n < 101; n++) await all.refused('one', at(n));
    await all.refused('one', at(50));
    expect((await all.list())[0]?.refusedAt).toHaveLength(100);
    expect(await idOf(all.refusedFor(at(0)))).toBeUndefined();
    for (const n of [1, 50, 100]) expect(await idOf(all.refusedFor(at(n)))).toBe('one');
  });
});

it('a pass that cannot be read is set aside and told of; the others stay', async () => {
  const { all, store } = passes();
  await all.keep(paid('one'));
  expect(await hasSetAside(store)).toBe(false);
  const [pass] = await all.list();
  await store.set('passes', { version: 1, passes: [{ id: 7 }, pass] });
  expect(await all.list()).toEqual([pass]);
  expect(await hasSetAside(store)).toBe(true);
});

it('passes that are not read back as they were sealed anew stay under the old key', async () => {
  const { store, safe } = passes();
  const all = createPasses(
    store,
    { ...safe, sealAnew: async (_, sealed) => `${sealed}00` },
    registry,
  );
  await all.keep(paid('one'));
  const before = await store.get('passes');
  const { set } = store;
  let writes = 0;
  store.set = async (key, value) => {
    writes++;
    // The disk loses the first.
    if (writes > 1) await set.call(store, key, value);
  };
  await expect(all.sealAnew()).rejects.toEqual(new FareboxError('error_storage'));
  expect(await store.get('passes')).toEqual(before);
  await all.sealAnew();
  expect((await all.list())[0]?.sealed).toMatch(/00$/);
});
