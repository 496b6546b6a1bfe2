import { expect, test } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import { box, purseOn } from './box.ts';
import { ADDRESS, KEY } from './vectors.ts';

const PASSPHRASE = 'seven wet dogs';
const open = { state: 'open', address: ADDRESS, origin: 'key' };
const OTHER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const RAIL = {
  kind: 'eip3009',
  network: 'eip155:8453',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
} as const;

test('a purse that is created is open, survives a restart of the worker, locks and unlocks', async () => {
  const { purse, again, session } = box();
  expect(await purse.status()).toEqual({ state: 'none' });
  const made = await purse.create(PASSPHRASE);
  expect(made).toEqual({
    ...open,
    address: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
    origin: 'phrase',
  });
  expect(await again().status()).toEqual(made);
  const locked = await purse.lock();
  expect(locked).toEqual({ ...made, state: 'locked' });
  expect(session.values.size).toBe(0);
  expect(await again().unlock(PASSPHRASE)).toEqual(made);
});

test('an imported key is the key that a backup shows', async () => {
  const { purse } = box();
  expect(await purse.import(KEY, PASSPHRASE)).toEqual(open);
  await purse.lock();
  await expect(purse.backup('another one')).rejects.toThrow('error_passphrase_wrong');
  expect((await purse.status()).state).toBe('locked');
  expect(await purse.backup(PASSPHRASE)).toBe(KEY);
  expect((await purse.status()).state).toBe('open');
});

test('nothing takes the place of a purse; removing it wants the passphrase', async () => {
  const { purse, store } = box();
  await purse.import(KEY, PASSPHRASE);
  await expect(purse.create(PASSPHRASE)).rejects.toThrow('error_purse_exists');
  await expect(purse.import(KEY, PASSPHRASE)).rejects.toThrow('error_purse_exists');
  await expect(purse.remove('another one')).rejects.toThrow('error_passphrase_wrong');
  expect(await purse.status()).toEqual(open);
  expect(await purse.remove(PASSPHRASE)).toEqual({ state: 'none' });
  expect([...store.values.keys()].sort()).toEqual(['keyring', 'keyring.copy']);
});

test('without a purse there is nothing to unlock, back up or remove', async () => {
  const { purse } = box();
  expect(await purse.lock()).toEqual({ state: 'none' });
  await expect(purse.unlock(PASSPHRASE)).rejects.toThrow('error_no_password');
  for (const ask of [purse.backup, purse.remove]) {
    await expect(ask(PASSPHRASE)).rejects.toThrow('error_no_purse');
  }
});

test.each(['', 'nine char', 'aaaaaaaaaaaa', '          ', '👍👍👍👍👍👍👍👍👍👎'.slice(2)])(
  'the new passphrase %j is too short',
  async (passphrase) => {
    const { purse, store } = box();
    await expect(purse.create(passphrase)).rejects.toThrow('error_passphrase_short: 10');
    await expect(purse.import(KEY, passphrase)).rejects.toThrow('error_passphrase_short: 10');
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
])('%j is no private key', async (text) => {
  const { purse, store } = box();
  await expect(purse.import(text, PASSPHRASE)).rejects.toThrow('error_private_key');
  expect(store.values.size).toBe(0);
});

test.each([
  KEY.slice(2),
  KEY.toUpperCase().replace('0X', ''),
  // Letters, digits and letters are no words where nothing stands between them.
  'ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  'DEAD0000beef1111'.repeat(4),
  `${'a'.repeat(31)}1${'b'.repeat(32)}`,
  `0x${'0'.repeat(63)}1`,
  '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140',
])('%j is a private key', async (text) => {
  const { purse } = box();
  expect((await purse.import(text, PASSPHRASE)).state).toBe('open');
  expect(await purse.backup(PASSPHRASE)).toBe(`0x${text.replace('0x', '').toLowerCase()}`);
});

