import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

// The foot stays in sight while the rest scrolls; what has the focus is never behind it (WCAG 2.2, 2.4.11).

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('popup');
});
afterAll(() => gallery?.close());

/** A window of the popup: the browser's zoom makes it smaller in CSS pixels. */
const SIZES = {
  'Chrome at its most': { width: 360, height: 600 },
  'a small one': { width: 320, height: 500 },
  'zoom 200 %': { width: 180, height: 300 },
} as const;
const SCENES = [
  'not-enough',
  'not-enough-ecash',
  'offer-one',
  'offer-several',
  'offer-fetch-others',
  'offer-failed',
  'receipt-may-allow',
] as const;

type Place = { readonly what: string; readonly covered: boolean };

/** Where the focus is, and whether any of it can be seen. */
function place(): Promise<Place> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return { what: '', covered: false };
    const { top, bottom } = active.getBoundingClientRect();
    const foot = document.querySelector('.foot');
    const edge =
      foot === null || foot.contains(active) || getComputedStyle(foot).position !== 'sticky'
        ? innerHeight
        : foot.getBoundingClientRect().top;
    const what = active.getAttribute('data-act') ?? active.tagName.toLowerCase();
    return {
      what: `${what} ${Math.round(top)}–${Math.round(bottom)}`,
      covered: top < 0 ? bottom <= 0 : bottom > edge + 0.5 && bottom - top < edge,
    };
  });
}

describe.each(Object.entries(SIZES))('%s', (_, size) => {
  beforeAll(() => page.setViewportSize(size));

  test.each(SCENES)('%s: Tab stops at nothing that the foot covers', async (name) => {
    await page.evaluate((scene) => window.stage.draw(scene, 'en'), name);
    await page.evaluate(() => document.body.focus());
    const stops: Place[] = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const now = await place();
      if (now.what === '') break;
      stops.push(now);
    }
    expect(stops.length).toBeGreaterThan(2);
    expect(stops.filter(({ covered }) => covered)).toEqual([]);
  });

  test.each([
    ['receipt-may-allow', 'auto-pay-open', '[data-act=auto-pay-each]'],
    ['receipt-may-allow-test', 'auto-pay-open', '[data-act=auto-pay-each]'],
    ['offer-bought', 'bought-receipt', '.details[open] > :nth-child(2)'],
  ])('%s: what a key unfolds is in view', async (name, act, shown) => {
    await page.evaluate((scene) => window.stage.draw(scene, 'en'), name);
    await page.focus(`[data-act=${act}]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(shown);
    const isSeen = (selector: string) =>
      page.evaluate((wanted) => {
        const part = document.querySelector(wanted);
        if (part === null) return false;
        const { left, top, height } = part.getBoundingClientRect();
        const over = document.elementFromPoint(left + 4, top + Math.min(4, height / 2));
        return over !== null && (part.contains(over) || over.contains(part));
      }, selector);
    await expect.poll(() => isSeen(shown)).toBe(true);
  });

  test('the foot takes no more than 40 % while it stays', async () => {
    for (const name of SCENES) {
      await page.evaluate((scene) => window.stage.draw(scene, 'de'), name);
      const part = await page.$eval('.foot', (foot) =>
        getComputedStyle(foot).position === 'sticky' ? foot.clientHeight / innerHeight : 0,
      );
      expect([name, part <= 0.4]).toEqual([name, true]);
    }
  });
});
