import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ASSETS } from '../../src/core/money/asset-table.ts';
import { NETWORKS } from '../../src/core/money/network-table.ts';
import { type Gallery, openGallery } from './gallery/open.ts';
import { LONG, RIGHT_TO_LEFT } from './gallery/pseudo.ts';
import { SCENES } from './states.ts';

// The pages in two made-up languages (gallery/pseudo.ts): a long one and one from right to left.

const ASKS = [
  'offer-one',
  'offer-several',
  'offer-fetch-others',
  'offer-asked-trouble',
  'offer-asked-price',
  'offer-busy',
  'offer-post',
  'locked-wrong',
  'over-limit-several',
  'home-full',
  'home-auto-pay',
  'details-open',
];
const PAID = [
  'receipt-login',
  'receipt-file',
  'receipt-auto-pay-open',
  'receipt-allow-calls-open',
  'refused-balance',
  'unknown',
];
const SETTINGS = [
  'settings-none',
  'settings-open-open',
  'settings-ecash-open',
  'settings-ecash-restored',
  'settings-lightning',
  'settings-browser-wallet-doubt',
  'settings-organisation',
  'settings-test-payments',
];
const of = (kind: 'history' | 'welcome') =>
  Object.keys(SCENES).filter((name) => kind in (SCENES[name] ?? {}));

/** Widths in px: the narrowest that WCAG asks for, and the popup's own. */
const WIDTHS = [320, 360];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
});
afterAll(() => gallery?.close());

const draw = (page: Page, scene: string, language: string) =>
  page.evaluate(([name, lang]) => window.stage.draw(name, lang), [scene, language] as const);

/** What is cut off, lies on something else, or reaches beyond the page. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    const say = (what: string, element: Element | null) =>
      found.push(`${what}: ${element?.outerHTML.replace(/\s+/g, ' ').slice(0, 160)}`);
    if (document.documentElement.scrollWidth > width) found.push('the page scrolls to the side');
    const seen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true }) && width > 2 && height > 2;
    };
    for (const element of document.querySelectorAll('#root *')) {
      if (!seen(element)) continue;
      const { left, right } = element.getBoundingClientRect();
      if (right > width + 0.5 || left < -0.5) say('beyond the edge', element);
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const cutX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const cutY = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      // An address may end in an ellipsis; a text of ours may not.
      const isData = textOverflow === 'ellipsis' && !/[À-Ỿ]/.test(element.textContent ?? '');
      if ((cutX || cutY) && !isData && !element.matches('input, textarea')) say('cut off', element);
    }
    // No line of text lies on another.
    const inSight = (box: DOMRect, parent: Element) => {
      let { left, right } = box;
      for (let at: Element | null = parent; at !== null; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue;
        const clip = at.getBoundingClientRect();
        left = Math.max(left, clip.left);
        right = Math.min(right, clip.right);
      }
      return { ...box.toJSON(), left, right } as DOMRect;
    };
    const lines: { box: DOMRect; parent: Element }[] = [];
    const root = document.getElementById('root') ?? document.body;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (parent === null || !seen(parent) || parent.closest('svg') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      for (const box of range.getClientRects()) lines.push({ box: inSight(box, parent), parent });
    }
    lines.forEach(({ box, parent }, at) => {
      for (const other of lines.slice(at + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        const lower = Math.min(box.height, other.box.height);
        if (parent !== other.parent && across > 2 && down > lower / 2)
          say('on another text', parent);
      }
    });
    return [...new Set(found)];
  });
}

/** Words in the letters a to z that are seen or read out. */
function plainWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [];
    const root = document.getElementById('root') ?? document.body;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) said.push(texts.currentNode.textContent ?? '');
    for (const element of root.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
        said.push(element.getAttribute(name) ?? '');
      }
    }
    return [...new Set(said.flatMap((text) => text.match(/[A-Za-z]{2,}/g) ?? []))];
  });
}

const MONTHS = Array.from({ length: 24 }, (_, month) =>
  new Intl.DateTimeFormat('en', { dateStyle: month < 12 ? 'long' : 'medium' }).format(
    Date.UTC(2026, month, 15),
  ),
);
/** What is called so in every language: money, networks, formats, and the marks of a time. */
const NAMES = [
  ...ASSETS.map(({ symbol }) => symbol),
  ...NETWORKS.map(({ name }) => name),
  ...MONTHS,
  'AM PM UTC sec',
  'NIP',
  // The pretend seller of the introduction.
  'https://practice.example/letter',
].join(' ');

/** The words that are neither a name nor in what the scene shows. */
function hardCoded(scene: string, words: readonly string[]): string[] {
  const known = `${NAMES} ${JSON.stringify(SCENES[scene])}`.match(/[A-Za-z]{2,}/g);
  return words.filter((word) => known?.includes(word) !== true);
}

/** Where each block is: its distance from the side that lines begin at, and its width. */
function blocks(page: Page, direction: 'ltr' | 'rtl'): Promise<[string, number, number][]> {
  return page.evaluate((dir) => {
    document.documentElement.dir = dir;
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('#root *')]
      .filter((each) => !each.matches('svg, svg *, bdi *, #root [dir=ltr] *, option'))
      .filter((each) => !/^(?:inline|contents|none)$/.test(getComputedStyle(each).display))
      .map((each) => {
        const { left, right } = each.getBoundingClientRect();
        const start = dir === 'ltr' ? left : width - right;
        return [each.outerHTML.replace(/\s+/g, ' ').slice(0, 120), start, right - left];
      });
  }, direction);
}

describe.each([
  ['popup', [...ASKS, ...PAID]],
  ['settings', SETTINGS],
  ['history', of('history')],
  ['welcome', of('welcome')],
] as const)('%s', (which, scenes) => {
  let page: Page;
  beforeAll(async () => {
    page = await gallery.open(which);
  });
  afterAll(() => page?.context().close());

  test.each(scenes)('%s', async (scene) => {
    const found: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 6000 });
      await draw(page, scene, LONG);
      found.push(...(await faults(page)).map((fault) => `long, ${width}: ${fault}`));
      if (width === WIDTHS[0]) {
        const words = hardCoded(scene, await plainWords(page));
        found.push(...words.map((word) => `not from the texts: ${word}`));
      }

      await draw(page, scene, RIGHT_TO_LEFT);
      found.push(...(await faults(page)).map((fault) => `rtl, ${width}: ${fault}`));
      const rtl = await blocks(page, 'rtl');
      const ltr = await blocks(page, 'ltr');
      expect(rtl.length).toBeGreaterThan(5);
      rtl.forEach(([what, start, wide], at) => {
        const [, mirrored = 0, before = 0] = ltr[at] ?? [];
        const moved = Math.abs(start - mirrored);
        if (moved > 1.5 || Math.abs(wide - before) > 1.5) {
          found.push(`not mirrored by ${Math.round(moved)} px, ${width}: ${what}`);
        }
      });
    }
    expect(found).toEqual([]);
  });
});

test('a bar begins where its line does', async () => {
  const page = await gallery.open('history');
  await draw(page, 'history-all', RIGHT_TO_LEFT);
  const gaps = await page.$$eval('.bar-of', (bars) =>
    bars.map((bar) => {
      const drawn = bar.querySelector('rect')?.getBoundingClientRect();
      return Math.round(bar.getBoundingClientRect().right - (drawn?.right ?? 0));
    }),
  );
  expect(gaps.length).toBeGreaterThan(1);
  expect(gaps.filter((gap) => gap !== 0)).toEqual([]);
});
