import browser from 'webextension-polyfill';

declare global {
  /** Which build this is; set by vite.config.ts. Only src/platform may read it. */
  const __FIREFOX__: boolean;
}

export { browser };
export const FIREFOX = __FIREFOX__;
