import { describe, expect, test } from 'vitest';
import { readPasses, storedPasses } from '../../../src/background/stores/passes/pass-schema.ts';
import { createPasses } from '../../../src/background/stores/passes/pass-store.ts';
import { parseJson } from '../../../src/core/encoding/json.ts';
import { registry as protocols } from '../../../src/protocols/index.ts';
import { readState } from '../../../src/wallets/ecash/store/state.ts';
import { createWallets } from '../../../src/wallets/index.ts';
import { readConnectionInfo } from '../../../src/wallets/nwc/connection-info.ts';
import { otherConnectionUntil } from '../../../src/wallets/nwc/previous-connection.ts';
import { hasSetAside } from '../../../src/wallets/set-aside.ts';
import { memory, random } from '../../fixtures/memory.ts';
import { KEY, STORED } from '../../fixtures/version-0.1.0/stored.ts';
import { memoryStore } from './fakes.ts';

// The class: every record beside payments that version 0.1.0, or this one, leaves on the disk, whole and damaged.

const PASSPHRASE = 'correct horse battery staple';

/** The wallets over what that version left. */
function left() {
  const store = memoryStore();
  for (const [key, value] of Object.entries(STORED)) store.data.set(key, JSON.stringify(value));
  const wallets = createWallets({
    store,
    session: memory(),
    now: () => 1_800_000_000_000,
    random,
    fetch: () => Promise.reject(new Error('no network')),
    lockAfter: async () => 0,
    rpc: async () => undefined,
    ecashCap: async () => 10_000n,
    inPage: async () => undefined,
    connectTo: async () => undefined,
    walletExtensions: async () => [],
    stayAwake: () => undefined,
    WebSocket: class {} as never,
  });
  const open = async () => {
    await wallets.keyring.unlock(PASSPHRASE);
    await wallets.purse.takeOver();
    await wallets.safe.moveAll();
  };
  return { store, open, ...wallets };
}

describe('what version 0.1.0 left beside its payments', () => {
  test('its purse opens with its passphrase, and has its key', async () => {
    const { purse, open } = left();
    expect((await purse.status()).state).toBe('locked');
    await open();
    expect((await purse.status()).state).toBe('open');
    expect(await purse.backup(PASSPHRASE)).toBe(KEY);
  });

  test('its ecash is read to the last coin, with what is under way', async () => {
    const { open, safe, ecash } = left();
    await open();
    const value = parseJson((await safe.get('ecash')) ?? '');
    expect(readState(value)).toEqual(value);
    const { holdings, tokens } = await ecash.shown();
    expect(holdings.map(({ amount }) => amount)).toEqual([227n]);
    expect(tokens.length).toBeGreaterThan(0);
  });

  test('its Lightning wallet is connected', async () => {
    const { open, lightning } = left();
    await open();
    expect(await lightning.status()).toEqual({ version: 1, ...(STORED['nwc'] as object) });
    await lightning.ready();
  });

  test('its passes are there, and open', async () => {
    const { open, safe, store } = left();
    await open();
    const passes = createPasses(store, safe, protocols);
    const [pass] = await passes.list();
    expect(await passes.list()).toEqual(STORED['passes']);
    expect(pass && (await passes.headers(pass))).toEqual([
      ['Authorization', expect.stringMatching(/^L402 .+:[0-9a-f]{64}$/)],
    ]);
    // Written anew it has a number, and is the same.
    if (pass) await passes.change(pass.id, { auto: true });
    const others = (STORED['passes'] as object[]).slice(1);
    expect(await store.get('passes')).toEqual(storedPasses([{ ...pass, auto: true }, ...others]));
    expect(await hasSetAside(store)).toBe(false);
  });
});

describe('what cannot be read', () => {
  const [pass] = STORED['passes'] as [object];

  test.each<[string, unknown, number]>([
    ['one pass among others', [pass, { ...pass, path: 5 }, pass], 2],
    ['one of them in this version’s record', storedPasses([pass, 'x', pass]), 2],
    ['a record of a later version', { version: 2, passes: [pass] }, 0],
    ['text', 'passes', 0],
    ['nothing', null, 0],
  ])('passes: %s is set aside and said; the others stay', async (_, stored, kept) => {
    const store = memoryStore();
    store.data.set('passes', JSON.stringify(stored));
    const passes = createPasses(store, left().safe, protocols);
    expect(await passes.list()).toHaveLength(kept);
    expect(await hasSetAside(store)).toBe(true);
    await passes.drop('another');
    expect(await store.get('damaged')).toEqual({ passes: readPasses(stored).unread });
    expect(readPasses(await store.get('passes'))).toMatchObject({ unread: [] });
  });

  const info = STORED['nwc'] as object;
  test.each<[string, unknown]>([
    ['without its key', { ...info, pubkey: undefined }],
    ['on no known network', { ...info, network: 'moon' }],
    ['of a later version', { ...info, version: 2 }],
    ['that is a list', [info]],
  ])('a Lightning connection %s is none, and that is said', async (_, stored) => {
    expect(readConnectionInfo(stored)).toBeUndefined();
    const { store, lightning } = left();
    await store.set('nwc', stored);
    expect(await lightning.status()).toBeUndefined();
    expect(await hasSetAside(store)).toBe(true);
  });

  test.each<[string, unknown, number | undefined]>([
    ['none', undefined, undefined],
    ['as version 0.1.0 wrote it', { pubkey: 'other', until: 5 }, 5],
    ['of the same wallet', { pubkey: 'own', until: 5, otherUntil: 3 }, 3],
    ['damaged', { pubkey: 'other', until: 'long ago' }, 99],
    ['of a later version', { version: 2, pubkey: 'own', until: 5 }, 99],
    ['nonsense', 'x', 99],
  ])(
    'an earlier connection (%s): what cannot be read lasted until now',
    async (_, stored, until) => {
      const store = memory();
      if (stored !== undefined) await store.set('nwc.earlier', stored);
      expect(await otherConnectionUntil(store, 'own', 99)).toBe(until);
    },
  );

  test.each<[string, (state: object) => unknown]>([
    ['of a later version', (state) => ({ ...state, version: 2 })],
    [
      'with a coin of no amount',
      (state) => ({ ...state, coins: [{ id: 'a', secret: 's', C: 'c' }] }),
    ],
    ['without words', (state) => ({ ...state, words: undefined })],
    ['that is nothing', () => null],
  ])(
    'ecash %s is left as it is: nothing is paid from it, and nothing is written',
    async (_, damage) => {
      const { open, safe, ecash, store } = left();
      await open();
      const state = parseJson((await safe.get('ecash')) ?? '') as object;
      await safe.set('ecash', JSON.stringify(damage(state)));
      const sealed = await store.get('sealed:ecash');
      await expect(ecash.ready()).rejects.toMatchObject({ key: 'error_safe' });
      await expect(ecash.forget()).rejects.toMatchObject({ key: 'error_safe' });
      expect(await store.get('sealed:ecash')).toBe(sealed);
    },
  );
});
