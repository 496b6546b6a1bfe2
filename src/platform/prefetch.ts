import type { WebRequest } from 'webextension-polyfill';
import { isPrefetch } from '../core/web/prefetch.ts';
import { browser } from './browser.ts';
import { headerLines } from './headers.ts';

/** Prefetches whose answers are awaited, oldest first. One that the browser drops stays until others push it out. */
const awaited = new Set<string>();
const MOST = 200;

/**
 * Remembers which requests are prefetches: only the request's headers say so, and the answer's event does not have them.
 * Frames, fetches and `<link rel=prefetch>` only; for pages the browser reports it itself. Must be called while the worker starts.
 */
export function watchPrefetches(): void {
  browser.webRequest.onSendHeaders.addListener(
    ({ requestId, url, requestHeaders }: WebRequest.OnSendHeadersDetailsType) => {
      if (!isPrefetch(url, headerLines(requestHeaders))) return;
      awaited.add(requestId);
      const [oldest] = awaited;
      if (awaited.size > MOST && oldest !== undefined) awaited.delete(oldest);
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['sub_frame', 'xmlhttprequest', 'other'] },
    ['requestHeaders'],
  );
}

/** Whether a response answers a prefetch. Forgets the request, so ask once for each response. */
export function wasPrefetch(requestId: string): boolean {
  return awaited.delete(requestId);
}