test('of two purses made at once one is kept, and it is the open one', async () => {
  const { purse } = box();
  const results = await Promise.allSettled([
    purse.create(PASSPHRASE),
    purse.import(KEY, PASSPHRASE),
    purse.create('another passphrase'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const { address } = (await purse.status()) as { address: string };
  expect(await purse.unlock(PASSPHRASE)).toMatchObject({ state: 'open', address });
});

test('a lock that comes while an unlock is at work wins', async () => {
  const { purse } = box();
  await purse.import(KEY, PASSPHRASE);
  await purse.lock();
  await Promise.all([purse.unlock(PASSPHRASE), purse.lock()]);
  expect((await purse.status()).state).toBe('locked');
});

test('a key that does not read back as it was written has no address', async () => {
  const { deps, store, purse } = box();
  await purse.keyring.create(PASSPHRASE);
  const set: typeof store.set = async (key, value) =>
    store.set(key, key === 'sealed:purse' ? String(value).replace(/.$/, 'x') : value);
  const other = purseOn({ ...deps, store: { ...store, set } });
  await expect(other.import(KEY)).rejects.toThrow('error_safe');
  expect(await other.status()).toEqual({ state: 'none' });
});

test('a store that fails says so', async () => {
  const { deps, store } = box();
  const set = () => Promise.reject(new Error('disk full'));
  const purse = purseOn({ ...deps, store: { ...store, set } });
  await expect(purse.create(PASSPHRASE)).rejects.toThrow(new FareboxError('error_storage'));
});

test.each<[string, (record: object) => unknown]>([
  ['another address', (record) => ({ ...record, address: ADDRESS.replace('7', '8') })],
  ['an address that is not its own', (record) => ({ ...record, address: OTHER })],
  ['a later version', (record) => ({ ...record, version: 2 })],
  ['nothing', () => null],
])('a damaged record (%s) shows no address, and an import sets it aside', async (_, damage) => {
  const { purse, store } = box();
  await purse.import(KEY, PASSPHRASE);
  const damaged = damage(store.values.get('purse') as object);
  store.values.set('purse', damaged);
  for (const ask of [
    purse.status,
    () => purse.create(),
    () => purse.backup(PASSPHRASE),
    () => purse.remove(PASSPHRASE),
  ]) {
    await expect(ask()).rejects.toThrow('error_purse_damaged');
  }
  expect(await purse.serves(RAIL)).toBe(false);
  expect(await purse.account(RAIL, { tabId: 1 })).toBeUndefined();
  expect(store.values.get('purse')).toEqual(damaged);
  expect(await purse.import(KEY)).toEqual(open);
  expect(store.values.get('damaged')).toEqual({ purse: damaged });
});

test('no error names the key or the passphrase, and the store holds neither', async () => {
  const { purse, store, session } = box();
  const errors: unknown[] = [];
  const caught = (error: unknown) => errors.push(error);
  await purse.import(`${KEY}0`, PASSPHRASE).catch(caught);
  await purse.import(KEY, 'short').catch(caught);
  await purse.import(KEY, PASSPHRASE);
  await purse.import(KEY, PASSPHRASE).catch(caught);
  await purse.unlock(`${PASSPHRASE}!`).catch(caught);
  const said = errors.map((error) => `${String(error)} ${JSON.stringify(error)}`).join();
  expect(errors.length).toBe(4);
  for (const secret of [KEY.slice(2), PASSPHRASE]) {
    expect(said).not.toContain(secret);
    expect(JSON.stringify([...store.values])).not.toContain(secret);
  }
  expect(JSON.stringify([...session.values])).not.toContain(KEY.slice(2));
});

test.each<[string, unknown]>([
  ['not its own address', { version: 1, address: OTHER, origin: 'key', check: '' }],
  ['of a later version', { version: 2 }],
  ['nothing', null],
])('the key of a damaged record (%s) is kept when another takes its place', async (_, damaged) => {
  const { purse, store } = box();
  await purse.import(KEY, PASSPHRASE);
  store.values.set('purse', damaged);
  await purse.import(`0x${'7c'.repeat(32)}`);
  expect(await purse.backup(PASSPHRASE)).toBe(`0x${'7c'.repeat(32)}`);
  expect(await purse.safe.get(`purse ${ADDRESS}`)).toBe(KEY.slice(2));
});

test.each<[string, readonly string[]]>([
  ['both records of the password are gone', ['keyring', 'keyring.copy']],
  ['the account is gone with them', ['keyring', 'keyring.copy', 'purse']],
  ['what is known of the words is gone with them', ['keyring', 'keyring.copy', 'phrase']],
])('the recovery phrase brings the wallet back where %s', async (_, gone) => {
  const { purse, again, store, session } = box();
  const made = await purse.create(PASSPHRASE);
  const words = (await purse.phrase.words()) ?? '';
  await purse.safe.set('nwc', 'nostr+walletconnect://…');
  const sealed = store.values.get('sealed:nwc');
  for (const name of gone) store.values.delete(name);
  session.values.clear();
  const next = again();
  expect(await next.import(words, 'another password')).toEqual(made);
  expect(await next.phrase.words()).toBe(words);
  // It can be connected anew, and what cannot be opened is kept.
  expect(await next.safe.get('nwc')).toBeUndefined();
  expect([...store.values.values()]).toContain(sealed);
});
