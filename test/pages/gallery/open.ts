import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import manifest from '../../../manifest.json' with { type: 'json' };
import { launchChromium } from '../../../scripts/bare-chromium.ts';

const ROOT = 'http://gallery.test/';
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
};

type Which = 'popup' | 'settings' | 'welcome' | 'history' | 'inspector';

export type Gallery = {
  /** A page of the gallery, under the extension's own content security policy. */
  open(which: Which): Promise<Page>;
  close(): Promise<void>;
};

/** Opens the gallery in Chromium, with no server. `folder`: where it was built. */
export async function openGallery(folder: string): Promise<Gallery> {
  const browser = await launchChromium();
  return {
    open: (which) => openPage(browser, folder, which),
    close: () => browser.close(),
  };
}

async function openPage(browser: Browser, outDir: string, which: Which): Promise<Page> {
  const context = await browser.newContext({
    // Tall enough for every scene: the foot stays at its end, and a picture needs no scrolling.
    viewport: which === 'inspector' ? { width: 1280, height: 800 } : { width: 360, height: 6000 },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.route(`${ROOT}**`, async (route) => {
    const path = resolve(outDir, `.${new URL(route.request().url()).pathname}`);
    if (!path.startsWith(outDir + sep)) return route.abort();
    return route.fulfill({
      body: await readFile(path),
      contentType: TYPES[extname(path)] ?? 'application/octet-stream',
      headers: { 'Content-Security-Policy': manifest.content_security_policy.extension_pages },
    });
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${ROOT}${which}.html`);
  await page.waitForFunction(() => 'stage' in window || 'inspector' in window);
  return page;
}
