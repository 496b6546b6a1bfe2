import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './bare-chromium.ts';
import { drawIcons, ICONS } from './icons/draw.ts';

// Draws the icons of the toolbar button's states anew, after a change of their SVGs: `npx tsx scripts/icons.ts`.

const browser = await launchChromium();
try {
  const icons = await drawIcons(await browser.newPage());
  for (const [name, png] of icons) writeFileSync(join(ICONS, name), png);
} finally {
  await browser.close();
}
