import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../../scripts/bare-chromium.ts';

/** An empty page for the tests of a file, in a Chromium without an extension. Gives how to get it once they run. */
export function barePage(): () => Page {
  let page: Page;
  beforeAll(async () => {
    const browser = await launchChromium();
    page = await browser.newPage();
  });
  afterAll(() => page?.context().browser()?.close());
  return () => page;
}
