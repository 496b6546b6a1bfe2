import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

let gallery: Gallery;
let page: Page;
let settings: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('popup');
  settings = await gallery.open('settings');
});
afterAll(() => gallery?.close());
beforeEach(async () => {
  for (const each of [page, settings]) await each.evaluate(() => window.stage.calls.splice(0));
});

const draw = (name: string, language = 'en', on = page) =>
  on.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);
const calls = (on = page) => on.evaluate(() => window.stage.calls);
const PAYMENT = { paymentId: 'seen-1/x402:1' };
const HASH = expect.stringMatching(/^[0-9a-f]{64}$/);

describe('satoshi', () => {
  test.each([
    ['en', '1,234.567 sat', 'Pay 1,234.567\u00a0sat', 'usually 12.346\u00a0sat at most, on top'],
    [
      'de',
      '1.234,567 sat',
      '1.234,567\u00a0sat zahlen',
      'meist höchstens 12,346\u00a0sat zusätzlich',
    ],
  ])('are exact to the thousandth, in %s', async (language, amount, button, routing) => {
    await draw('offer-lightning-regtest', language);
    expect(await page.textContent('.amount')).toBe(amount);
    expect(await page.textContent('[data-act=pay]')).toBe(button);
    expect(await page.textContent('dl')).toContain(routing);
    expect(await page.textContent('.chip')).not.toBe('');
  });

  test('the wallet that pays and what it holds are named', async () => {
    await draw('offer-lightning');
    expect(await page.textContent('dl')).toContain('My Alby Hub · holds 12,345.678\u00a0sat');
    await draw('offer-ecash');
    expect(await page.textContent('dl')).toContain('mint.example · holds 500\u00a0sat');
    expect(await page.textContent('.alert')).toContain('spent even if the site answers with');
  });

  test('too few of them: which wallet, how many, and no Pay', async () => {
    await draw('not-enough-lightning');
    expect(await page.textContent('.alert')).toContain('My Alby Hub holds 12\u00a0sat');
    expect(await page.$('[data-act=pay]')).toBeNull();
    expect(await page.$('.qr')).toBeNull();
  });
});

describe("the page's own wallet", () => {
  test('is a second button, and says so to the background', async () => {
    await draw('offer-lightning-page');
    await page.click('[data-act=pay-page][data-ready]');
    expect(await calls()).toEqual([
      ['pay', { quoteId: expect.any(String), hash: HASH, wallet: 'webln' }],
    ]);
    await page.click('[data-act=pay]');
    expect((await calls())[1]).toEqual(['pay', { quoteId: expect.any(String), hash: HASH }]);
  });

  test('is not moved by a script, nor by a click meant for what was there before', async () => {
    await page.clock.install();
    await draw('nothing');
    const drawn = draw('offer-lightning-page');
    await page.clock.runFor(100);
    await drawn;
    await page.click('[data-act=pay-page]:not([data-ready])', { force: true });
    await page.clock.runFor(500);
    await page.$eval('[data-act=pay-page][data-ready]', (each) => (each as HTMLElement).click());
    expect(await calls()).toEqual([]);
    await page.clock.resume();
  });

  test('pays while the purse stays locked, and nothing else then does', async () => {
    await draw('locked-lightning');
    expect(await page.$('[data-act=stay-locked]')).toBeNull();
    await draw('locked-page');
    await page.click('[data-act=stay-locked]');
    expect(await page.$('[data-act=pay]')).toBeNull();
    await page.click('[data-act=pay-page][data-ready]');
    expect(await calls()).toEqual([
      ['pay', { quoteId: expect.any(String), hash: HASH, wallet: 'webln' }],
    ]);
  });

  test('is the only way where nothing else here pays', async () => {
    await draw('offer-lightning-only-page');
    expect(await page.$('[data-act=pay]')).toBeNull();
    expect(await page.isDisabled('input[type=radio] >> nth=1')).toBe(true);
    expect(await page.textContent('[data-act=pay-page]')).toContain('21\u00a0sat');
  });
});

