import type { Browser } from 'webextension-polyfill';

/** `browser`: Firefox has it, and Chrome from 148 on; where an extension has a page in DevTools, as here, from 152 on. */
const api = globalThis as unknown as { readonly browser?: Browser; readonly chrome: Browser };

/**
 * The browser's API for pages. What pages call returns promises in both browsers, and their listeners answer nothing. So
 * they do without the polyfill, of which the worker needs that a listener may answer by a promise.
 */
export const browser = api.browser ?? api.chrome;
