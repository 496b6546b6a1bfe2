import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
});
afterAll(() => gallery?.close());
beforeEach(async () => {
  page = await gallery.open('popup');
  return () => page.context().close();
});

const draw = (name: string, language = 'en', keep = false) =>
  page.evaluate(([scene, lang, over]) => window.stage.draw(scene, lang, 0, over), [
    name,
    language,
    keep,
  ] as const);
const checks = () =>
  page.evaluate(() => window.stage.calls.filter(([name]) => name === 'checkBalance').length);
const answers = (value: boolean | 'never') =>
  page.evaluate((said) => {
    window.stage.answers = said === 'never' ? new Promise<boolean>(() => undefined) : said;
  }, value);

/** The page's time moves by the test's word alone. */
async function still(name: string): Promise<void> {
  // What is loaded when first needed would wait for a clock that stands.
  await draw(name);
  await draw('offer-one');
  await page.evaluate(() => window.stage.calls.splice(0));
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const drawn = draw(name);
  await page.clock.runFor(100);
  await drawn;
}

describe.each(['not-enough', 'not-enough-lightning', 'not-enough-ecash'])('%s', (scene) => {
  test('looks by itself every few seconds, and no more once the popup shows something else', async () => {
    await still(scene);
    expect(await checks()).toBe(0);
    for (const many of [1, 2, 3]) {
      await page.clock.runFor(4100);
      expect(await checks()).toBe(many);
    }
    const drawn = draw('offer-one', 'en', true);
    await page.clock.runFor(100);
    await drawn;
    await page.clock.runFor(60_000);
    expect(await checks()).toBe(3);
  });

  test('does not look while the window cannot be seen', async () => {
    await still(scene);
    await page.evaluate(() =>
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }),
    );
    await page.clock.runFor(60_000);
    expect(await checks()).toBe(0);
  });

  test('a wallet that is slow greys no button; that it is asked is said', async () => {
    await draw(scene);
    await answers('never');
    await page.click('[data-act=refresh]');
    expect(await page.textContent('main [role=status]')).toBe('Checking…');
    expect(await page.$$eval('button:disabled', (buttons) => buttons.length)).toBe(0);
    await page.click('[data-act=refresh]');
    expect(await checks()).toBe(2);
  });

  test.each([
    [true, 'Nothing has arrived yet. Farebox keeps looking.'],
    [false, 'No answer just now. Farebox keeps trying.'],
  ])('what a press brought is said: %s', async (answered, text) => {
    await draw(scene);
    await answers(answered);
    await page.click('[data-act=refresh]');
    await page.waitForFunction(
      (wanted) => document.querySelector('main [role=status]')?.textContent === wanted,
      text,
    );
  });
});

describe('what has come in', () => {
  test.each([
    ['en', 'Received 5\u00a0USDC'],
    ['de', '5\u00a0USDC eingegangen'],
    ['fr', '5\u00a0USDC reçus'],
  ])('is said, and the offer is there to be paid, in %s', async (language, text) => {
    await draw('not-enough-first', language);
    expect(await page.textContent('.arrived')).toBe('');
    await draw('not-enough-then', language, true);
    expect((await page.textContent('.arrived'))?.trim()).toBe(text);
    expect(await page.getAttribute('main', 'data-state')).toBe('offers');
  });

  test('is said of too little, too, with its test money marked', async () => {
    await draw('not-enough-first-test');
    await draw('not-enough-more-test', 'en', true);
    expect(await page.textContent('.arrived')).toContain('Received 0.0004\u00a0USDC');
    expect(await page.$('.arrived .chip')).not.toBeNull();
    expect(await page.getAttribute('main', 'data-state')).toBe('not-enough');
  });

  test('is not said of a balance that is only seen for the first time', async () => {
    await draw('offer-one');
    expect(await page.textContent('.arrived')).toBe('');
  });
});
