import type { WebRequest } from 'webextension-polyfill';
import { isPrefetch } from '../core/prefetch.ts';
import { browser } from './browser.ts';
import { headerLines } from './headers.ts';

/** Prefetches whose answers are awaited, oldest first. One that the browser drops stays until others push it out. */
const awaited = new Set<string>();
const MOST = 200;

/**
 * Notes the requests that are prefetches: only a request's headers say so, and they are gone when its answer comes.
 * Frames and fetches alone: of pages the browser tells it by itself. Must be called while the worker starts.
 */
export function watchPrefetches(): void {
  browser.webRequest.onSendHeaders.addListener(
    ({ requestId, url, requestHeaders }: WebRequest.OnSendHeadersDetailsType) => {
      if (!isPrefetch(url, headerLines(requestHeaders))) return;
      awaited.add(requestId);
      const [oldest] = awaited;
      if (awaited.size > MOST && oldest !== undefined) awaited.delete(oldest);
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['sub_frame', 'xmlhttprequest'] },
    ['requestHeaders'],
  );
}

/** Whether the answer to a request is one to a prefetch. Each answer is asked about once. */
export function wasPrefetch(requestId: string): boolean {
  return awaited.delete(requestId);
}
