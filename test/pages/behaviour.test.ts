import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.open('popup');
});
afterAll(() => gallery?.close());

const draw = (name: string, later = 0, keep = false, language = 'en') =>
  page.evaluate(([scene, lang, ms, over]) => window.stage.draw(scene, lang, ms, over), [
    name,
    language,
    later,
    keep,
  ] as const);
const calls = () => page.evaluate(() => window.stage.calls);
const focused = () => page.evaluate(() => document.activeElement?.tagName.toLowerCase());

beforeEach(() => page.evaluate(() => window.stage.calls.splice(0)));

// Here and not in Node: its Intl knows fewer fraction digits than a browser's.
describe('an amount', () => {
  test.each([
    ['en', '1,234,567.891234 USDC'],
    ['de', '1.234.567,891234 USDC'],
    ['fr', '1\u202f234\u202f567,891234 USDC'],
  ])('is exact, in %s', async (language, text) => {
    await draw('offer-large-amount', 0, false, language);
    expect(await page.textContent('.amount')).toBe(text);
  });

  test('of a token that we do not know is told in its smallest units, with its address', async () => {
    await draw('offer-unknown-asset');
    const text = '123,456,789,012,345,678,901,234,567,890 smallest units';
    expect(await page.textContent('.amount')).toBe(text);
    expect(await page.textContent('[data-act=pay]')).toBe(`Pay ${text}`);
    expect(await page.textContent('dl')).toContain('0xc4D0a8…2739D0a1');
    expect(await page.textContent('.alert.warning')).toContain('does not know this token');
  });
});

describe('Pay', () => {
  test('says the amount and sends the quote that was drawn', async () => {
    await draw('offer-one');
    await page.click('[data-act=pay][data-ready]');
    expect(await page.textContent('[data-act=pay]')).toBe('Pay 0.001\u00a0USDC');
    expect(await calls()).toEqual([
      ['pay', { quoteId: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ]);
  });

  test('does not have the focus: a key pressed too long pays nothing', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    expect(await focused()).toBe('h1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await calls()).toEqual([]);
  });

  test('is not moved by a script', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.$eval('[data-act=pay]', (button) => (button as HTMLElement).click());
    expect(await calls()).toEqual([]);
  });

  test('does not take a click meant for what was there before', async () => {
    await page.clock.install();
    await draw('nothing');
    const drawn = draw('offer-one');
    await page.clock.runFor(100);
    await drawn;
    await page.click('[data-act=pay]:not([data-ready])');
    expect(await calls()).toEqual([]);
    await page.clock.runFor(400);
    await page.click('[data-act=pay][data-ready]');
    expect(await calls()).toHaveLength(1);
    await page.clock.resume();
  });

  test('waits while a command is under way', async () => {
    await draw('offer-busy');
    expect(await page.isDisabled('[data-act=pay]')).toBe(true);
    expect(await page.isDisabled('[data-act=dismiss]')).toBe(true);
  });

  test('is absent where nothing can be paid', async () => {
    for (const name of ['not-enough', 'expired', 'locked', 'no-purse', 'cannot-one', 'unknown']) {
      await draw(name);
      expect(await page.$('[data-act=pay]'), name).toBeNull();
    }
  });
});

describe('a choice', () => {
  test('is by native radios, of those that can be paid', async () => {
    await draw('offer-one-expired');
    expect(await page.$$eval('input[type=radio]:enabled', (radios) => radios.length)).toBe(1);
    await draw('offer-several');
    expect(await page.isChecked('input[type=radio] >> nth=0')).toBe(true);
    expect(await page.isDisabled('input[type=radio] >> nth=3')).toBe(true);
  });
});

describe('time', () => {
  test('passes without moving the layout', async () => {
    await draw('offer-one');
    const before = await page.$eval('.foot', (foot) => foot.getBoundingClientRect().top);
    await draw('offer-one', 1000, true);
    expect(await page.textContent('[role=timer]')).toBe('4:40');
    expect(await page.$eval('.foot', (foot) => foot.getBoundingClientRect().top)).toBe(before);
  });

  test('runs out by itself', async () => {
    await draw('offer-ending-soon');
    expect(await page.textContent('[role=timer]')).toBe('0:09');
    await draw('offer-ending-soon', 9000, true);
    expect(await page.textContent('h1')).toBe('The price has expired');
    await page.click('[data-act=reload]');
    expect(await calls()).toEqual([['reload', { tabId: 7 }]]);
  });
});

describe('a locked purse', () => {
  test('Enter unlocks and does not pay', async () => {
    await draw('locked');
    expect(await focused()).toBe('input');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['purse.unlock', { passphrase: 'correct horse' }]]);
    expect(await page.inputValue('input[type=password]')).toBe('');
    await draw('offer-one', 0, true);
    await page.keyboard.press('Enter');
    expect(await calls()).toHaveLength(1);
  });
});

describe('buttons', () => {
  test.each([
    ['no-access', 'allow', [['allow']]],
    ['no-purse', 'make-purse', [['openSettings']]],
    ['nothing', 'settings', [['openSettings']]],
    ['plain-402-refetch', 'refetch', [['refetch', { tabId: 7, seenId: 'seen-1' }]]],
    ['offer-fetch-others', 'show', [['show', 'seen-2']]],
    ['offer-one', 'dismiss', [['dismiss', { tabId: 7, seenId: 'seen-1' }]]],
    ['receipt', 'done', [['payment.seen', { paymentId: 'seen-1/x402:1' }]]],
    ['refused-balance', 'send', [['payment.send', { paymentId: 'seen-1/x402:1' }]]],
    ['unknown', 'check', [['payment.check', { paymentId: 'seen-1/x402:1' }]]],
    ['unsent-post', 'copy-headers', [['payment.proof', { paymentId: 'seen-1/x402:1' }]]],
    ['not-enough', 'refresh', [['purse.balances', null], ['refresh']]],
  ])('%s: %s', async (name, act, expected) => {
    await draw(name);
    await page.click(`[data-act=${act}]`);
    expect(await calls()).toEqual(expected);
  });

  test('while an old proof lives there is no way to a new price', async () => {
    await draw('refused-changed');
    expect(await page.$('[data-act=next]')).toBeNull();
    await draw('refused-not-charged');
    expect(await page.$('[data-act=next]')).not.toBeNull();
  });

  test('an address is copied whole', async () => {
    await draw('offer-one');
    await page.click('[data-act=copy-address]');
    expect(await calls()).toEqual([['copy', '0x19E7c2a3F5b8D40e6A9173Bc5d82fE406a1C93d7']]);
    expect(await page.textContent('[data-act=copy-address]')).toBe('Copied');
  });
});
