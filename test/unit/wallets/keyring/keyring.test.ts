import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { createKeyRing } from '../../../../src/wallets/keyring/keyring.ts';
import { sealMasterKey } from '../../../../src/wallets/keyring/master-key.ts';
import { ITERATIONS } from '../../../../src/wallets/keyring/password-key.ts';
import { random } from '../../../fixtures/memory.ts';
import { box } from '../purse/box.ts';

// The class: everything that is sealed hangs on one password and on no wallet.

const PASSWORD = 'seven wet dogs';
const KEYRING = 'keyring';

async function made() {
  const all = box();
  await all.purse.keyring.create(PASSWORD);
  return { ...all, keyring: all.purse.keyring };
}

describe('one password', () => {
  test('is enough to keep a Lightning connection, ecash or passes: there need be no purse', async () => {
    const { purse } = await made();
    expect(await purse.status()).toEqual({ state: 'none' });
    await purse.safe.set('nwc', 'a secret');
    await purse.lock();
    await expect(purse.safe.get('nwc')).rejects.toThrow('error_locked');
    await purse.unlock(PASSWORD);
    expect(await purse.safe.get('nwc')).toBe('a secret');
  });

  test('outlives the purse: what others keep is there when it is removed and made anew', async () => {
    const { purse } = await made();
    await purse.safe.set('nwc', 'a secret');
    await purse.create();
    await purse.remove(PASSWORD);
    expect(await purse.safe.get('nwc')).toBe('a secret');
    await purse.create();
    expect(await purse.safe.get('nwc')).toBe('a secret');
  });

  test('is set once', async () => {
    const { keyring } = await made();
    await expect(keyring.create('another password')).rejects.toThrow('error_password_exists');
    await keyring.lock();
    await expect(keyring.create('another password', true)).rejects.toThrow('error_password_exists');
    await expect(keyring.unlock('another password')).rejects.toThrow('error_passphrase_wrong');
    expect(await keyring.state()).toBe('locked');
  });

  test('without one there is nothing to open', async () => {
    const { keyring } = box().purse;
    expect(await keyring.state()).toBe('none');
    for (const ask of [keyring.unlock, keyring.derive]) {
      await expect(ask(PASSWORD)).rejects.toThrow('error_no_password');
    }
  });

  test.each(['', 'nine char', 'aaaaaaaaaaaa', '          '])(
    '%j is too short',
    async (password) => {
      const { purse, store } = box();
      await expect(purse.keyring.create(password)).rejects.toThrow('error_passphrase_short: 10');
      expect(store.values.size).toBe(0);
    },
  );

  test('gives another key for each use, the same each time, and to no one else', async () => {
    const { keyring, again } = await made();
    const keys = [await keyring.derive('safe'), await keyring.derive('consent seal')];
    expect(keys[0]).not.toEqual(keys[1]);
    expect(await again().keyring.derive('safe')).toEqual(keys[0]);
    expect(await (await made()).keyring.derive('safe')).not.toEqual(keys[0]);
    expect(await keyring.deriveOld('safe')).toBeUndefined();
  });

  test('a broken source of randomness makes no key', async () => {
    const { deps } = box();
    for (const broken of [
      (length: number) => new Uint8Array(length),
      (length: number) => new Uint8Array(length).fill(255),
      () => new Uint8Array(8).fill(7),
    ]) {
      const keyring = createKeyRing({ ...deps, random: broken });
      await expect(keyring.create(PASSWORD)).rejects.toThrow('error_internal');
    }
    expect(deps.store.values.size).toBe(0);
  });
});

