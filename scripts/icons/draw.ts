import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the icons of the toolbar button's states lie, as they are drawn (SVG) and as browsers take them (PNG). */
export const ICONS = join(import.meta.dirname, '../../src/static/icons/button');

/** px: for screens with one and two pixels to a CSS pixel. */
export const SIZES = [16, 32] as const;

/** The names of the states that have an icon of their own. */
export function iconNames(): string[] {
  return readdirSync(ICONS)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => name.slice(0, -'.svg'.length));
}

/** Draws each SVG in a page of Chromium, in each size on a transparent ground: PNGs by their file name. */
export async function drawIcons(page: Page): Promise<Map<string, Buffer>> {
  const drawn = new Map<string, Buffer>();
  for (const name of iconNames()) {
    const svg = readFileSync(join(ICONS, `${name}.svg`), 'utf8');
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`,
      );
      drawn.set(`${name}-${size}.png`, await page.screenshot({ omitBackground: true }));
    }
  }
  return drawn;
}
