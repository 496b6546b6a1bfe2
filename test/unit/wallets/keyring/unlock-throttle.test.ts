import { expect, test } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import { box } from '../purse/box.ts';
import { ADDRESS, KEY } from '../purse/vectors.ts';

const PASSPHRASE = 'seven wet dogs';
const open = { state: 'open', address: ADDRESS, origin: 'key' };

async function locked() {
  const all = box();
  await all.purse.import(KEY, PASSPHRASE);
  await all.purse.lock();
  /** The seconds to wait that the error of a try with this passphrase names. */
  const wait = async (passphrase = 'not this one') => {
    const error: unknown = await all
      .again()
      .unlock(passphrase)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FareboxError);
    const { key, detail } = error as FareboxError;
    expect(key).toBe(detail.length > 0 ? 'error_passphrase_wait' : 'error_passphrase_wrong');
    return detail[0];
  };
  return { ...all, wait };
}

test('five wrong ones are free; then the wait doubles, over restarts, up to an hour', async () => {
  const { wait, clock } = await locked();
  for (let time = 1; time < 5; time++) expect(await wait()).toBeUndefined();
  const waits: string[] = [];
  for (let time = 5; time <= 15; time++) {
    const seconds = await wait();
    waits.push(String(seconds));
    clock.now += Number(seconds) * 1000;
  }
  expect(waits.join(' ')).toBe('15 30 60 120 240 480 960 1920 3600 3600 3600');
});

test('while it waits not even the right passphrase is tried, and asking does not lengthen it', async () => {
  const { wait, clock, purse } = await locked();
  for (let time = 1; time <= 5; time++) await wait();
  clock.now += 4_500;
  expect(await wait(PASSPHRASE)).toBe('11');
  await expect(purse.backup(PASSPHRASE)).rejects.toThrow('error_passphrase_wait: 11');
  await expect(purse.remove(PASSPHRASE)).rejects.toThrow('error_passphrase_wait: 11');
  clock.now += 10_500;
  expect(await purse.unlock(PASSPHRASE)).toEqual(open);
});

test('a right one starts the count anew', async () => {
  const { wait, purse } = await locked();
  for (let round = 0; round < 3; round++) {
    for (let time = 1; time < 5; time++) expect(await wait()).toBeUndefined();
    expect(await purse.unlock(PASSPHRASE)).toEqual(open);
  }
});

test('many at once are counted one by one', async () => {
  const { purse, wait } = await locked();
  await Promise.allSettled(Array.from({ length: 20 }, () => purse.unlock('not this one')));
  expect(await wait(PASSPHRASE)).toBe('15');
});

test('a try that the end of the worker cut short is counted', async () => {
  const { deps, store, wait } = await locked();
  for (let time = 1; time <= 3; time++) await wait();
  const counted = new Promise<void>((resolve) => {
    const { set } = deps.store;
    store.set = async (key, value) => {
      await set(key, value);
      resolve();
    };
  });
  const cut = wait();
  await counted;
  expect(store.values.get('keyring.tries')).toMatchObject({ wrong: 4 });
  await cut;
});

test('a clock set back makes no wait longer, and a damaged count makes none', async () => {
  const { wait, clock, store, purse } = await locked();
  for (let time = 1; time <= 5; time++) await wait();
  clock.now -= 86_400_000;
  expect(await wait(PASSPHRASE)).toBe('15');
  store.values.set('keyring.tries', { wrong: 'many', at: null });
  expect(await purse.unlock(PASSPHRASE)).toEqual(open);
});

test('a damaged purse is not a wrong passphrase', async () => {
  const { purse, store } = await locked();
  for (const name of ['keyring', 'keyring.copy']) store.values.set(name, { version: 1 });
  for (let time = 1; time <= 7; time++) {
    await expect(purse.unlock(PASSPHRASE)).rejects.toThrow('error_keys_damaged');
  }
  expect(store.values.has('keyring.tries')).toBe(false);
});
