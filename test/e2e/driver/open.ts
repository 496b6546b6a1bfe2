import { launchChromium } from './chromium.ts';
import type { BrowserName, Driver, LaunchOptions } from './driver.ts';
import { launchFirefox } from './firefox.ts';
import type { Lasting } from './profile.ts';

/** Both browsers, for `describe.each`. */
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

/** Starts a browser with the extension in it. */
export function openBrowser(name: BrowserName, options?: LaunchOptions & Lasting): Promise<Driver> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}