describe('the sealed master key', () => {
  test('is what WebCrypto makes of the stored parameters: PBKDF2-SHA-256 and AES-GCM-256', async () => {
    expect(ITERATIONS).toBe(600_000);
    const key = hexToBytes('0badc0de'.repeat(8));
    const sealed = await sealMasterKey(key, PASSWORD, { iterations: 1000, random });
    const { subtle } = globalThis.crypto;
    const secret = new TextEncoder().encode(PASSWORD);
    const base = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
    const salt = hexToBytes(sealed.salt);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: 1000 };
    const bits = await subtle.deriveBits(how, base, 256);
    const aes = await subtle.importKey('raw', bits, 'AES-GCM', false, ['decrypt']);
    const bound = new TextEncoder().encode(JSON.stringify(['master key', 1, 1000, sealed.salt]));
    const iv = new Uint8Array(hexToBytes(sealed.iv));
    const data = new Uint8Array(hexToBytes(sealed.data));
    const opened = await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound }, aes, data);
    expect(new Uint8Array(opened)).toEqual(key);
  });

  test('lies on the disk twice: the one that is whole opens, and mends the other', async () => {
    for (const name of [KEYRING, `${KEYRING}.copy`]) {
      const { purse, store } = await made();
      await purse.safe.set('nwc', 'a secret');
      await purse.lock();
      store.values.set(name, { version: 1 });
      expect(await purse.keyring.state()).toBe('locked');
      await purse.unlock(PASSWORD);
      expect(await purse.safe.get('nwc')).toBe('a secret');
      expect(store.values.get(KEYRING)).toEqual(store.values.get(`${KEYRING}.copy`));
    }
  });

  const turned = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;
  type Sealed = Record<'salt' | 'iv' | 'data' | 'check', string> & { iterations: number };
  test.each<[string, (sealed: Sealed) => unknown]>([
    ['nothing', () => null],
    ['a later version', (sealed) => ({ ...sealed, version: 2 })],
    ['turned data', (sealed) => ({ ...sealed, data: turned(sealed.data) })],
    ['a turned salt', (sealed) => ({ ...sealed, salt: turned(sealed.salt) })],
    ['other iterations', (sealed) => ({ ...sealed, iterations: 1001 })],
    ['a turned check', (sealed) => ({ ...sealed, check: turned(sealed.check) })],
  ])(
    '%s twice: it says so, writes nothing over it, and begins anew only when told',
    async (_, damage) => {
      const { purse, store, keyring } = await made();
      await purse.safe.set('nwc', 'a secret');
      await keyring.lock();
      const damaged = damage(store.values.get(KEYRING) as Sealed);
      for (const name of [KEYRING, `${KEYRING}.copy`]) store.values.set(name, damaged);
      const before = JSON.stringify([...store.values]);
      for (const ask of [
        () => keyring.state(),
        () => keyring.unlock(PASSWORD),
        () => keyring.create(PASSWORD),
        () => purse.create(PASSWORD),
      ]) {
        await expect(ask()).rejects.toThrow('error_keys_damaged');
      }
      expect(JSON.stringify([...store.values])).toBe(before);
      await keyring.create(PASSWORD, true);
      expect(await purse.safe.get('nwc')).toBeUndefined();
      expect([...store.values.values()]).toContainEqual(damaged);
    },
  );

  test('unlocking raises iterations that are too few by now; a disk that is full keeps it as it was', async () => {
    const { keyring, deps, store } = await made();
    await keyring.lock();
    const rounds = () => (store.values.get(KEYRING) as { iterations: number }).iterations;
    const full = {
      ...store,
      set: (key: string, value: unknown) =>
        key.startsWith(KEYRING) && key !== 'keyring.tries'
          ? Promise.reject(new Error('full'))
          : store.set(key, value),
    };
    const onFull = createKeyRing({ ...deps, store: full, iterations: 2000 });
    await onFull.unlock(PASSWORD);
    expect([await onFull.state(), rounds()]).toEqual(['open', 1000]);
    await createKeyRing({ ...deps, iterations: 2000 }).unlock(PASSWORD);
    expect(rounds()).toBe(2000);
    await createKeyRing({ ...deps, iterations: 1500 }).unlock(PASSWORD);
    expect(rounds()).toBe(2000);
  });

  test('what does not read back as it was written is not kept', async () => {
    const { deps, store, session } = box();
    const set: typeof store.set = async (key, value) =>
      store.set(key, key === KEYRING ? { ...(value as object), data: '00'.repeat(48) } : value);
    const keyring = createKeyRing({ ...deps, store: { ...store, set } });
    await expect(keyring.create(PASSWORD)).rejects.toThrow('error_storage');
    expect([store.values.size, session.values.size]).toEqual([0, 0]);
  });
});
