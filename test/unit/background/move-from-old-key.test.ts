import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { createPasses } from '../../../src/background/stores/passes/pass-store.ts';
import { createConsents } from '../../../src/background/stores/settings/consent-store.ts';
import { createPreferences } from '../../../src/background/stores/settings/settings-store.ts';
import { moveFromOldKey, unlock } from '../../../src/background/wallets/unlock.ts';
import { DEFAULT_LIMITS } from '../../../src/core/rules/limits.ts';
import { registry } from '../../../src/protocols/index.ts';
import { sealText } from '../../../src/wallets/aes-gcm.ts';
import { addressOf } from '../../../src/wallets/evm/address.ts';
import { createSeal } from '../../../src/wallets/seal.ts';
import { random } from '../../fixtures/memory.ts';
import { sealOldPurse } from '../../fixtures/old-purse.ts';
import { purseOn } from '../wallets/purse/box.ts';
import { ADDRESS, KEY } from '../wallets/purse/vectors.ts';
import { memoryStore } from './fakes.ts';

// The class: everything that the EVM key sealed while it was the key of all, and every moment at which a worker, or the
// browser with the unlocked key, can end while it is moved under the master key.

const PASSWORD = 'seven wet dogs';
const evm = hexToBytes(KEY.slice(2));
const oldKey = (use: string) => hkdf(sha256, evm, undefined, utf8ToBytes(`farebox ${use}`), 32);

const SECRETS: Readonly<Record<string, string>> = {
  nwc: 'nostr+walletconnect://…',
  ecash: '{"coins":["all of them"]}',
  'preimage one': '11'.repeat(32),
  'preimage two': '22'.repeat(32),
};
const HEADERS = [['Authorization', 'L402 token:preimage']];
const CONSENT = {
  version: 1,
  count: 3,
  allowances: {},
  payees: { 'https://letters.example': ['0xpayee'] },
  limits: { ...DEFAULT_LIMITS, perDay: '123' },
};

type Stores = Record<'local' | 'closed' | 'session', ReturnType<typeof memoryStore>>;

/** What an earlier version left, sealed by its code. */
async function left(): Promise<Stores> {
  const stores = { local: memoryStore(), closed: memoryStore(), session: memoryStore() };
  const { local, closed } = stores;
  await local.set('purse.vault', await sealOldPurse(evm, PASSWORD));
  for (const [name, text] of Object.entries(SECRETS)) {
    await local.set(`safe:${name}`, await sealText(oldKey('safe'), name, text, random));
  }
  const sealed = await sealText(oldKey('safe'), 'pass p/l402', JSON.stringify(HEADERS), random);
  const pass = { id: 'p/l402', origin: 'https://a.example', path: '/', protocol: 'l402', at: 1 };
  await local.set('passes', [{ ...pass, good: true, auto: false, sealed }]);
  const seal = createSeal({ derive: async (use) => oldKey(use) }, 'consent seal');
  const text = JSON.stringify(CONSENT);
  await closed.set('consent', { text, seal: await seal.sign(text) });
  await local.set('consent.count', 3);
  return stores;
}

/** Ends at its nth call: that is done and nothing after it. */
class Died extends Error {}
type Life = { calls: number; readonly end: number };

function mortal(store: Stores['local'], life: Life): Stores['local'] {
  const guard =
    <Args extends unknown[], Out>(act: (...args: Args) => Promise<Out>) =>
    async (...args: Args): Promise<Out> => {
      if (life.calls >= life.end) throw new Died();
      life.calls += 1;
      return act(...args);
    };
  return {
    ...store,
    get: guard(store.get),
    all: guard(store.all),
    set: guard((key: string, value: unknown) => store.set(key, value)),
    remove: guard(store.remove),
  };
}

