import { expect, test } from 'vitest';
import { createSealedStore } from '../../../src/wallets/sealed-store.ts';
import { memory, random } from '../../fixtures/memory.ts';
import { box } from './purse/box.ts';

const SECRET = 'nostr+walletconnect://ab?secret=cafe ü';

async function safes() {
  const { purse, ...rest } = box();
  await purse.create('seven wet dogs');
  const store = memory();
  return { ...rest, purse, store, safe: createSealedStore(store, random, purse.keyring) };
}

test('opens what it sealed, and each time writes something else', async () => {
  const { safe } = await safes();
  const [one, two] = [await safe.seal('a', SECRET), await safe.seal('a', SECRET)];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^[0-9a-f]+$/);
  expect([await safe.open('a', one), await safe.open('a', two)]).toEqual([SECRET, SECRET]);
  expect(await safe.open('', await safe.seal('', ''))).toBe('');
});

test('keeps texts under names, none of them in clear', async () => {
  const { safe, store } = await safes();
  expect(await safe.get('nwc')).toBeUndefined();
  await safe.set('nwc', SECRET);
  expect(await safe.get('nwc')).toBe(SECRET);
  const kept = JSON.stringify([...store.values]);
  for (const form of ['cafe', 'walletconnect', Buffer.from(SECRET).toString('hex')]) {
    expect(kept).not.toContain(form);
  }
  await safe.remove('nwc');
  expect(store.values.size).toBe(0);
});

test('one text cannot take the place of another, and no byte can be changed', async () => {
  const { safe } = await safes();
  const sealed = await safe.seal('pass one', SECRET);
  await expect(safe.open('pass two', sealed)).rejects.toThrow('error_safe');
  for (const at of [0, 24, sealed.length - 1]) {
    const digit = sealed[at] === '0' ? '1' : '0';
    const changed = sealed.slice(0, at) + digit + sealed.slice(at + 1);
    await expect(safe.open('pass one', changed)).rejects.toThrow('error_safe');
  }
  for (const nonsense of ['', 'zz', sealed.slice(0, 30)]) {
    await expect(safe.open('pass one', nonsense)).rejects.toThrow('error_safe');
  }
});

test('opens and locks with the key ring, and not for another one', async () => {
  const { safe, purse, store } = await safes();
  await safe.set('nwc', SECRET);
  await purse.lock();
  await expect(safe.get('nwc')).rejects.toThrow('error_locked');
  await expect(safe.set('nwc', 'x')).rejects.toThrow('error_locked');
  await purse.unlock('seven wet dogs');
  expect(await safe.get('nwc')).toBe(SECRET);
  const other = box().purse;
  await expect(createSealedStore(store, random, other.keyring).get('nwc')).rejects.toThrow(
    'error_no_password',
  );
  await other.create('seven wet dogs');
  await expect(createSealedStore(store, random, other.keyring).get('nwc')).rejects.toThrow(
    'error_safe',
  );
});
