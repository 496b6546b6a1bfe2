import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Plugin } from 'vite';
import { buildFor } from '../../scripts/build.ts';
import { rowOf, VIEWS } from '../fixtures/exchanges.ts';
import { buildGallery } from '../pages/gallery/build.ts';
import { openGallery } from '../pages/gallery/open.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms } from './stats.ts';

const ROUNDS = 5;
const MANY = 10_000;
const FEW = 100;

type Measured = { readonly append: number; readonly scroll: number };

async function measure(page: Page, count: number): Promise<Measured> {
  await page.evaluate((n) => window.inspector.start(n), count);
  return page.evaluate(() => window.inspector.measure());
}

/** What one more entry and a scroll take in the developers' list, with many entries over with few. */
export async function inspectorRows(): Promise<Row[]> {
  const built = await buildGallery();
  const gallery = await openGallery(built.folder);
  try {
    const page = await gallery.open('inspector');
    const recorded = VIEWS.map((view) => ({ view, row: rowOf(view) }));
    await page.evaluate((all) => window.inspector.record(all), recorded);
    const times = { many: [] as Measured[], few: [] as Measured[] };
    await inTurns(
      ROUNDS,
      async () => void times.many.push(await measure(page, MANY)),
      async () => void times.few.push(await measure(page, FEW)),
    );
    return (['append', 'scroll'] as const).map((what) => {
      const many = median(times.many.map((each) => each[what]));
      const few = median(times.few.map((each) => each[what]));
      return {
        what: `developers' list, ${what}: 10,000 entries ÷ 100`,
        ratio: many / few,
        budget: 1.5,
        figures: `${ms(many)} ÷ ${ms(few)}, ${ROUNDS} pairs of 60`,
      };
    });
  } finally {
    await gallery.close();
    await built.remove();
  }
}

const NOTHING = `export const createExchanges = () => {
  const nothing = () => undefined;
  return {
    heard: nothing, begun: nothing, answered: nothing, landed: nothing, passAnswered: nothing,
    list: async () => [], clear: async () => undefined,
  };
};`;

const recordsNothing: Plugin = {
  name: 'records-nothing',
  enforce: 'pre',
  load: (id) => (id.endsWith('/exchanges/exchange-store.ts') ? NOTHING : undefined),
};

/** Builds Farebox without the panel, and without what is recorded for it; the build's folder. */
export async function buildWithoutPanel(parent: string): Promise<string> {
  const outDir = join(parent, 'without-panel');
  await buildFor('chrome', { quiet: true, outDir, plugins: [recordsNothing] });
  const file = join(outDir, 'manifest.json');
  const { devtools_page: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(manifest));
  return outDir;
}
