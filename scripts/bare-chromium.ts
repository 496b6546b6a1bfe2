import { type Browser, chromium } from 'playwright-core';
import { browserPath } from './browsers.mjs';
import { BARE } from './chromium-features.ts';

/** The Chromium of this machine, or the one that FAREBOX_CHROMIUM names, without an extension. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = browserPath('chromium');
  if (executablePath === undefined) throw new Error('Chromium is missing');
  return chromium.launch({
    executablePath,
    chromiumSandbox: false,
    args: BARE,
  });
}
