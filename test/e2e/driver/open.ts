import { launchChromium } from './chromium.ts';
import type { BrowserName, Driver, LaunchOptions } from './driver.ts';
import { launchFirefox } from './firefox.ts';
import type { Lasting } from './profile.ts';

const asked = process.env['FAREBOX_BROWSERS']?.split(',');

/** Both browsers, for `describe.each`; fewer where FAREBOX_BROWSERS names fewer. */
export const browserNames: readonly BrowserName[] = (['chromium', 'firefox'] as const).filter(
  (name) => asked?.includes(name) ?? true,
);

/** Starts a browser with the extension in it. */
export function openBrowser(name: BrowserName, options?: LaunchOptions & Lasting): Promise<Driver> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}
