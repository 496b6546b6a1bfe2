import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

const OUT = join(import.meta.dirname, '../../out/low-vision');

/** How people who see little have set up their browser. */
const MODES = {
  'forced-colors': { forcedColors: 'active' },
  contrast: { contrast: 'more' },
  'large-text': {},
} as const;
type Mode = keyof typeof MODES;

const POPUP = [
  'home-full',
  'home-auto-pay',
  'home-unlock',
  'offer-one',
  'offer-several',
  'offer-fetch-others',
  'offer-asked-trouble',
  'offer-busy',
  'locked-wrong',
  'receipt-login',
  'receipt-file',
  'refused-balance',
  'unknown',
  'cannot-one',
  'details-open',
  'receipt-auto-pay-open',
];
const SETTINGS = [
  'settings-open-open',
  'settings-none-open',
  'settings-ecash-open',
  'settings-ecash-restored',
  'settings-lightning',
];

let gallery: Gallery;
beforeAll(async () => {
  await mkdir(OUT, { recursive: true });
  gallery = await openGallery(inject('gallery'));
});
afterAll(() => gallery?.close());

/** Sets a page up, and draws a scene in it. */
async function draw(page: Page, mode: Mode, scene: string): Promise<void> {
  await page.emulateMedia(MODES[mode]);
  await page.evaluate(
    (size) => {
      document.documentElement.style.fontSize = size;
    },
    mode === 'large-text' ? '200%' : '',
  );
  await page.evaluate((name) => window.stage.draw(name, 'de'), scene);
}

/** What reaches beyond the page, is cut off, or cannot be made out; named by its own words. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    const say = (what: string, element: Element) =>
      found.push(`${what}: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 140)}`);
    const drawn = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const shade = (text: string) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return { rgb: [red, green, blue], alpha };
    };
    const ground = (from: Element | null): number[] => {
      for (let at = from; at !== null; at = at.parentElement) {
        const { rgb, alpha } = shade(getComputedStyle(at).backgroundColor);
        // Chromium's own Highlight lets a little of what is behind it through.
        if (alpha > 0.5) {
          const behind = alpha === 1 ? rgb : ground(at.parentElement);
          return rgb.map((value, part) => value * alpha + (behind[part] ?? 0) * (1 - alpha));
        }
      }
      return shade(getComputedStyle(document.documentElement).backgroundColor).rgb;
    };
    const light = (rgb: readonly number[]) => {
      const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: readonly number[], other: readonly number[]) => {
      const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };

    for (const element of document.querySelectorAll('#root *')) {
      if (!drawn(element)) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.right > width + 0.5 || box.left < -0.5) say('beyond the edge', element);
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const cutX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const cutY = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      if ((cutX || cutY) && textOverflow !== 'ellipsis' && !isField) say('cut off', element);
    }
    for (const control of document.querySelectorAll(
      '#root :is(button, input, select, textarea, summary, a)',
    )) {
      if (!drawn(control)) continue;
      const box = control.getBoundingClientRect();
      const style = getComputedStyle(control);
      const native = control instanceof HTMLInputElement && /radio|checkbox/.test(control.type);
      if (box.width < 16 || box.height < 16) say('too small', control);
      if (native) continue;
      const behind = ground(control.parentElement);
      const words = contrast(shade(style.color).rgb, ground(control));
      const disabled = control.matches(':disabled, [aria-disabled=true]');
      if (!disabled && words < 4.5) say(`words at ${words.toFixed(1)}`, control);
      const edged =
        Number.parseFloat(style.borderBlockEndWidth) > 0 &&
        contrast(shade(style.borderBlockEndColor).rgb, behind) >= 3;
      const filled = contrast(ground(control), behind) >= 3;
      const worded =
        control.matches('.link, a, summary, .others button') || style.textDecorationLine !== 'none';
      if (!disabled && !edged && !filled && !worded) say('no edge', control);
    }
    return found;
  });
}

describe.each(['forced-colors', 'contrast', 'large-text'] as const)('%s', (mode) => {
  describe.each([
    ['popup', POPUP],
    ['settings', SETTINGS],
  ] as const)('%s', (which, scenes) => {
    let page: Page;
    beforeAll(async () => {
      page = await gallery.open(which);
    });
    afterAll(() => page?.context().close());

    test.each(scenes)('%s', async (scene) => {
      await draw(page, mode, scene);
      const height = await page.evaluate(() => document.body.offsetHeight);
      await page.screenshot({
        path: join(OUT, `${mode}-${scene}.png`),
        clip: { x: 0, y: 0, width: 360, height },
      });
      expect(await faults(page)).toEqual([]);
    });
  });

  test('Pay and what leaves it alone are told apart by more than weight', async () => {
    const page = await gallery.open('popup');
    await draw(page, mode, 'offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    const [pay, other] = await page.evaluate(() =>
      ['[data-act=pay]', '[data-act=dismiss]'].map((selector) => {
        const button = document.querySelector(selector);
        return button === null ? '' : getComputedStyle(button).backgroundColor;
      }),
    );
    expect(pay).not.toBe(other);
    await page.context().close();
  });
});

// At 200 % in a panel of 360 pixels, as Firefox shows a popup from its overflow menu.
describe('180 pixels wide', () => {
  let page: Page;
  beforeAll(async () => {
    page = await gallery.open('popup');
    await page.setViewportSize({ width: 180, height: 300 });
  });
  afterAll(() => page?.context().close());

  test.each(['offer-one', 'receipt-file', 'unknown', 'receipt-auto-pay-open'])(
    '%s: no word of the top bar is broken, and a value stands under its name',
    async (scene) => {
      await page.evaluate((name) => window.stage.draw(name, 'de'), scene);
      expect(await faults(page)).toEqual([]);
      const { lines, beside } = await page.evaluate(() => ({
        lines: [...document.querySelectorAll('.bar button')].map(
          (link) => link.getClientRects().length * Math.round(link.clientHeight / 24),
        ),
        beside: [...document.querySelectorAll('dt')].filter((name) => {
          const value = name.parentElement?.querySelector('dd')?.getBoundingClientRect();
          return value !== undefined && value.top < name.getBoundingClientRect().bottom - 1;
        }).length,
      }));
      expect(lines).toEqual([1, 1]);
      expect(beside).toBe(0);
    },
  );
});

test('all text grows with the size that the browser is set to', async () => {
  for (const [which, scenes] of [
    ['popup', POPUP],
    ['settings', SETTINGS],
  ] as const) {
    const page = await gallery.open(which);
    for (const scene of scenes) {
      const sizes = async (mode: Mode) => {
        await draw(page, mode, scene);
        return page.evaluate(() =>
          [...document.querySelectorAll('#root *:not(option, optgroup)')].map((element) =>
            Number.parseFloat(getComputedStyle(element).fontSize),
          ),
        );
      };
      const [small, large] = [await sizes('contrast'), await sizes('large-text')];
      expect(large).toEqual(small.map((size) => size * 2));
    }
    await page.context().close();
  }
});