function worker({ local, closed, session }: Stores, life: Life = { calls: 0, end: 1e9 }) {
  const store = mortal(local, life);
  const purse = purseOn({
    store,
    session: mortal(session, life),
    now: () => 1_790_000_000_000,
    random,
    fetch,
    rpc: () => undefined,
    iterations: 1000,
  });
  const { keyring, safe, phrase } = purse;
  const seal = createSeal(keyring, 'consent seal');
  const preferences = createPreferences(local);
  const consents = createConsents({ closed: mortal(closed, life), local, seal, preferences });
  const passes = createPasses(store, safe, registry);
  const ecash = { words: async () => undefined };
  const context = { keyring, safe, phrase, purse, passes, consents, ecash } as unknown as Context;
  return { ...purse, passes, consents, context };
}

/** All that was there is there and reads as it was. */
async function isWhole({
  safe,
  passes,
  consents,
  key,
  status,
}: ReturnType<typeof worker> & { key: () => Promise<string> }) {
  for (const [name, text] of Object.entries(SECRETS)) expect(await safe.get(name)).toBe(text);
  const [pass] = await passes.list();
  expect(pass && (await passes.headers(pass))).toEqual(HEADERS);
  expect(await consents.trusted()).toMatchObject({ payees: CONSENT.payees, count: 3 });
  expect(await key()).toBe(KEY);
  expect(await status()).toEqual({ state: 'open', address: ADDRESS, origin: 'key' });
}
const whole = (at: ReturnType<typeof worker>) => isWhole({ ...at, key: () => at.backup(PASSWORD) });

describe('what the EVM key sealed', () => {
  test('is under the master key after the first unlock, and the old key is gone', async () => {
    const stores = await left();
    const first = worker(stores);
    expect(await first.status()).toEqual({ state: 'locked', address: ADDRESS, origin: 'key' });
    await unlock(first.context, PASSWORD);
    await whole(first);
    const keys = [...stores.local.data.keys()];
    expect(keys.filter((key) => /^safe:|^purse\.vault|keyring\.old/.test(key))).toEqual([]);
    expect(await first.keyring.oldKey()).toBeUndefined();
    // Whoever has the EVM key, which other wallets may have, opens nothing with it.
    for (const name of Object.keys(SECRETS)) {
      const { safe } = worker(stores);
      const sealed = (await stores.local.get(`sealed:${name}`)) as string;
      expect(await safe.open(name, sealed)).toBe(SECRETS[name]);
      expect(sealed).not.toBe(await sealText(oldKey('safe'), name, SECRETS[name] ?? '', random));
    }
    await whole(worker(stores));
  });

  test('is opened by no other password, and then nothing is written of it', async () => {
    const stores = await left();
    const before = new Map(stores.local.data);
    const { context } = worker(stores);
    await expect(unlock(context, 'another one')).rejects.toThrow('error_passphrase_wrong');
    stores.local.data.delete('keyring.tries');
    expect(new Map(stores.local.data)).toEqual(before);
  });

  test('reads as it was, and moves on, wherever a worker ends', async () => {
    let ends = 0;
    for (let end = 0; ; end++) {
      const stores = await left();
      const life = { calls: 0, end };
      await unlock(worker(stores, life).context, PASSWORD).catch(() => undefined);
      if (life.calls < end) break;
      ends += 1;
      // The browser goes on: the next worker has the unlocked key, or asks for the password.
      const next = worker(stores);
      if ((await next.keyring.state()) === 'open') {
        for (const [name, text] of Object.entries(SECRETS))
          expect(await next.safe.get(name)).toBe(text);
        await moveFromOldKey(next.context);
      } else await unlock(next.context, PASSWORD);
      await whole(worker(stores));
      const kept = [...stores.local.data.keys()].filter((key) =>
        /^safe:|^purse\.vault|old$/.test(key),
      );
      expect(kept, `after ${end} calls`).toEqual([]);
    }
    expect(ends).toBeGreaterThan(60);
  });

  test('reads as it was where the browser ends too, and the password is typed again', async () => {
    for (let end = 0; ; end += 2) {
      const stores = await left();
      const life = { calls: 0, end };
      await unlock(worker(stores, life).context, PASSWORD).catch(() => undefined);
      if (life.calls < end) break;
      stores.session.data.clear();
      const next = worker(stores);
      expect(await next.status()).toMatchObject({ address: ADDRESS });
      // A guess that the end cut short is counted; the right one takes it back.
      await unlock(next.context, PASSWORD);
      await whole(worker(stores));
    }
  });

  test('what is written while it moves is not written over by what was there before', async () => {
    const stores = await left();
    const { keyring, context, safe } = worker(stores);
    await keyring.unlock(PASSWORD);
    await Promise.all([moveFromOldKey(context), safe.set('ecash', 'newer'), safe.remove('nwc')]);
    const next = worker(stores);
    expect(await next.safe.get('ecash')).toBe('newer');
    expect(await next.safe.get('nwc')).toBeUndefined();
  });

  test('what cannot be opened stays as it is, and keeps nothing else from moving', async () => {
    const stores = await left();
    await stores.local.set('safe:nwc', 'nonsense');
    const { context, safe } = worker(stores);
    await unlock(context, PASSWORD);
    expect(await stores.local.get('safe:nwc')).toBe('nonsense');
    await expect(safe.get('nwc')).rejects.toThrow('error_safe');
    expect(await safe.get('ecash')).toBe(SECRETS['ecash']);
    await safe.set('nwc', 'connected anew');
    expect(await safe.get('nwc')).toBe('connected anew');
  });

  test('is brought back by the EVM key where the old record is damaged', async () => {
    const stores = await left();
    await stores.local.set('purse.vault', { version: 1, address: ADDRESS });
    const at = worker(stores);
    await expect(at.status()).rejects.toThrow('error_purse_damaged');
    await expect(at.create(PASSWORD)).rejects.toThrow('error_purse_damaged');
    await at.import(KEY, PASSWORD);
    await moveFromOldKey(at.context);
    await whole(worker(stores));
  });
});

