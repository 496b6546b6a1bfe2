import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawIcons, ICONS } from './icons/draw.ts';

// Draws the icons of the toolbar button's states anew, after a change of their SVGs: `npx tsx scripts/icons.ts`.

for (const [name, png] of await drawIcons()) writeFileSync(join(ICONS, name), png);
