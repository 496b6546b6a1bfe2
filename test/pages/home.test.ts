import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

// The popup while nothing is asked for: each of its buttons, by mouse and by keyboard alone.

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
const focused = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-act') ?? document.activeElement?.tagName,
  );

const LETTERS = { origin: 'https://letters.example' };
const CALLS = { origin: 'https://letters.example https://api.letters.example' };

test.each([
  ['home-used', 'history', [['openHistory']]],
  ['home-used', 'limits', [['openSettings', 'limits']]],
  ['home-used', 'developers', [['openInspector']]],
  ['home-used', 'block', [['block', LETTERS]]],
  ['home-blocked', 'unblock', [['unblock', LETTERS]]],
  ['home-auto-pay', 'auto-pay-revoke', [['auto-pay.revoke', LETTERS]]],
  ['home-auto-pay', 'auto-pay-revoke >> nth=1', [['auto-pay.revoke', CALLS]]],
  ['home-fresh', 'set-up', [['openSettings', 'purse']]],
  ['home-no-page', 'set-up', [['openSettings', 'purse']]],
  ['home-empty', 'add-money', [['openSettings', 'purse']]],
  ['home-skipped', 'show-again', [['dismiss.undo', { tabId: 7, seenId: 'seen-1' }]]],
  ['home-not-seen', 'reload', [['reload', { tabId: 7 }]]],
])('%s: %s', async (name, act, expected) => {
  await draw(name);
  const [first = '', nth] = act.split(' >> ');
  await page.click(`[data-act=${first}]${nth === undefined ? '' : ` >> ${nth}`}`);
  expect(await calls()).toEqual(expected);
});

test.each([
  ['home-fresh', ['set-up', 'practise']],
  ['home-locked', ['unlock-ask']],
  ['home-empty', ['add-money']],
  ['home-used', []],
  ['home-full', []],
  ['home-unknown-balance', []],
])('%s: a button helps where there is nothing to pay from', async (name, acts) => {
  await draw(name);
  const found = await page.$$eval('section[aria-labelledby=home-wallets] button', (buttons) =>
    buttons.map((button) => button.getAttribute('data-act')),
  );
  expect(found).toEqual(acts);
});

test('a locked wallet is unlocked where it stands, by keyboard alone', async () => {
  await draw('home-locked');
  expect(await focused()).toBe('H1');
  await page.focus('[data-act=unlock-ask]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  expect(await calls()).toEqual([['keyring.unlock', { passphrase: 'correct horse' }]]);
  expect(await page.inputValue('input[type=password]')).toBe('');
});

test('everything is reached in the order in which it is read', async () => {
  await draw('home-skipped');
  const order: (string | undefined)[] = [];
  for (let n = 0; n < 8; n++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  const last = ['last-payment', 'last-payment', 'last-payment'];
  expect(order).toEqual(['block', ...last, 'history', 'limits', 'developers', 'show-again']);
});

describe('what was spent at the site', () => {
  const said = async (scene: string) => {
    await draw(scene);
    const lines = await page.$$eval('p.muted', (all) => all.map((p) => p.textContent ?? ''));
    return lines.filter((line) => /spent/i.test(line));
  };
  test('is one line for each kind of money, and test money alone is no contradiction', async () => {
    expect(await said('home-auto-pay')).toEqual([
      'Spent here this month: 123.45 US dollars',
      expect.stringMatching(/^Spent here this month: 0\.02 US dollars Test network/),
    ]);
    expect(await said('home-full')).toEqual([
      expect.stringMatching(/^Spent here this month: 0\.02 US dollars Test network/),
    ]);
    expect(await said('home-blocked')).toEqual(['No dollars spent here this month.']);
  });
});

describe('the last payments', () => {
  test('open their receipts where they stand', async () => {
    await draw('home-used');
    expect(await page.$('[data-act=explorer]')).toBeNull();
    await page.focus('[data-act=last-payment]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-act=explorer]');
    expect(await page.getAttribute('[data-act=explorer]', 'href')).toContain('basescan.org');
  });

  test('say which were not paid, and which with test money', async () => {
    await draw('home-full');
    const lines = await page.$$eval('.last-payments > li', (all) =>
      all.map((li) => li.textContent),
    );
    expect(lines[0]).toMatch(/Test network.*Refused/s);
    expect(lines[1]).not.toContain('Test network');
  });
});

test('what could not be read of the user’s money takes nothing else along', async () => {
  await draw('nothing');
  expect(await page.$('.home')).toBeNull();
  expect(await page.textContent('h1')).toBe('Nothing to pay here');
  expect(await page.$('[data-act=history]')).not.toBeNull();
});
