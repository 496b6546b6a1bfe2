import { expect, test } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import { createPurse } from '../../../../src/wallets/purse/index.ts';
import type { Vault } from '../../../../src/wallets/purse/vault/vault-schema.ts';
import { box } from './box.ts';
import { ADDRESS, KEY } from './vectors.ts';

const PASSPHRASE = 'seven wet dogs';
const VAULT = 'purse.vault';
const RAIL = {
  kind: 'eip3009',
  network: 'eip155:8453',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
} as const;

test('a purse that is created is open, survives a restart of the worker, locks and unlocks', async () => {
  const { purse, again, session } = box();
  expect(await purse.status()).toEqual({ state: 'none' });
  const made = await purse.create(PASSPHRASE);
  expect(made).toEqual({ state: 'open', address: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/) });
  expect(await again().status()).toEqual(made);
  const locked = await purse.lock();
  expect(locked).toEqual({ ...made, state: 'locked' });
  expect(session.values.size).toBe(0);
  expect(await again().unlock(PASSPHRASE)).toEqual(made);
});

test('an imported key is the key that a backup shows', async () => {
  const { purse } = box();
  expect(await purse.import(PASSPHRASE, KEY)).toEqual({ state: 'open', address: ADDRESS });
  await purse.lock();
  expect(await purse.backup(PASSPHRASE)).toBe(KEY);
  expect((await purse.status()).state).toBe('locked');
});

test('nothing takes the place of a purse; removing it wants the passphrase', async () => {
  const { purse, store, session } = box();
  await purse.import(PASSPHRASE, KEY);
  await expect(purse.create(PASSPHRASE)).rejects.toThrow('error_purse_exists');
  await expect(purse.import(PASSPHRASE, KEY)).rejects.toThrow('error_purse_exists');
  await expect(purse.remove('another one')).rejects.toThrow('error_passphrase_wrong');
  expect(await purse.status()).toEqual({ state: 'open', address: ADDRESS });
  expect(await purse.remove(PASSPHRASE)).toEqual({ state: 'none' });
  expect([store.values.size, session.values.size]).toEqual([0, 0]);
});

test('without a purse there is nothing to unlock, back up or remove', async () => {
  const { purse } = box();
  expect(await purse.lock()).toEqual({ state: 'none' });
  for (const ask of [purse.unlock, purse.backup, purse.remove]) {
    await expect(ask(PASSPHRASE)).rejects.toThrow('error_no_purse');
  }
});

test.each(['', 'nine char', 'aaaaaaaaaaaa', '          ', '👍👍👍👍👍👍👍👍👍👎'.slice(2)])(
  'the new passphrase %j is too short',
  async (passphrase) => {
    const { purse, store } = box();
    await expect(purse.create(passphrase)).rejects.toThrow('error_passphrase_short: 10');
    await expect(purse.import(passphrase, KEY)).rejects.toThrow('error_passphrase_short: 10');
    expect(store.values.size).toBe(0);
  },
);

test.each([
  '',
  '0x',
  KEY.slice(0, -1),
  `${KEY}0`,
  `0x${KEY}`,
  KEY.replace('0x', '0X'),
  ` ${KEY}`,
  `${KEY}\n`,
  `0x${'g'.repeat(64)}`,
  `0x${'0'.repeat(64)}`,
  '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
  '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142',
  `0x${'f'.repeat(64)}`,
  'test test test test test test test test test test test junk',
])('%j is no private key', async (text) => {
  const { purse, store } = box();
  await expect(purse.import(PASSPHRASE, text)).rejects.toThrow('error_private_key');
  expect(store.values.size).toBe(0);
});

test.each([
  KEY.slice(2),
  KEY.toUpperCase().replace('0X', ''),
  `0x${'0'.repeat(63)}1`,
  '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140',
])('%j is a private key', async (text) => {
  const { purse } = box();
  expect((await purse.import(PASSPHRASE, text)).state).toBe('open');
  expect(await purse.backup(PASSPHRASE)).toBe(`0x${text.replace('0x', '').toLowerCase()}`);
});

test('a broken source of randomness makes no key', async () => {
  const { deps } = box();
  for (const random of [
    (length: number) => new Uint8Array(length),
    (length: number) => new Uint8Array(length).fill(255),
    () => new Uint8Array(8).fill(7),
  ]) {
    await expect(createPurse({ ...deps, random }).create(PASSPHRASE)).rejects.toThrow(
      'error_internal',
    );
  }
  expect(deps.store.values.size).toBe(0);
});

