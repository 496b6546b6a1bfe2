import { browserPath } from '../../../scripts/browsers.mjs';
import type { BrowserName } from './driver.ts';

/** Path of the browser; throws when there is none. */
export function installed(name: BrowserName): string {
  const path = browserPath(name);
  if (path === undefined) throw new Error(`no ${name} on this machine`);
  return path;
}

/** Directory of a build. FAREBOX_DIST names another place than `dist`. */
export function unpacked(target: 'chrome' | 'firefox'): string {
  return `${process.env['FAREBOX_DIST'] ?? 'dist'}/${target}`;
}
