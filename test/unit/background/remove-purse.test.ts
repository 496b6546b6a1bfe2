import { describe, expect, test } from 'vitest';
import { purseHandlers } from '../../../src/background/api/purse-commands.ts';
import type { Context } from '../../../src/background/context.ts';
import { unlock } from '../../../src/background/wallets/unlock.ts';
import { random } from '../../fixtures/memory.ts';
import { sealOldPurse } from '../../fixtures/old-purse.ts';
import { purseOn } from '../wallets/purse/box.ts';
import { memoryStore } from './fakes.ts';

// The class: every moment at which a worker can end while the wallet and its recovery phrase are removed. Words that are
// shown as a back-up must give the key that is there.

const PASSWORD = 'seven wet dogs';

class Died extends Error {}

type Stores = Record<'local' | 'session', ReturnType<typeof memoryStore>>;
type Life = { changes: number; readonly end: number };

function worker({ local, session }: Stores, life: Life = { changes: 0, end: 1e9 }) {
  const guard =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      if (life.changes >= life.end) throw new Died();
      life.changes += 1;
      return act(...args);
    };
  const store = {
    ...local,
    set: guard((key: string, value: unknown) => local.set(key, value)),
    remove: guard(local.remove),
  };
  const now = () => 1_790_000_000_000;
  const deps = { store, session, now, random, fetch, rpc: () => undefined, iterations: 1000 };
  const purse = purseOn(deps);
  const nothing = async () => undefined;
  const context = {
    ...{ purse, keyring: purse.keyring, safe: purse.safe, phrase: purse.phrase, now },
    ecash: { words: nothing, forget: nothing },
    consents: { forget: nothing, sealAnew: nothing },
    passes: { sealAnew: nothing },
    settings: async () => ({ autoLockMinutes: 0 }),
    port: { clearAlarm: nothing },
    balances: { forget: () => undefined },
    changed: () => undefined,
  } as unknown as Context;
  return { context, purse };
}

const asked = { passphrase: PASSWORD };

// The class: an old key that is not moved under the master key yet when its wallet is removed.
describe('a wallet from before there was one password', () => {
  const evm = new Uint8Array(32).fill(0x7c);
  const KEY = `0x${'7c'.repeat(32)}`;

  test.each<[string, (stores: Stores) => Promise<unknown>]>([
    ['whose password is typed for the first time to remove it', async () => undefined],
    ['that was unlocked, and not moved', (stores) => worker(stores).purse.unlock(PASSWORD)],
    [
      'whose move a worker did not end',
      async (stores) => {
        const { context } = worker(stores, { changes: 0, end: 12 });
        await unlock(context, PASSWORD).catch(() => undefined);
      },
    ],
    [
      'that was brought back after its record was damaged',
      async (stores) => {
        await stores.local.set('purse.vault', { version: 1 });
        await worker(stores).purse.import(KEY, PASSWORD);
      },
    ],
  ])('%s is gone for good', async (_, before) => {
    const stores = { local: memoryStore(), session: memoryStore() };
    await stores.local.set('purse.vault', await sealOldPurse(evm, PASSWORD));
    await before(stores);
    const { context } = worker(stores);
    expect(await purseHandlers['purse.remove'](context, asked)).toEqual({ state: 'none' });
    const next = worker(stores);
    await unlock(next.context, PASSWORD);
    expect(await next.purse.status()).toEqual({ state: 'none' });
    expect(await next.purse.keyring.oldKey()).toBeUndefined();
  });
});

describe('a wallet of the recovery phrase that is removed', () => {
  test('has the words that give its key, wherever a worker ends', async () => {
    let ends = 0;
    for (let end = 0; ; end++) {
      const stores = { local: memoryStore(), session: memoryStore() };
      await worker(stores).purse.create(PASSWORD);
      const words = await worker(stores).purse.phrase.words();
      const life = { changes: 0, end };
      const dying = worker(stores, life);
      await purseHandlers['purse.remove'](dying.context, asked).catch(() => undefined);
      const { context, purse } = worker(stores);
      const left = await purse.status();
      if (left.state !== 'none') {
        expect(await purseHandlers['phrase.words'](context, asked), `after ${end}`).toEqual({
          words,
        });
      }
      if (life.changes < end) {
        expect(left).toEqual({ state: 'none' });
        expect(await purse.phrase.status()).toBe('none');
        break;
      }
      ends += 1;
    }
    expect(ends).toBeGreaterThan(5);
  });

  test('shows no words where those of its key are gone', async () => {
    const stores = { local: memoryStore(), session: memoryStore() };
    const { context, purse } = worker(stores);
    await purse.create(PASSWORD);
    await stores.local.remove('sealed:phrase');
    await expect(purseHandlers['phrase.words'](context, asked)).rejects.toThrow('error_safe');
    expect(await purse.phrase.words()).toBeUndefined();
  });

  test('of a key that was brought along gets words of its own', async () => {
    const { context, purse } = worker({ local: memoryStore(), session: memoryStore() });
    await purse.import(`0x${'7c'.repeat(32)}`, PASSWORD);
    const { words } = await purseHandlers['phrase.words'](context, asked);
    expect(words.split(' ')).toHaveLength(12);
  });
});
