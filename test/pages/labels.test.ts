import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bringAxe, violations } from './axe.ts';
import { type Gallery, openGallery } from './gallery/open.ts';

// Pages are drawn over and over in one root, and parts of them come and go: every id stays one element's, and
// every label and description points at its own.

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
});
afterAll(() => gallery?.close());

const draw = (page: Page, name: string) =>
  page.evaluate((scene) => window.stage.draw(scene, 'en', 0, true), name);

/** Ids that two elements have, labels that point elsewhere than to a field right beside them, lost references. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const astray = [...document.querySelectorAll('label')]
      .filter(({ control, parentElement }) => {
        const own = parentElement?.closest('.field, .tick, div') ?? parentElement;
        return control === null || own?.contains(control) !== true;
      })
      .map((label) => `label ${label.textContent}`);
    const lost = [...document.querySelectorAll('[aria-describedby], [aria-labelledby]')]
      .flatMap((each) => [
        each.getAttribute('aria-describedby'),
        each.getAttribute('aria-labelledby'),
      ])
      .flatMap((names) => names?.split(' ') ?? [])
      .filter((id) => !ids.includes(id))
      .map((id) => `no ${id}`);
    return [...twice.map((id) => `twice ${id}`), ...astray, ...lost];
  });
}

/** What a user does with the settings, one thing after the other, without loading the page anew. */
const WALKS = {
  'make, lock, unlock': ['settings-none', 'settings-open', 'settings-locked', 'settings-open'],
  'import, connect Lightning, add a mint': [
    'settings-none-open',
    'settings-open',
    'settings-open-open',
    'settings-lightning',
    'settings-ecash',
    'settings-ecash-open',
  ],
  'lock with all that there is, unlock, remove': [
    'settings-ecash-open',
    'settings-locked',
    'settings-ecash-open',
    'settings-none-open',
  ],
  'errors that come and go': [
    'settings-short',
    'settings-none-open',
    'settings-lightning-wrong',
    'settings-ecash-refused',
    'settings-damaged',
  ],
} as const;

describe('settings', () => {
  test.each(Object.entries(WALKS))('%s', async (_, scenes) => {
    const page = await gallery.open('settings');
    await bringAxe(page);
    for (const scene of scenes) {
      await draw(page, scene);
      expect([scene, ...(await faults(page))]).toEqual([scene]);
      expect([scene, ...(await violations(page))]).toEqual([scene]);
    }
    await page.context().close();
  });

  test('a click on a label puts the cursor into its own field', async () => {
    const page = await gallery.open('settings');
    for (const scene of ['settings-none', 'settings-locked', 'settings-open', 'settings-ecash']) {
      await draw(page, scene);
    }
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    for (const field of await page.$$('.field')) {
      await (await field.$('label'))?.click();
      expect(await field.evaluate((each) => each.contains(document.activeElement))).toBe(true);
    }
    await page.context().close();
  });
});

describe('popup', () => {
  test('locked, wrong, a receipt with its form, locked again', async () => {
    const page = await gallery.open('popup');
    await bringAxe(page);
    for (const scene of [
      'locked',
      'locked-wrong',
      'receipt-auto-pay-open',
      'locked',
      'offer-one',
    ]) {
      await draw(page, scene);
      expect([scene, ...(await faults(page))]).toEqual([scene]);
      expect([scene, ...(await violations(page))]).toEqual([scene]);
    }
    await page.context().close();
  });
});
