import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { languagesOf } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { bringAxe, violations } from './axe.ts';
import { type Gallery, openGallery } from './gallery/open.ts';
import { SCENES } from './states.ts';

/** Where `FAREBOX_PICTURES=1` leaves a picture of every state. */
const OUT = join(import.meta.dirname, '../../out/gallery');
const PICTURES = process.env['FAREBOX_PICTURES'] === '1';

const [, ...OTHERS] = languagesOf(root);

/** Colours differ by theme, and widths by language: each is looked at in what can change it. */
const LOOKS = [
  { theme: 'light', language: 'en', rules: 'all' },
  { theme: 'dark', language: 'en', rules: 'colours' },
  ...OTHERS.map((language) => ({ theme: 'light', language, rules: 'no colours' }) as const),
] as const;
type Look = (typeof LOOKS)[number];
const THEMES = ['light', 'dark'] as const;

let gallery: Gallery;

beforeAll(async () => {
  await mkdir(OUT, { recursive: true });
  gallery = await openGallery(inject('gallery'));
});
afterAll(() => gallery?.close());

/** Elements that reach beyond the right edge of the page. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const page = document.documentElement.scrollWidth > width ? ['the page'] : [];
    const parts = [...document.querySelectorAll('#root *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => element.outerHTML.slice(0, 120));
    return [...page, ...parts];
  });
}

async function photograph(page: Page, path: string): Promise<void> {
  const height = await page.evaluate(() => document.body.offsetHeight);
  await page.screenshot({ path, clip: { x: 0, y: 0, width: 360, height } });
}

describe.each([
  ['popup', Object.keys(SCENES).filter((name) => 'popup' in (SCENES[name] ?? {}))],
  ['settings', Object.keys(SCENES).filter((name) => 'settings' in (SCENES[name] ?? {}))],
  ['history', Object.keys(SCENES).filter((name) => 'history' in (SCENES[name] ?? {}))],
] as const)('%s', (which, names) => {
  // One page a theme, each in its own renderer: they work side by side.
  let pages: readonly { readonly theme: (typeof THEMES)[number]; readonly page: Page }[] = [];

  beforeAll(async () => {
    pages = await Promise.all(
      THEMES.map(async (theme) => {
        const page = await gallery.open(which);
        await page.emulateMedia({ colorScheme: theme });
        await bringAxe(page);
        return { theme, page };
      }),
    );
  });
  afterAll(() => Promise.all(pages.map(({ page }) => page.context().close())));

  async function look(page: Page, name: string, look: Look): Promise<string[]> {
    const { language, theme, rules } = look;
    const at = `${language}-${theme}-${name}`;
    await page.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [
      name,
      language,
    ] as const);
    const faults = [
      ...(await violations(page, rules)).map((fault) => `${at} ${fault}`),
      ...(await tooWide(page)).map((fault) => `${at} too wide: ${fault}`),
    ];
    if (PICTURES) await photograph(page, join(OUT, `${at}.png`));
    return faults;
  }

  test.each(names)('%s', async (name) => {
    const faults = await Promise.all(
      pages.map(async ({ theme, page }) => {
        const found: string[] = [];
        for (const each of LOOKS.filter((one) => one.theme === theme)) {
          found.push(...(await look(page, name, each)));
        }
        return found;
      }),
    );
    expect(faults.flat()).toEqual([]);
  });
});
