import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

// A field whose text was refused says so itself, and points at the reason; the focus is never lost by a redraw.

let gallery: Gallery;
let popup: Page;
let settings: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  popup = await gallery.open('popup');
  settings = await gallery.open('settings');
});
afterAll(() => gallery?.close());

const draw = (page: Page, name: string, keep = false) =>
  page.evaluate(([scene, over]) => window.stage.draw(scene, 'en', 0, over), [name, keep] as const);

/** Of every field that says that it is wrong: its type, and the texts that it points at. */
const wrong = (page: Page) =>
  page.$$eval('[aria-invalid]', (fields) =>
    fields.map((field) => ({
      label: document.querySelector(`label[for="${field.id}"]`)?.textContent,
      about: (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? `no ${id}`)
        .join(' '),
    })),
  );

describe('a wrong field', () => {
  test.each([
    ['settings-short', 'Password', 'too short'],
    ['settings-wrong', 'Password', 'Wrong password'],
    ['settings-lightning-wrong', 'Connection', 'relay is missing or wrong'],
    ['settings-ecash-refused', 'Token', 'used before'],
    ['settings-key-wrong', 'Recovery phrase or private key', '64 digits'],
    ['settings-mint-wrong', 'Address of the mint', 'https://'],
  ])('%s', async (name, label, reason) => {
    await draw(settings, name);
    const [field, ...others] = await wrong(settings);
    expect(field?.label).toContain(label);
    expect(field?.about).toContain(reason);
    expect(others).toEqual([]);
  });

  test('locked-wrong, in the popup', async () => {
    await draw(popup, 'locked-wrong');
    const [field] = await wrong(popup);
    expect(field?.about).toContain('Wrong password');
  });

  test('two passphrases that differ', async () => {
    await draw(settings, 'settings-none');
    const fields = await settings.$$('form:has([data-act=create]) input');
    await fields[0]?.fill('correct horse battery');
    await fields[1]?.fill('another horse battery');
    await settings.click('[data-act=create]');
    expect(await wrong(settings)).toHaveLength(1);
  });

  test.each(['settings-none', 'settings-open', 'settings-ecash-open'])(
    '%s has none',
    async (name) => {
      await draw(settings, name);
      expect(await wrong(settings)).toEqual([]);
    },
  );
});

test('of the forms for the first password one is open, and another is chosen by keyboard', async () => {
  await draw(settings, 'settings-none');
  const forms = () =>
    settings.$$eval('form:has([type=password])', (all) =>
      all
        .filter((form) => form.checkVisibility() && form.closest('details') === null)
        .map((form) => form.querySelector('button')?.getAttribute('data-act')),
    );
  const asks = '[data-lightning] [data-act=set-password-ask]';
  expect(await forms()).toEqual(['create']);
  await settings.focus(asks);
  await settings.keyboard.press('Enter');
  await settings.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  expect(await forms()).toEqual(['set-password']);
  expect(await settings.$(asks)).toBeNull();
  await settings.click('[data-act=create-ask]');
  expect(await forms()).toEqual(['create']);
  await settings.click('[data-act=set-password-ask] >> nth=1');
  expect(await forms()).toEqual(['set-password']);
});

describe('the focus is somewhere', () => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? 'none');

  test.each([
    ['after a purse was made', 'settings-none', '[data-act=create]', 'settings-open'],
    ['after unlocking', 'settings-locked', '[data-act=unlock]', 'settings-open'],
    ['after locking', 'settings-open', '[data-act=lock]', 'settings-locked'],
  ])('%s', async (_, from, button, to) => {
    await draw(settings, from);
    await settings.focus(button);
    await draw(settings, to, true);
    expect(await focused(settings)).not.toBe('body');
  });

  test.each([
    ['offer-one', '[type=password]'],
    ['not-enough', '[type=password]'],
    ['over-limit', '[data-act=unlock]'],
  ])('after unlocking in the popup: %s', async (to, at) => {
    await draw(popup, 'locked');
    await popup.focus(at);
    await draw(popup, to, true);
    expect(await focused(popup)).not.toBe('body');
  });
});