test.each(['paid-unsent', 'paid-unsent-kept'])('%s says that the money has left', async (scene) => {
  await draw(scene);
  expect(await page.textContent('h1')).toBe('Paid, and the page is not open yet');
  expect(await page.textContent('main')).not.toContain('was not sent');
});

describe('buttons', () => {
  const use = { tabId: 7, seenId: 'seen-1' };
  test.each([
    ['pass', 'use-pass', [['pass.use', use], ['close']]],
    ['pass', 'pass-auto', [['pass.auto', { passId: 'seen-0/l402:0', auto: true }]]],
    ['pass-always', 'pass-auto', [['pass.auto', { passId: 'seen-0/l402:0', auto: false }]]],
    ['receipt-lightning', 'pass-auto', [['pass.auto', { passId: 'seen-0/l402:0', auto: true }]]],
    ['wallet-silent', 'check', [['payment.check', PAYMENT]]],
    ['paid-status', 'send', [['payment.send', PAYMENT]]],
    ['paid-status', 'close', [['payment.close', PAYMENT]]],
    ['paid-ecash-network', 'take-back', [['payment.takeBack', PAYMENT]]],
    ['paid-unsent', 'send', [['payment.send', PAYMENT]]],
    ['no-lightning', 'connect-lightning', [['openSettings', 'lightning']]],
    ['no-ecash', 'add-mint', [['openSettings', 'ecash']]],
    ['not-enough-ecash', 'fund-ecash', [['openSettings', 'ecash']]],
  ])('%s: %s', async (name, act, expected) => {
    await draw(name);
    await page.click(`[data-act=${act}]`);
    expect(await calls()).toEqual(expected);
  });

  test('a preimage is copied whole', async () => {
    await draw('receipt-lightning');
    await page.click('[data-act=copy-preimage]');
    expect(await calls()).toEqual([['copy', HASH]]);
  });
});

describe('money that has left', () => {
  test.each(['paid-status', 'paid-refused', 'paid-ecash-network'])(
    '%s: no new price, and no word that nothing was charged',
    async (name) => {
      await draw(name);
      expect(await page.textContent('[role=alert]')).toContain('Do not pay again.');
      expect(await page.textContent('main')).not.toContain('not charged');
      expect(await page.$('[data-act=next]')).toBeNull();
    },
  );

  test.each([
    ['wallet-unpaid', 'the payment did not go through, and it cannot any more.'],
    ['returned', 'You were not charged.'],
    ['wallet-refused', 'Nothing was paid.'],
  ])('%s: it has not, which is said once', async (name, said) => {
    await draw(name);
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain(said);
    expect(text.match(/not charged|Nothing was paid|did not go through/g)).toHaveLength(1);
  });
});

