import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Brings axe into a page. The page's policy allows no foreign script; evaluate passes it by. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(AXE, 'utf8'));
}

/** What axe finds, one line each. Colours are its slowest rule; they are the same in every language. */
export async function violations(page: Page, { colours = true } = {}): Promise<string[]> {
  return page.evaluate(async (colours) => {
    const { axe } = window as unknown as {
      axe: { run(node: Document, options: RunOptions): Promise<AxeResults> };
    };
    const found = await axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: colours } },
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
    );
  }, colours);
}
