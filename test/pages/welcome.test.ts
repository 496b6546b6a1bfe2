import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { languagesOf } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { FIRST_RUN } from '../../src/core/rules/settings-schema.ts';
import { bringAxe, violations } from './axe.ts';
import { WELCOME } from './fixtures/welcome.ts';
import { type Gallery, openGallery } from './gallery/open.ts';

// The introduction: each step in every language, and the whole way by keyboard alone.

const OUT = join(import.meta.dirname, '../../out/welcome');
const LANGUAGES = languagesOf(root);
let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  await mkdir(OUT, { recursive: true });
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('welcome');
  await bringAxe(page);
});
afterAll(() => gallery?.close());
beforeEach(() => page.evaluate(() => window.stage.calls.splice(0)));

const draw = (name: string, language = 'en') =>
  page.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);
const calls = () => page.evaluate(() => window.stage.calls);
const focused = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-act') ?? document.activeElement?.tagName,
  );
const stage = () => page.getAttribute('[data-practice]', 'data-practice');

/** Elements that reach beyond the right edge of the page. */
const tooWide = () =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('#root *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => element.outerHTML.slice(0, 120));
  });

/** How a page is looked at: its width in px, the size of text, the theme. */
const LOOKS = {
  wide: { width: 1024, text: '', colorScheme: 'light' },
  narrow: { width: 320, text: '', colorScheme: 'dark' },
  large: { width: 640, text: '200%', colorScheme: 'light' },
} as const;

const SCENES = [
  ...Object.keys(WELCOME),
  'welcome-try-asks',
  'welcome-wallet-own',
  'welcome-wallet-connect',
  'welcome-limits-open',
];

