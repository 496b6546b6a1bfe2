import { launchChromium } from './chromium.ts';
import type { BrowserName, Driver, LaunchOptions } from './driver.ts';

/** Both browsers, for `describe.each`. */
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

/** Starts a browser with the extension in it. */
export async function openBrowser(name: BrowserName, options?: LaunchOptions): Promise<Driver> {
  if (name === 'chromium') return launchChromium(options);
  const { launchFirefox } = await import('./firefox.ts');
  return launchFirefox(options);
}
