import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { SETTLE, SETTLE_UNASKED } from '../../src/pages/popup/parts/press/click-guard.ts';
import { type Gallery, openGallery } from './gallery/open.ts';

// Input that the user meant for something else, in all the ways in which it comes: it never pays, and a calm
// press afterwards does.

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

const PAY = '[data-act=pay]';
const READY = `${PAY}[data-ready]`;
const draw = (name: string, keep = false) =>
  page.evaluate(([scene, over]) => window.stage.draw(scene, 'en', 0, over), [name, keep] as const);
const paid = () =>
  page.evaluate(() => window.stage.calls.filter(([name]) => name === 'pay').length);

/** The middle of the button. */
async function middle(selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The page's time stands still between the steps, so that a loaded machine changes nothing. */
async function still(name: string): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const drawn = draw(name);
  await page.clock.runFor(100);
  await drawn;
}

describe.each([
  ['offer-one', PAY],
  ['offer-by-itself', PAY],
  ['offer-testnet', PAY],
  ['offer-lightning-only-page', '[data-act=pay-page]'],
])('%s', (scene, button) => {
  test.each([80, 180, 400])('a burst of clicks, each %i ms, pays nothing', async (every) => {
    await still(scene);
    const { x, y } = await middle(button);
    for (let at = 0; at < 4000; at += every) {
      await page.mouse.click(x, y);
      await page.clock.runFor(every);
    }
    expect(await paid()).toBe(0);
    await page.clock.runFor(SETTLE_UNASKED);
    await page.mouse.click(x, y);
    expect(await paid()).toBe(1);
  });

  test.each(['Enter', 'Space'])('a burst of %s on it pays nothing', async (key) => {
    await still(scene);
    await page.focus(button);
    for (let at = 0; at < 3000; at += 200) {
      await page.keyboard.press(key);
      await page.clock.runFor(200);
    }
    expect(await paid()).toBe(0);
    await page.clock.runFor(SETTLE_UNASKED);
    await page.keyboard.press(key);
    expect(await paid()).toBe(1);
  });
});

test('clicks beside the button start its moment anew, too', async () => {
  await still('offer-one');
  await page.clock.runFor(SETTLE - 200);
  await page.mouse.click(5, 5);
  await page.clock.runFor(SETTLE - 10);
  expect(await page.$(READY)).toBeNull();
  await page.clock.runFor(20);
  expect(await page.$(READY)).not.toBeNull();
});

test('where Farebox opened the popup, the moment is longer', async () => {
  await still('offer-by-itself');
  await page.clock.runFor(SETTLE + 200);
  expect(await page.$(READY)).toBeNull();
  await page.clock.runFor(SETTLE_UNASKED);
  expect(await page.$(READY)).not.toBeNull();
});

test('once the moment has passed, a press elsewhere takes nothing back', async () => {
  await still('offer-one');
  await page.clock.runFor(SETTLE);
  await page.mouse.click(5, 5);
  await page.keyboard.press('Tab');
  expect(await page.$(READY)).not.toBeNull();
});

test('a click that waited in a queue counts from when it was made', async () => {
  await draw('offer-one');
  await page.waitForSelector(READY);
  const { x, y } = await middle(PAY);
  const input = await page.context().newCDPSession(page);
  // Made before the button was there, and told to the page only now.
  const made = Date.now() / 1000 - 60;
  for (const type of ['mousePressed', 'mouseReleased'] as const) {
    await input.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      clickCount: 1,
      timestamp: made,
    });
  }
  expect(await paid()).toBe(0);
  await page.waitForSelector(READY);
  await page.mouse.click(x, y);
  expect(await paid()).toBe(1);
});

describe('that it cannot be pressed yet', () => {
  test('is seen, and heard', async () => {
    await still('offer-one');
    const button = page.locator(PAY);
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    const about = await button.getAttribute('aria-describedby');
    expect(await page.textContent(`[id="${about}"]`)).toBe('Can be pressed in a moment.');
    const before = await button.evaluate((each) => getComputedStyle(each).backgroundColor);
    await page.clock.runFor(SETTLE);
    expect(await button.getAttribute('aria-disabled')).toBeNull();
    expect(await button.getAttribute('aria-describedby')).toBeNull();
    expect(await button.evaluate((each) => getComputedStyle(each).backgroundColor)).not.toBe(
      before,
    );
  });

  test('moves nothing where the user wants no motion', async () => {
    const moving = () =>
      page.evaluate(
        () => document.getAnimations().filter((each) => each instanceof CSSAnimation).length,
      );
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await draw('offer-by-itself');
    expect(await moving()).toBe(1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await draw('offer-by-itself');
    expect(await moving()).toBe(0);
  });
});