describe.each(Object.entries(LOOKS))('%s', (look, { width, text, colorScheme }) => {
  beforeAll(async () => {
    await page.setViewportSize({ width, height: 3000 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, text);
  });

  test.each(SCENES)('%s', async (name) => {
    const faults: string[] = [];
    for (const language of look === 'wide' ? LANGUAGES : ['de']) {
      await draw(name, language);
      faults.push(...(await violations(page)), ...(await tooWide()));
      const height = await page.evaluate(() => document.body.offsetHeight);
      const clip = { x: 0, y: 0, width, height: Math.min(height, 3000) };
      await page.screenshot({ path: join(OUT, `${look}-${language}-${name}.png`), clip });
    }
    expect(faults).toEqual([]);
  });
});

describe('steps', () => {
  test.each(FIRST_RUN.slice(0, -1).map((step, at) => [step, FIRST_RUN[at + 1], FIRST_RUN[at - 1]]))(
    '%s is followed by %s, and each can be gone to, back and on',
    async (step, next, before) => {
      await draw(`welcome-${step === 'welcome' ? 'start' : step}`);
      await page.click('[data-act=next]');
      if (before !== undefined) await page.click('[data-act=back]');
      await page.click('[data-act=go-limits]');
      const went = [next, before, 'limits'].filter((each) => each !== undefined);
      expect(await calls()).toEqual(went.map((each) => ['go', each]));
      expect(await page.getAttribute(`[data-act=go-${step}]`, 'aria-current')).toBe('step');
    },
  );

  test.each(['welcome', 'access', 'try', 'wallet'])(
    '%s: the rest can be left out',
    async (step) => {
      await draw(`welcome-${step === 'welcome' ? 'start' : step}`);
      await page.click('[data-act=skip-all]');
      expect(await calls()).toEqual([['go', 'done']]);
    },
  );

  test.each([
    ['welcome-access-missing', 'Skip this step'],
    ['welcome-access', 'Continue'],
    ['welcome-try', 'Skip this step'],
    ['welcome-wallet', 'Skip this step'],
    ['welcome-wallet-made', 'Continue'],
  ])('%s goes on by "%s"', async (name, label) => {
    await draw(name);
    expect(await page.textContent('[data-act=next]')).toBe(label);
  });

  test('a new step is read from its heading', async () => {
    await draw('welcome-limits');
    expect(await focused()).toBe('H1');
  });

  test.each([
    ['welcome-start', true],
    ['welcome-pinned', false],
    ['welcome-done', false],
    ['welcome-done-nothing', true],
  ])('%s: whether the button must be pinned: %s', async (name, hint) => {
    await draw(name);
    expect((await page.$('[data-pin]')) !== null).toBe(hint);
  });
});

describe('access', () => {
  test.each(['welcome-access-missing', 'welcome-done-nothing'])(
    '%s asks the browser straight from the press',
    async (name) => {
      await draw(name);
      await page.click('[data-act=allow]');
      expect(await calls()).toEqual([['allow']]);
    },
  );

  test('is not asked for where it was given', async () => {
    await draw('welcome-access');
    expect(await page.$('[data-act=allow]')).toBeNull();
    expect(await page.$$('.permissions dt')).toHaveLength(5);
  });
});

describe('the practice payment', () => {
  /** Whether practice is said wherever an amount or a button to pay is. */
  const isMarked = async () => {
    const text = (await page.textContent('[data-practice]')) ?? '';
    const chips = await page.$$eval('.practice-bar', (bars) =>
      bars.map((bar) => bar.querySelector('.chip')?.textContent),
    );
    return chips.every((chip) => chip === 'Practice') && /practice/i.test(text);
  };

  test('goes from the page to the receipt by keyboard alone, is marked at each step, and sends nothing', async () => {
    await draw('welcome-try');
    expect([await stage(), await isMarked()]).toEqual(['page', true]);
    await page.focus('[data-act=open-letter]');
    await page.keyboard.press('Enter');
    expect([await stage(), await isMarked()]).toEqual(['asks', true]);
    expect(await page.textContent('[data-practice] .sheet [data-practice=""]')).toContain(
      'no money will move',
    );
    expect(await focused()).toBe('H1');
    await page.waitForSelector('[data-act=pay][data-ready]');
    expect(await page.textContent('[data-act=pay]')).toContain('practice coins');
    await page.focus('[data-act=pay]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-practice=paying]');
    expect(await isMarked()).toBe(true);
    await page.waitForSelector('[data-practice=receipt]');
    expect(await isMarked()).toBe(true);
    expect(await page.textContent('.sheet')).toContain('Practice: no money moved');
    expect(await page.$('[data-opened]')).not.toBeNull();
    expect(await focused()).toBe('H1');
    await page.focus('[data-act=done]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-practice=over]');
    expect(await page.textContent('[data-act=next]')).toBe('Continue');
    expect(await calls()).toEqual([]);
  });

  test('is the very sheet: it is armed as one that spends, can be put away, blocked and undone', async () => {
    await draw('welcome-try');
    await page.click('[data-act=open-letter]');
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.$eval('[data-act=pay]', (button) => (button as HTMLElement).click());
    expect(await stage()).toBe('asks');
    await page.click('[data-act=dismiss]');
    expect(await stage()).toBe('page');
    await page.click('[data-act=open-letter]');
    await page.click('[data-act=block]');
    expect(await page.$('[data-act=pay]')).toBeNull();
    await page.click('[data-act=unblock]');
    await page.waitForSelector('[data-act=pay][data-ready]');
    expect(await calls()).toEqual([]);
  });

  test.each(LANGUAGES)('names no money and no currency in %s', async (language) => {
    await draw('welcome-try-asks', language);
    expect(await page.textContent('.practice-box')).not.toMatch(/USDC|\bsat\b|\$|€|dollar/i);
  });
});

describe('the wallet', () => {
  test('shows one form at a time, and none before the choice', async () => {
    await draw('welcome-wallet');
    const forms = () => page.$$eval('main form', (all) => all.length);
    expect(await forms()).toBe(0);
    await page.check('[data-act=wallet-own]');
    expect(await forms()).toBe(1);
    await page.check('[data-act=wallet-connect]');
    expect(await forms()).toBe(1);
    await page.check('[data-act=wallet-later]');
    expect(await forms()).toBe(0);
  });

  test('is made by keyboard alone', async () => {
    await draw('welcome-wallet');
    await page.focus('[data-act=wallet-own]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['purse.create', { passphrase: 'correct horse' }]]);
  });

  test('shows where money is sent to once it is there', async () => {
    await draw('welcome-wallet-made');
    expect(await page.textContent('.top-up')).toContain(
      '0x5aF3107a4D2b8C91e6F07d35B8a2C4e91D60b7f8',
    );
  });

  test('is unlocked in the settings where a password was set before', async () => {
    await draw('welcome-wallet-locked');
    await page.check('[data-act=wallet-own]');
    await page.click('[data-act=settings]');
    expect(await calls()).toEqual([['openSettings', 'password']]);
  });
});

test('limits are told with the defaults, and changed in place', async () => {
  await draw('welcome-limits');
  expect(await page.textContent('.rows')).toContain('20 US dollars');
  await page.click('[data-act=change-limits]');
  await page.fill('[data-act=limit-perDay]', '7');
  await page.click('[data-act=save-limits]');
  expect(await calls()).toMatchObject([['settings.set', { limits: { perDay: '7000000' } }]]);
});

test.each([
  ['welcome-done', 'backup', [['openSettings', 'phrase']]],
  ['welcome-done', 'settings', [['openSettings']]],
  ['welcome-done-nothing', 'wallet', [['go', 'wallet']]],
])('%s: %s', async (name, act, expected) => {
  await draw(name);
  await page.click(`[data-act=${act}]`);
  expect(await calls()).toEqual(expected);
});
