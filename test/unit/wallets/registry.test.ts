import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languagesOf, readTexts } from '../../../scripts/languages.ts';
import { root } from '../../../scripts/setup.mjs';
import type { MessageKey } from '../../../src/pages/shared/ui.ts';
import { walletAbout, walletKinds } from '../../../src/wallets/index.ts';
import { idLiterals } from '../id-literals.ts';

const ids: string[] = walletKinds.map(({ about }) => about.id);

test.each(walletKinds.map(({ about }) => about))('$id names texts that are there', (about) => {
  for (const language of languagesOf(root)) {
    const texts = readTexts(root, language);
    for (const key of Object.values(about.texts)) expect(texts[key]?.message, key).toBeTruthy();
  }
});

test('the keys of built-in texts are known to the compiler', () => {
  const keys: readonly MessageKey[] = [
    ...Object.values(walletKinds[0].about.texts),
    ...Object.values(walletKinds[1].about.texts),
    ...Object.values(walletKinds[2].about.texts),
    ...Object.values(walletKinds[4].about.texts),
  ];
  expect(keys.length).toBeGreaterThan(ids.length);
});

test.each(walletKinds.map(({ about }) => about))(
  '$id is set up where the settings page has a section',
  (about) => {
    if (!('settings' in about) || about.settings === undefined) return;
    const name = `${about.settings[0]?.toUpperCase()}${about.settings.slice(1)}.tsx`;
    const file = `src/pages/settings/${about.settings}/${name}`;
    expect(readFileSync(join(root, file), 'utf8')).toContain(`id="${about.settings}"`);
  },
);

test('ids are unique, and each is known by its id', () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(walletAbout(id)?.id).toBe(id);
  expect(walletAbout('toString')).toBeUndefined();
});

test('no id of a wallet is written outside of src/wallets', () => {
  expect(idLiterals(ids, 'src/wallets/')).toEqual([]);
});