describe('settings', () => {
  const show = (name: string, language = 'en') => draw(name, language, settings);

  test('a connection is sent as it was pasted, less spaces around it', async () => {
    await show('settings-open');
    await settings.fill('[aria-labelledby=lightning] input', ' nostr+walletconnect://abc?x=1\n');
    await settings.click('[data-act=connect]');
    expect(await calls(settings)).toEqual([
      ['lightning.connect', { uri: 'nostr+walletconnect://abc?x=1' }],
    ]);
  });

  test.each([
    ['disconnect', ['lightning.disconnect', null]],
    [
      'remove-mint',
      [
        'ecash.removeMint',
        { url: 'https://other-mint.with-a-rather-long-host-name.example:3338/Bitcoin' },
      ],
    ],
    ['remove-pass', ['pass.remove', { passId: 'seen-0/l402:0' }]],
  ])('%s is asked twice', async (act, expected) => {
    await show('settings-ecash');
    await settings.click(`[data-act=${act}-ask]`);
    await settings.click(`[data-act=${act}-keep]`);
    await settings.click(`[data-act=${act}-ask]`);
    expect(await calls(settings)).toEqual([]);
    await settings.click(`[data-act=${act}]`);
    expect(await calls(settings)).toEqual([expected]);
  });

  test('a mint is added only by who has ticked that it holds the money', async () => {
    await show('settings-open');
    await settings.click('[data-act=add-mint-open] summary');
    await settings.fill('[data-act=add-mint-open] input[type=url]', 'https://mint.example');
    expect(await settings.isDisabled('[data-act=add-mint]')).toBe(true);
    await settings.check('[data-act=mint-agree]');
    await settings.click('[data-act=add-mint]');
    expect(await calls(settings)).toEqual([['ecash.addMint', { url: 'https://mint.example' }]]);
  });

  test.each([
    ['en', 'sat', '210', '210'],
    ['de', 'usd', '2,1', '210'],
    ['en', 'usd', '.05', '5'],
  ])('in %s, %s %s is %s as the mint counts', async (language, unit, text, amount) => {
    await show('settings-ecash', language);
    const form = '[data-mint="https://mint.example"] details:has([data-act=fund])';
    await settings.click(`${form} summary`);
    await settings.selectOption(`${form} select`, unit);
    await settings.fill(`${form} input`, text);
    await settings.click(`${form} [data-act=fund]`);
    expect(await calls(settings)).toEqual([
      ['ecash.fund', { mint: 'https://mint.example', unit, amount }],
    ]);
  });

  test.each(['1.5', '0', '1,000', 'ten', ''])('%s is no amount of sat', async (text) => {
    await show('settings-ecash');
    const form = '[data-mint="https://mint.example"] details:has([data-act=fund])';
    await settings.click(`${form} summary`);
    await settings.fill(`${form} input`, text);
    await settings.click(`${form} [data-act=fund]`);
    expect(await settings.textContent(`${form} [role=alert]`)).toBe(
      'This is not an amount in sat. Write it like 210.',
    );
    expect(await calls(settings)).toEqual([]);
  });

  test.each([
    ['2500', [['settings.set', { ecashCap: '2500' }]]],
    ['0', [['settings.set', { ecashCap: '0' }]]],
    ['1.5', []],
    ['much', []],
  ])('the purse takes in %s at most', async (text, sent) => {
    await show('settings-ecash');
    expect(await settings.inputValue('[data-act=ecash-cap]')).toBe('10000');
    await settings.fill('[data-act=ecash-cap]', text);
    await settings.click('[data-act=save-ecash-cap]');
    expect(await calls(settings)).toEqual(sent);
    expect(await settings.$$('.field .fault')).toHaveLength(sent.length === 0 ? 1 : 0);
  });

  test('a token is there until it is hidden', async () => {
    await show('settings-ecash-taken-out');
    expect(await settings.textContent('[data-token]')).toMatch(/^cashuB/);
    await settings.click('[data-act=hide-token]');
    expect(await settings.$('[data-token]')).toBeNull();
  });

  test('the words are there until they are written down', async () => {
    await show('settings-ecash-words');
    expect(await settings.$$eval('[data-words] li', (words) => words.length)).toBe(12);
    await settings.click('[data-act=words-written]');
    expect(await settings.$('[data-words]')).toBeNull();
  });

  test('ecash that nobody used is taken back', async () => {
    await show('settings-ecash');
    await settings.click('[data-payment="seen-1/cashu:0"] [data-act=take-back]');
    expect(await calls(settings)).toEqual([['ecash.takeBack', { paymentId: 'seen-1/cashu:0' }]]);
  });

  test.each([
    ['settings-none', 0],
    ['settings-locked', 0],
    ['settings-open', 1],
  ])('%s: secrets are only taken where there is an open purse', async (name, forms) => {
    await show(name);
    expect(await settings.$$eval('[data-act=connect]', (each) => each.length)).toBe(forms);
    expect(await settings.$$eval('[data-act=add-mint]', (each) => each.length)).toBe(forms);
  });
});
