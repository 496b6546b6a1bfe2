import type { Browser } from 'webextension-polyfill';

declare global {
  /** What functions evaluated in extension pages and in the background call. */
  const browser: Browser;
}
