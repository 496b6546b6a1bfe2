import type { WebRequest } from 'webextension-polyfill';
import { isPrefetch } from '../../core/web/prefetch.ts';
import { browser } from '../browser.ts';
import { headerLines } from './headers.ts';

const MOST = 200;

/** Requests whose answers are awaited, oldest first. One that the browser drops stays until others push it out. */
function createAwaited() {
  const awaited = new Set<string>();
  return {
    add: (requestId: string) => {
      awaited.add(requestId);
      const [oldest] = awaited;
      if (awaited.size > MOST && oldest !== undefined) awaited.delete(oldest);
    },
    /** Forgets the request, so ask once for each response. */
    take: (requestId: string) => awaited.delete(requestId),
  };
}

const prefetches = createAwaited();
const authorized = createAwaited();

/**
 * Remembers which requests are prefetches, and which have an `Authorization` of their own: only the request's headers say
 * so, and the answer's event does not have them. Frames, fetches and `<link rel=prefetch>` only; for pages the browser
 * reports prefetches itself. Chrome tells of an `Authorization` that a script has set (measured in Chromium 156), and keeps
 * back the one that it has added itself after a login. Must be called while the worker starts.
 */
export function watchPrefetches(): void {
  browser.webRequest.onSendHeaders.addListener(
    ({ requestId, url, requestHeaders }: WebRequest.OnSendHeadersDetailsType) => {
      const headers = headerLines(requestHeaders);
      if (isPrefetch(url, headers)) prefetches.add(requestId);
      if (headers.some(([name]) => /^authorization$/i.test(name))) authorized.add(requestId);
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['sub_frame', 'xmlhttprequest', 'other'] },
    ['requestHeaders'],
  );
}

/** Whether a response answers a prefetch. Once for each response. */
export const wasPrefetch = prefetches.take;

/** Whether a response answers a request that had an `Authorization`. Once for each response. */
export const hadAuthorization = authorized.take;
