import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

let gallery: Gallery;
let popup: Page;
let settings: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  popup = await gallery.open('popup');
  settings = await gallery.open('settings');
});
afterAll(() => gallery?.close());

const draw = (page: Page, name: string, language = 'en') =>
  page.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);

// A class of pictures: a site that is paid without asking, and that is asked for all the same.
describe('why Farebox asks this time', () => {
  test.each([
    ['offer-asked-trouble', 'en', 'the last payment on this site went wrong'],
    ['offer-asked-price', 'en', 'above the 0.001 US dollars'],
    ['offer-asked-price', 'de', 'über den erlaubten 0,001 US-Dollar'],
    ['offer-asked-ended', 'fr', 'a pris fin ici le 13 mars 2026'],
  ])('%s in %s', async (scene, language, words) => {
    await draw(popup, scene, language);
    const line = popup.locator('[data-why]');
    expect(await line.textContent()).toContain(words);
    // Two lines at most: the price and Pay stay in sight.
    expect((await line.boundingBox())?.height).toBeLessThan(50);
  });

  test('nothing is said where a site is simply asked for', async () => {
    await draw(popup, 'offer-one');
    expect(await popup.$('[data-why]')).toBeNull();
  });
});

// A class of pictures: a request of a script whose body Farebox has seen, or has not.
test.each([
  ['offer-call', 'en', 'Farebox does not see what is sent along', true],
  ['offer-call-sent', 'en', 'Farebox does not see what is sent along', false],
  ['offer-call-sent', 'en', 'Sent along: text, 23 characters', true],
  ['offer-call-sent', 'de', 'Farebox sieht nicht, was mitgesendet wird', false],
  ['offer-call-sent', 'fr', 'Farebox ne voit pas', false],
])('%s in %s: “%s” %s', async (scene, language, words, said) => {
  await draw(popup, scene, language);
  expect((await popup.textContent('main'))?.includes(words)).toBe(said);
});

// What a server advises, under a name of the user's language, and not as code.
test.each([
  ['en', 'The site advises'],
  ['de', 'Rat der Website'],
  ['fr', 'Conseil du site'],
])('a hint of the server in %s', async (language, label) => {
  await draw(popup, 'notice-by-hand', language);
  const row = popup.locator('.row', { hasText: 'Any Lightning wallet will do.' });
  expect(await row.locator('dt').textContent()).toBe(label);
  expect(await row.locator('.mono').count()).toBe(0);
});

// Auto-pay for calls names the page and the site that is paid, and one that is both only once.
test.each([
  ['receipt-may-allow-calls', 'what scripts of write.letters.example ask of letters.example'],
  ['receipt-may-allow-calls-own', 'what scripts of letters.example ask of their own site'],
])('%s: “%s”', async (scene, words) => {
  await draw(popup, scene);
  await popup.click('[data-act=auto-pay-open]');
  await popup.waitForSelector('[data-act=auto-pay-minute]');
  expect(await popup.textContent('form.auto-pay')).toContain(words);
});

// A class of receipts: the money went, and what came is not, or may not be, the page.
describe('the title of a receipt', () => {
  test.each([
    ['receipt-page', 'Paid, the page is open'],
    ['receipt-not-opened', 'Paid, but the page did not open'],
    ['receipt-redirect-failed', 'Paid, but the page did not open'],
    ['receipt-lightning-left', 'Paid, but the page did not open'],
    ['receipt-redirect', 'Paid; the site sent the browser on'],
    ['receipt-login', 'Paid; now the site asks you to log in'],
    ['receipt-front', 'Paid; the site led to its front page'],
    ['receipt-file', 'Paid, the download has begun'],
    ['receipt-elsewhere', 'Paid; the site led to reader.example:8443'],
    ['receipt-elsewhere-same-site', 'Paid; the site led to www.letters.example'],
    ['receipt-elsewhere-scheme', 'Paid; the site led to http://letters.example'],
  ])('%s: %s', async (scene, title) => {
    await draw(popup, scene);
    expect(await popup.textContent('h1')).toBe(title);
  });

  test.each([
    ['receipt-elsewhere', 'en', 'That is another site.', /page is open/],
    ['receipt-elsewhere-same-site', 'en', 'another address of the same site', /page is open/],
    ['receipt-elsewhere-scheme', 'en', 'That you paid is proved', /page is open/],
    ['receipt-elsewhere', 'de', 'führte zu reader.example:8443', /Seite ist offen/],
    ['receipt-elsewhere-same-site', 'de', 'Adresse derselben Website', /Seite ist offen/],
    ['receipt-elsewhere', 'fr', 'a mené à reader.example:8443', /page est ouverte/],
    ['receipt-elsewhere-scheme', 'fr', 'C’est un autre site', /page est ouverte/],
  ])('%s in %s says "%s", and not that the page is open', async (scene, language, words, open) => {
    await draw(popup, scene, language);
    const said = await popup.textContent('main');
    expect(said).toContain(words);
    expect(said).not.toMatch(open);
  });
});

describe('test money', () => {
  const checked = () =>
    popup.evaluate(
      () => document.querySelector<HTMLInputElement>('.chooser input:checked')?.value ?? '',
    );

  test('that is covered is not chosen before real money whose balance is not known yet', async () => {
    await draw(popup, 'offer-test-covered');
    expect(await checked()).toBe('seen-1/real');
    expect(await popup.$('.price .chip')).toBeNull();
  });

  test('says so in the list of what else a page asks for', async () => {
    await draw(popup, 'offer-fetch-others');
    expect(await popup.locator('.others .chip').count()).toBe(1);
  });
});

test('a pass says once when its page was paid for', async () => {
  await draw(popup, 'pass-bought');
  const said = (await popup.textContent('main')) ?? '';
  expect(said.match(/You paid/g)).toHaveLength(1);
  expect(said).toContain('The pass that you got for it opens it again');
  await draw(popup, 'pass');
  expect(((await popup.textContent('main')) ?? '').match(/You paid/g)).toHaveLength(1);
});

describe('restoring twelve words', () => {
  test('says what each mint gave, and which one failed and why', async () => {
    await draw(settings, 'settings-ecash-restored');
    const texts = await settings.locator('[data-restored] li').allTextContents();
    const lines = texts.map((line) => line.replaceAll('\u00a0', ' '));
    expect(lines).toEqual([
      expect.stringMatching(/^https:\/\/mint\.example: 1,250 sat · 3\.99 USD came back$/),
      expect.stringContaining('https://gone.mint.example: not restored. The mint gone.mint'),
      expect.stringContaining('nothing unspent was found'),
    ]);
    // What failed is asked again with the same words, and the button is there for it.
    expect(await settings.inputValue('[data-act=restore-open] input')).toBe('half depart obvious');
    const restores = () =>
      settings.evaluate(() => window.stage.calls.filter(([name]) => name === 'ecash.restore'));
    expect(await restores()).toHaveLength(3);
    await settings.click('[data-act=restore]');
    expect((await restores()).slice(3)).toEqual([
      ['ecash.restore', { words: 'half depart obvious', mint: 'https://gone.mint.example' }],
    ]);
  });
});
