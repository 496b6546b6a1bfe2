import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Brings axe into a page. The page's policy allows no foreign script; evaluate passes it by. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(AXE, 'utf8'));
}

/** The rules that a colour can break. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds, one line each. Colours are its slowest rules: they are the same in every language, and in another theme
 * nothing else differs.
 */
export async function violations(
  page: Page,
  rules: 'all' | 'colours' | 'no colours' = 'all',
): Promise<string[]> {
  const which: RunOptions = {
    all: {},
    colours: { runOnly: OF_COLOURS },
    'no colours': { rules: Object.fromEntries(OF_COLOURS.map((id) => [id, { enabled: false }])) },
  }[rules];
  // Our pages load no styles of others and no media, which axe would fetch first.
  const options: RunOptions = { resultTypes: ['violations'], preload: false, ...which };
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as {
      axe: { run(node: Document, options: RunOptions): Promise<AxeResults> };
    };
    const found = await axe.run(document, options);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
    );
  }, options);
}