// The class: an old record that is there beside a master key. An earlier version, put back for a while, found no wallet and
// made one of its own; or the record was damaged meanwhile.
describe('an old record that an earlier version wrote later', () => {
  const LATER = 'another password of then';
  const other = hexToBytes('7c'.repeat(32));
  const otherAddress = addressOf(other);

  test.each<[string, () => Promise<unknown>]>([
    ['under the same password', () => sealOldPurse(other, PASSWORD)],
    ['under another password', () => sealOldPurse(other, LATER)],
    ['that is damaged', async () => ({ ...(await sealOldPurse(other, PASSWORD)), check: '' })],
    ['of nothing', async () => null],
  ])('%s: locks nothing, and is not erased', async (_, written) => {
    const stores = await left();
    await unlock(worker(stores).context, PASSWORD);
    stores.session.data.clear();
    const record = await written();
    await stores.local.set('purse.vault', record);
    await expect(unlock(worker(stores).context, LATER)).rejects.toThrow('error_passphrase_wrong');
    await unlock(worker(stores).context, PASSWORD);
    await whole(worker(stores));
    expect(await stores.local.get('purse.vault')).toEqual(record);
  });

  test('its key is the wallet again when the newer one is removed', async () => {
    const stores = await left();
    await unlock(worker(stores).context, PASSWORD);
    await stores.local.set('purse.vault', await sealOldPurse(other, PASSWORD));
    await unlock(worker(stores).context, PASSWORD);
    const next = worker(stores);
    expect(await next.remove(PASSWORD)).toMatchObject({ state: 'open', address: otherAddress });
    await unlock(next.context, PASSWORD);
    expect(await next.backup(PASSWORD)).toBe(`0x${'7c'.repeat(32)}`);
    expect(await stores.local.get('purse.vault')).toBeUndefined();
  });
});
