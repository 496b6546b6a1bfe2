import { describe, expect, it } from 'vitest';
import { createPreferences } from '../../../src/background/stores/settings/settings-store.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/rules/settings.ts';
import { hasSetAside, readOfSetAside } from '../../../src/wallets/set-aside.ts';
import { memoryStore } from './fakes.ts';

describe('preferences', () => {
  it('are the defaults until something is set', async () => {
    expect(await createPreferences(memoryStore()).get()).toEqual(DEFAULT_SETTINGS);
  });

  it('are kept, and read back by the next worker', async () => {
    const store = memoryStore();
    const rpc = { 'eip155:8453': 'http://127.0.0.1:8545/', 'eip155:1': '' };
    await createPreferences(store).set({ rpc, openPopup: false });
    expect(await createPreferences(store).get()).toEqual({
      ...DEFAULT_SETTINGS,
      rpc,
      openPopup: false,
    });
  });

  it.each([
    [{ rpc: { 'eip155:8453': 'http://node.example' } }, 'error_rpc_url'],
    [{ rpc: { 'eip155:8453': 'not a url' } }, 'error_rpc_url'],
    [{ autoLockMinutes: -1 }, 'error_setting'],
    [{ limits: { perDay: '-1' } }, 'error_setting'],
    [{ limits: { perPayment: '1.5' } }, 'error_setting'],
    [{ autoLockMinutes: 0.5 }, 'error_setting'],
    [{ ecashCap: '-1' }, 'error_setting'],
    [{ ecashCap: '1.5' }, 'error_setting'],
  ])('refuse %j whole', async (change, key) => {
    const store = memoryStore();
    const preferences = createPreferences(store);
    await expect(preferences.set({ openPopup: false, ...change })).rejects.toMatchObject({ key });
    expect(await preferences.get()).toEqual(DEFAULT_SETTINGS);
    expect(store.data.size).toBe(0);
  });

  it.each([
    { openPopup: 'yes', autoLockMinutes: 5 },
    { limits: { perDay: 'much' } },
    'nonsense',
    { version: 7 },
  ])('%j is set aside, said until it was read of, and not overwritten unread', async (stored) => {
    const store = memoryStore();
    store.data.set('settings', JSON.stringify(stored));
    const preferences = createPreferences(store);
    expect(await hasSetAside(store)).toBe(false);
    await preferences.get();
    expect(await hasSetAside(store)).toBe(true);
    await preferences.set({ openPopup: false });
    expect(await store.get('damaged')).toEqual({ settings: stored });
    await readOfSetAside(store);
    expect(await hasSetAside(store)).toBe(false);
    // What allowed nothing goes on doing so until the user sets it.
    const next = await createPreferences(store).get();
    expect(next.limits).toEqual((await preferences.get()).limits);
    expect(await hasSetAside(store)).toBe(false);
    await preferences.set({ limits: { perDay: '5' } });
    expect((await createPreferences(store).get()).limits.perDay).toBe('5');
  });
});
