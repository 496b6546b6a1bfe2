import { expect } from 'vitest';
import type { Stage, Visit } from './helpers.ts';

// Pages of the odd shop (test/lab/odd-parts.ts) that each ask for one paid thing.

/** The page has its script's answer: of a 402, or of what was paid for. Run in the page. */
export const ASKED = () => document.querySelector('#got')?.textContent?.startsWith('402') === true;
export const OPENED = () => document.querySelector('#got')?.textContent?.startsWith('200') === true;

export const ask = (visit: Visit) => visit.tab.click('#ask');

/** A page that asks for one paid thing of this kind, and the path of that; something is typed into the page. */
export async function openPart(stage: Stage, kind: string): Promise<{ visit: Visit; at: string }> {
  const url = stage.once(`${stage.street.odd}/parts?kind=${kind}`);
  const visit = await stage.visit(url);
  await visit.tab.waitFor('#part');
  await visit.tab.evaluate(() => {
    (document.querySelector('#typed') as HTMLInputElement).value = 'half a letter';
  });
  return { visit, at: `/parts/${kind}?visit=${new URL(url).searchParams.get('visit')}` };
}

/** It was paid once, on the chain, and its proof came to the shop once. */
export async function isPaidOnce(stage: Stage, visit: Visit, at: string): Promise<void> {
  await stage.shows(visit, 'receipt');
  expect(await stage.spent()).toHaveLength(1);
  expect(await stage.proofsAt(stage.street.odd, at)).toHaveLength(1);
  expect(await stage.badge(visit)).toBe('T✓');
}
