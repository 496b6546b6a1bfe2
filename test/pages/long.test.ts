import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { languagesOf } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { type Gallery, openGallery } from './gallery/open.ts';

// The settings of a fresh profile, with every network that the purse knows. Open, each of these takes 250 px.

let gallery: Gallery;
let settings: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  settings = await gallery.open('settings');
});
afterAll(() => gallery?.close());

const draw = (name: string, language = 'en') =>
  settings.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);
const lines = () =>
  settings.$$eval('fieldset[data-network]', (all) =>
    all.map((line) => line.getAttribute('data-network')),
  );

describe('networks', () => {
  test.each(languagesOf(root))('on the default setting are folded in %s', async (language) => {
    await draw('settings-all-networks', language);
    expect(await lines()).toEqual([]);
    // In 360 px of width; with the networks it were 10,000 and more.
    expect(await settings.evaluate(() => document.body.offsetHeight)).toBeLessThan(5_000);
  });

  test('that were changed are in sight', async () => {
    await draw('settings-open');
    expect(await lines()).toEqual(['eip155:84532', 'eip155:137']);
  });

  test('are reached by keyboard alone', async () => {
    await draw('settings-all-networks');
    await settings.focus('[data-act=networks-open]');
    await settings.keyboard.press('Enter');
    await settings.waitForSelector('fieldset[data-network]');
    expect((await lines()).length).toBeGreaterThan(30);
    await settings.keyboard.press('Tab');
    const focused = () =>
      settings.evaluate(() => {
        const field = document.activeElement;
        return field instanceof HTMLInputElement ? `${field.name} ${field.value}` : field?.tagName;
      });
    expect(await focused()).toBe('eip155:1 default');
    await settings.keyboard.press('ArrowUp');
    expect(await focused()).toBe('eip155:1 off');
    const calls = await settings.evaluate(() => window.stage.calls);
    expect(calls.at(-1)).toEqual(['settings.set', { rpc: { 'eip155:1': '' } }]);
  });
});