test('of two purses made at once one is kept, and it is the open one', async () => {
  const { purse } = box();
  const results = await Promise.allSettled([
    purse.create(PASSPHRASE),
    purse.import(PASSPHRASE, KEY),
    purse.create('another passphrase'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const { address } = (await purse.status()) as { address: string };
  expect(await purse.unlock(PASSPHRASE)).toEqual({ state: 'open', address });
});

test('a lock that comes while an unlock is at work wins', async () => {
  const { purse } = box();
  await purse.import(PASSPHRASE, KEY);
  await purse.lock();
  await Promise.all([purse.unlock(PASSPHRASE), purse.lock()]);
  expect((await purse.status()).state).toBe('locked');
});

test('unlocking raises iterations that are too few by now', async () => {
  const { purse, deps, store } = box();
  await purse.import(PASSPHRASE, KEY);
  await purse.lock();
  const before = store.values.get(VAULT) as Vault;
  const later = createPurse({ ...deps, iterations: 2000 });
  expect(await later.unlock(PASSPHRASE)).toEqual({ state: 'open', address: ADDRESS });
  const after = store.values.get(VAULT) as Vault;
  expect([before.iterations, after.iterations]).toEqual([1000, 2000]);
  expect([after.salt === before.salt, after.iv === before.iv]).toEqual([false, false]);
  expect(await later.backup(PASSPHRASE)).toBe(KEY);
  expect(await createPurse({ ...deps, iterations: 1500 }).backup(PASSPHRASE)).toBe(KEY);
  expect((store.values.get(VAULT) as Vault).iterations).toBe(2000);
});

test('a disk that will not take the raised vault does not keep the purse shut', async () => {
  const { purse, deps, store } = box();
  await purse.import(PASSPHRASE, KEY);
  await purse.lock();
  const set: typeof store.set = async (key, value) => {
    if (key === VAULT) throw new Error('QUOTA_BYTES quota exceeded');
    await store.set(key, value);
  };
  const later = createPurse({ ...deps, store: { ...store, set }, iterations: 2000 });
  expect((await later.unlock(PASSPHRASE)).state).toBe('open');
  expect((store.values.get(VAULT) as Vault).iterations).toBe(1000);
});

test('what does not read back as it was written is not kept', async () => {
  const { deps, store, session } = box();
  const set: typeof store.set = async (key, value) => {
    const damaged = key === VAULT ? { ...(value as Vault), data: '00'.repeat(48) } : value;
    await store.set(key, damaged);
  };
  const purse = createPurse({ ...deps, store: { ...store, set } });
  await expect(purse.create(PASSPHRASE)).rejects.toThrow('error_storage');
  expect([store.values.size, session.values.size]).toEqual([0, 0]);
});

test('a store that fails says so', async () => {
  const { deps, store } = box();
  const set = () => Promise.reject(new Error('disk full'));
  const purse = createPurse({ ...deps, store: { ...store, set } });
  await expect(purse.create(PASSPHRASE)).rejects.toThrow(new FareboxError('error_storage'));
});

test('a damaged record is left alone, shows no address, and an import sets it aside', async () => {
  const { purse, store } = box();
  await purse.import(PASSPHRASE, KEY);
  await purse.lock();
  const damaged = { ...(store.values.get(VAULT) as Vault), address: ADDRESS.replace('7', '8') };
  store.values.set(VAULT, damaged);
  for (const ask of [
    purse.status,
    () => purse.unlock(PASSPHRASE),
    () => purse.create(PASSPHRASE),
    () => purse.backup(PASSPHRASE),
    () => purse.remove(PASSPHRASE),
  ]) {
    await expect(ask()).rejects.toThrow('error_purse_damaged');
  }
  expect(await purse.serves(RAIL)).toBe(false);
  expect(await purse.account(RAIL, { tabId: 1 })).toBeUndefined();
  expect([...store.values]).toEqual([[VAULT, damaged]]);
  expect(await purse.import(PASSPHRASE, KEY)).toEqual({ state: 'open', address: ADDRESS });
  expect([...store.values.values()]).toContainEqual(damaged);
});

test('no error names the key or the passphrase, and the store holds neither', async () => {
  const { purse, store, session } = box();
  const errors: unknown[] = [];
  const caught = (error: unknown) => errors.push(error);
  await purse.import(PASSPHRASE, `${KEY}0`).catch(caught);
  await purse.import('short', KEY).catch(caught);
  await purse.import(PASSPHRASE, KEY);
  await purse.import(PASSPHRASE, KEY).catch(caught);
  await purse.unlock(`${PASSPHRASE}!`).catch(caught);
  const said = errors.map((error) => `${String(error)} ${JSON.stringify(error)}`).join();
  expect(errors.length).toBe(4);
  for (const secret of [KEY.slice(2), PASSPHRASE]) {
    expect(said).not.toContain(secret);
    expect(JSON.stringify([...store.values])).not.toContain(secret);
  }
  expect([...session.values.values()]).toMatchObject([{ key: KEY.slice(2) }]);
});
