import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

// The page of all payments and of one receipt: what its fields, links and buttons ask for.

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('history');
});
afterAll(() => gallery?.close());
beforeEach(() => page.evaluate(() => window.stage.calls.splice(0)));

const draw = (name: string, language = 'en') =>
  page.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);
const calls = () => page.evaluate(() => window.stage.calls);
const text = () => page.locator('main').innerText();
const goes = (wish: object) => [['go', { page: 'list', wish }]];
const CHOSEN = {
  site: 'https://letters.example',
  month: '2026-03',
  state: 'settled',
  text: 'weekly letter',
};

describe('what is chosen', () => {
  test('words, by Enter', async () => {
    await draw('history-all');
    await page.getByLabel('Title, address or payee').fill('rain Graz');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual(goes({ text: 'rain Graz' }));
  });

  test.each([
    ['Month', '2026-02', { ...CHOSEN, month: '2026-02' }],
    ['Month', '', { site: CHOSEN.site, state: CHOSEN.state, text: CHOSEN.text }],
    ['State', 'unknown', { ...CHOSEN, state: 'unknown' }],
  ])('%s %j: the rest stays', async (label, value, wish) => {
    await draw('history-chosen');
    await page.getByRole('combobox', { name: label }).selectOption(value);
    expect(await calls()).toEqual(goes(wish));
  });

  test('all sites again', async () => {
    await draw('history-chosen');
    await page.click('[data-act=all-sites]');
    const { site: _, ...rest } = CHOSEN;
    expect(await calls()).toEqual(goes(rest));
  });

  test('stays in its field, and follows the address', async () => {
    await draw('history-chosen');
    expect(await page.inputValue('[data-field=text]')).toBe('weekly letter');
    await page.evaluate(() => window.stage.draw('history-no-match', 'en', 0, true));
    expect(await page.inputValue('[data-field=text]')).toBe('nothing like it');
    expect(await page.inputValue('[data-field=month]')).toBe('');
  });
});

describe('the list', () => {
  test('says of each what, where, when, from which wallet, how much and what became of it', async () => {
    await draw('history-all');
    const lines = await page.locator('.payment').allInnerTexts();
    expect(lines).toHaveLength(4);
    const [first = '', , third = '', fourth = ''] = lines.map((line) => line.replace(/\s+/g, ' '));
    for (const part of [
      'The weekly letter, issue 12',
      'letters.example',
      '/12',
      'Farebox wallet',
    ]) {
      expect(first).toContain(part);
    }
    expect(first).toContain('0.01 USDC');
    expect(first).toContain('Paid');
    expect(third).toContain('POST');
    expect(third).toContain('Not confirmed');
    expect(fourth).toContain('no real money');
  });

  test('leads to the receipt, and to the other payments of the site', async () => {
    await draw('history-all');
    const hrefs = await page
      .locator('.payment a')
      .evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual(['#/receipt?id=a', '#/?site=https%3A%2F%2Fletters.example']);
  });

  test('asks for more, and says that a search goes further back', async () => {
    await draw('history-all');
    expect(await page.innerText('[data-act=more]')).toBe('Show more');
    await draw('history-chosen');
    expect(await page.innerText('[data-act=more]')).toBe('Search further back');
    await page.click('[data-act=more]');
    expect(await calls()).toEqual([['more']]);
  });

  test('says that nothing was paid, and that nothing matches', async () => {
    await draw('history-none');
    expect(await text()).toContain('No payments yet.');
    await draw('history-no-match');
    expect(await text()).toContain('No payment matches.');
  });

  test('becomes a file of all that is chosen', async () => {
    await draw('history-chosen');
    await page.click('[data-act=csv]');
    expect(await calls()).toEqual([
      ['payment.csv', CHOSEN],
      ['save', 'farebox-payments.csv', 'text/csv', 'a,b\r\n1,2\r\n'],
    ]);
  });
});

describe('sums', () => {
  test('are by month, without months in which nothing was paid, and by site of the chosen month', async () => {
    await draw('history-all');
    const rows = await page.locator('.sums tbody tr').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'March 2026 14 1.2 0.03',
      'February 2026 1,204 48.123456 0',
      'December 2025 2 0.01 0',
      'letters.example 9 1.1 0',
      'weather.example 4 0.1 0',
      'of-the-world.example 1 0 0.03',
    ]);
  });

  test('have bars as long as their money', async () => {
    await draw('history-all');
    const widths = await page
      .locator('[aria-labelledby=months] rect')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))));
    expect(widths).toEqual([24, 1000, 4]);
  });
});

describe('a receipt', () => {
  test('has a letter to the site with all that it needs', async () => {
    await draw('receipt-own-page');
    await page.click('[data-act=copy-refund]');
    const [[, letter] = []] = await calls();
    expect(letter).toMatch(
      /^On Mar 14, 2026, 3:07\sPM I paid 0\.001\sUSDC for https:\/\/letters\.example\/12 and did not get .* Proof of the payment: 0x7be1a92f[0-9a-f]{56}$/,
    );
  });

  test('says how long each step took', async () => {
    await draw('receipt-own-page');
    const steps = await page.locator('.steps-of li').allInnerTexts();
    expect(steps).toEqual([
      'Mar 14, 2026, 3:07:26 PM Approved',
      '+0.01 sec Being signed',
      '+0.04 sec Ready, not sent',
      '+0.04 sec Sent',
      '+2.4 sec Paid',
    ]);
  });

  test('is printed and saved, and on paper has no buttons', async () => {
    await draw('receipt-own-page');
    await page.click('[data-act=print]');
    await page.click('[data-act=json]');
    expect(await calls()).toEqual([
      ['print'],
      ['save', 'farebox-payment.json', 'application/json', '{}'],
    ]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible, a.no-print:visible').count()).toBe(0);
    expect(await text()).toContain(
      '0x7be1a92f04d6c3857e9b1d24f6a80c35d7e2914b6fa803c5d1e7294ba6f0835c',
    );
    await page.emulateMedia({ media: 'screen' });
  });

  test('asks for no refund where nothing moved, and never gives the preimage away', async () => {
    await draw('receipt-own-page-expired');
    expect(await page.locator('#refund').count()).toBe(0);
    await draw('receipt-own-page-lightning');
    await page.click('[data-act=copy-refund]');
    const [[, letter] = []] = await calls();
    expect(letter).toContain('Farebox keeps this payment as a.');
    expect(letter).not.toMatch(/[0-9a-f]{64}/);
  });

  test('that is not there is said', async () => {
    await draw('receipt-own-page-gone', 'de');
    expect(await text()).toContain('Auf diesem Gerät gibt es diese Zahlung nicht.');
  });
});
