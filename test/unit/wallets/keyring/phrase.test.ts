import { bytesToHex } from '@noble/hashes/utils.js';
import { english, generateMnemonic, mnemonicToAccount } from 'viem/accounts';
import { describe, expect, test } from 'vitest';
import { addressOf } from '../../../../src/wallets/evm/address.ts';
import { evmKeyOf } from '../../../../src/wallets/keyring/phrase/evm-key.ts';
import { box } from '../purse/box.ts';

const PASSWORD = 'seven wet dogs';
const JUNK = 'test test test test test test test test test test test junk';
const OTHER = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

async function opened() {
  const all = box();
  await all.purse.keyring.create(PASSWORD);
  return all;
}

describe('the recovery phrase', () => {
  test('is made when it is first needed, once, and known to be unconfirmed', async () => {
    const { purse, again } = await opened();
    expect([await purse.phrase.status(), await purse.phrase.words()]).toEqual(['none', undefined]);
    const [one, two] = await Promise.all([purse.phrase.ensure(), purse.phrase.ensure()]);
    expect(one.split(' ')).toHaveLength(12);
    expect([two, await again().phrase.words()]).toEqual([one, one]);
    await purse.lock();
    expect(await purse.phrase.status()).toBe('unconfirmed');
    await expect(purse.phrase.words()).rejects.toThrow('error_locked');
  });

  test.each<
    [string, boolean, (phrase: ReturnType<typeof box>['purse']['phrase']) => Promise<unknown>]
  >([
    ['made', true, (phrase) => phrase.ensure()],
    ['brought', true, (phrase) => phrase.adopt(OTHER, { confirmed: true, brought: true })],
    ['taken over', false, (phrase) => phrase.adopt(OTHER, { confirmed: false, brought: false })],
  ])('is known to be there although a worker died as it was %s', async (_, brought, again) => {
    const { purse, store } = await opened();
    await purse.phrase.adopt(OTHER, { confirmed: false, brought: false });
    store.values.delete('phrase');
    await again(purse.phrase);
    expect(await purse.phrase.words()).toBe(OTHER);
    expect(await purse.phrase.status()).not.toBe('none');
    // Where it is not known, a mint may have signed for these words before.
    expect(await purse.phrase.wereBrought()).toBe(brought);
  });

  test('is confirmed by two of its words at their places, and by nothing less', async () => {
    const { purse } = await opened();
    await purse.phrase.adopt(OTHER, { confirmed: false, brought: false });
    const [legal, thank] = [
      { place: 1, word: ' Legal ' },
      { place: 11, word: 'thank' },
    ];
    for (const some of [
      [],
      [legal],
      [legal, legal],
      [legal, { place: 12, word: 'thank' }],
      [legal, { place: 11, word: '' }],
      [legal, { place: 13, word: '' }],
    ]) {
      await expect(purse.phrase.confirm(some)).rejects.toThrow('error_words_differ');
      expect(await purse.phrase.status()).toBe('unconfirmed');
    }
    await purse.phrase.confirm([legal, thank]);
    expect(await purse.phrase.status()).toBe('confirmed');
  });

  test('takes no other place: words that differ are refused, the same ones confirm', async () => {
    const { purse } = await opened();
    await purse.phrase.adopt(OTHER, { confirmed: false, brought: false });
    const brought = { confirmed: true, brought: true };
    await expect(purse.phrase.adopt(JUNK, brought)).rejects.toThrow('error_phrase_exists');
    await purse.phrase.adopt(OTHER, brought);
    expect([await purse.phrase.status(), await purse.phrase.wereBrought()]).toEqual([
      'confirmed',
      false,
    ]);
  });
});

describe('the EVM key of a phrase', () => {
  test('is the first account that other wallets show (BIP-39, BIP-32, BIP-44)', async () => {
    for (const words of [
      JUNK,
      OTHER,
      ...Array.from({ length: 20 }, () => generateMnemonic(english)),
    ]) {
      const key = await evmKeyOf(words);
      const account = mnemonicToAccount(words);
      expect([addressOf(key), bytesToHex(key)]).toEqual([
        account.address,
        bytesToHex(account.getHdKey().privateKey ?? new Uint8Array()),
      ]);
    }
  });

  test('makes the same purse on another machine', async () => {
    const [one, two] = [await opened(), box()];
    const made = await one.purse.create();
    const words = (await one.purse.phrase.words()) ?? '';
    const typed = `  ${words.toUpperCase().replaceAll(' ', '  ')} `;
    expect(await two.purse.import(typed, PASSWORD)).toEqual(made);
    expect(made).toMatchObject({ origin: 'phrase' });
    expect(await two.purse.phrase.status()).toBe('confirmed');
    expect(await two.purse.phrase.wereBrought()).toBe(true);
    expect(await two.purse.backup(PASSWORD)).toBe(await one.purse.backup(PASSWORD));
  });

  test.each([
    ['numbered', (words: string[]) => words.map((word, at) => `${at + 1}. ${word}`).join('\n')],
    [
      'with numbers behind',
      (words: string[]) => words.map((word, at) => `${word}${at + 1}`).join(' '),
    ],
    ['with commas', (words: string[]) => words.join(',')],
    ['in one column', (words: string[]) => words.join('\r\n')],
  ])('is made of words that are written %s', async (_, written) => {
    const { purse } = box();
    await purse.import(written(OTHER.split(' ')), PASSWORD);
    expect(await purse.phrase.words()).toBe(OTHER);
  });

  test.each([
    ['eleven words', JUNK.split(' ').slice(1).join(' '), 'error_words_count'],
    ['a word that is none', JUNK.replace('junk', 'wallet'), 'error_words_unknown'],
    ['words that do not belong together', JUNK.replace('junk', 'test'), 'error_words'],
  ])('is made of no phrase with %s', async (_, words, error) => {
    const { purse, store } = box();
    await expect(purse.import(words, PASSWORD)).rejects.toThrow(error);
    expect(store.values.size).toBe(0);
  });
});
