import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';
import { SCENES } from './states.ts';

// Whatever went wrong, the button that mends it is there, and every view has its buttons in the same places.

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('popup');
});
afterAll(() => gallery?.close());
beforeEach(() => page.evaluate(() => window.stage.calls.splice(0)));

const draw = (name: string) => page.evaluate((scene) => window.stage.draw(scene, 'en'), name);
const calls = () => page.evaluate(() => window.stage.calls);
const PAYMENT = { paymentId: 'seen-1/x402:1' };

describe('a remedy', () => {
  test.each([
    ['locked, and the price is gone', 'ending-wallet', [['openSettings', 'password']]],
    ['locked', 'ending-wallet-next', [['payment.seen', PAYMENT]]],
    ['too little in the purse', 'refused-balance', [['openSettings', 'purse']]],
    ['too little ecash', 'wallet-too-little-ecash', [['openSettings', 'ecash']]],
    ['a wallet that was taken back', 'wallet-unauthorized', [['openSettings', 'lightning']]],
    ['under way in another tab', 'elsewhere', [['payment.showTab', PAYMENT], ['close']]],
    ['too late', 'refused-late', [['payment.seen', PAYMENT]]],
    ['a price that has ended', 'expired', [['reload', { tabId: 7 }]]],
    ['too little before paying', 'not-enough', [['checkBalance', 'seen-1']]],
  ])('%s: %s', async (_, name, expected) => {
    await draw(name);
    await page.click('.buttons .primary');
    expect(await calls()).toEqual(expected);
  });

  test.each([
    ['ending-wallet', 'Unlock'],
    ['ending-wallet-next', 'Unlock'],
    ['refused-balance', 'Add money'],
    ['wallet-too-little-ecash', 'Add money'],
    ['elsewhere', 'Go to that tab'],
    ['refused-late', 'Get a new price'],
    ['expired', 'Get a new price'],
  ])('%s says %s', async (name, text) => {
    await draw(name);
    expect(await page.textContent('.buttons .primary')).toBe(text);
  });
});

describe('what became of the money', () => {
  test.each([
    ['ending-wallet', 1],
    ['wallet-refused', 1],
    ['wallet-too-little-ecash', 1],
    ['refused-not-charged', 1],
    ['refused-late', 1],
    ['refused-balance', 0],
  ])('%s: that nothing was paid is said %i times', async (name, times) => {
    await draw(name);
    const text = (await page.textContent('main')) ?? '';
    expect(text.match(/Nothing was paid|not charged|No money/g) ?? []).toHaveLength(times);
  });

  test.each([
    ['unsent-post', 'if you do nothing, no money moves'],
    ['unsent-post-left', 'the site may have it by now'],
    ['paid-unsent-post', 'The money has left your wallet.'],
  ])('%s: a form that Farebox does not send again', async (name, text) => {
    await draw(name);
    expect(await page.textContent('main')).toContain(text);
    expect(await page.textContent('main')).not.toContain('your own tool');
  });
});

describe('buttons', () => {
  const names = Object.keys(SCENES).filter((name) => 'popup' in (SCENES[name] ?? {}));

  test('are two at most, the primary on the right, and all else is a link', async () => {
    const faults: string[] = [];
    for (const name of names) {
      await draw(name);
      const found = await page.$$eval('.foot .buttons button', (buttons) =>
        buttons.map((button) => ({
          primary: button.classList.contains('primary') || button.classList.contains('pay'),
          left: button.getBoundingClientRect().left,
        })),
      );
      const primaries = found.filter(({ primary }) => primary);
      const right = Math.max(...found.map(({ left }) => left));
      if (found.length > 2 || primaries.length > 1) faults.push(`${name} has ${found.length}`);
      if (primaries.some(({ left }) => left !== right)) faults.push(`${name} has it on the left`);
    }
    expect(faults).toEqual([]);
  });
});
