import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawIcons, ICONS, iconNames, SIZES } from '../../scripts/icons/draw.ts';
import { barePage } from './gallery/bare-page.ts';

// The icons of the button's states: drawn from their SVGs, told apart, and to be made out in light and dark toolbars.

const OUT = join(import.meta.dirname, '../../out/gallery');
/** Toolbars of Chrome and Firefox. */
const TOOLBARS = { light: '#ffffff', grey: '#dee1e6', dark: '#2b2a33', black: '#1f2023' };

const page = barePage();

const stored = (file: string) => readFileSync(join(ICONS, file));
const source = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;

/** The pixels of a picture: red, green, blue, alpha of each, 0 to 255. */
function pixels(png: Buffer): Promise<number[]> {
  return page().evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(image, 0, 0);
    return [...(context?.getImageData(0, 0, width, height).data ?? [])];
  }, source(png));
}

/** The mean difference of two pictures of one size, 0 to 255 for each channel. */
function difference(one: readonly number[], other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

const FILES = iconNames().flatMap((name) =>
  SIZES.map((size) => [`${name}-${size}.png`, size] as const),
);

test('each icon is drawn from its SVG: npx tsx scripts/icons.ts', async () => {
  const drawn = await drawIcons(page());
  expect([...drawn.keys()].sort()).toEqual(FILES.map(([file]) => file).sort());
  for (const [file, png] of drawn) {
    // Versions of Chromium smooth edges a little differently.
    expect(difference(await pixels(stored(file)), await pixels(png)), file).toBeLessThan(4);
  }
});

test.each(SIZES)('no two states look alike at %i px', async (size) => {
  const idle = readFileSync(join(ICONS, `../${size}.png`));
  const all = [idle, ...iconNames().map((name) => stored(`${name}-${size}.png`))];
  expect(all).toHaveLength(4);
  const drawn = await Promise.all(all.map(pixels));
  for (const [at, one] of drawn.entries())
    for (const other of drawn.slice(at + 1)) expect(difference(one, other)).toBeGreaterThan(25);
});

/** Relative luminance (WCAG 2.2) of a colour, 0 to 255 for each channel. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

test.each(Object.entries(TOOLBARS))(
  'every icon is made out in a toolbar (%s)',
  async (_, colour) => {
    const ground = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    for (const [file, size] of FILES) {
      const data = await pixels(stored(file));
      const clear = Array.from({ length: size * size }, (_, at) =>
        data.slice(4 * at, 4 * at + 4),
      ).filter(
        ([red = 0, green = 0, blue = 0, alpha = 0]) =>
          alpha > 200 && contrast(luminance([red, green, blue]), luminance(ground)) >= 3,
      );
      // 3:1 is what WCAG 1.4.11 asks of graphics; an eighth of the square is enough to draw a shape.
      expect(clear.length / size ** 2, file).toBeGreaterThan(1 / 8);
    }
  },
);

test('a picture of all of them comes to the gallery', async () => {
  if (process.env['FAREBOX_PICTURES'] !== '1') return;
  const idle = SIZES.map((size) => readFileSync(join(ICONS, `../${size}.png`)));
  const all = [...idle, ...FILES.map(([file]) => stored(file))];
  const row = (colour: string) =>
    `<p style="margin:0;padding:12px;background:${colour}">${all.map((png) => `<img style="margin:6px" src="${source(png)}">`).join('')}</p>`;
  await page().setViewportSize({ width: 420, height: 260 });
  await page().setContent(`<body style="margin:0">${Object.values(TOOLBARS).map(row).join('')}`);
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, 'icons.png'), await page().screenshot());
});
