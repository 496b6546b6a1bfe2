import type { WebRequest } from 'webextension-polyfill';
import type { HeaderLine } from '../../core/web/http.ts';
import { browser, FIREFOX } from '../browser.ts';
import { headerLines } from '../requests/headers.ts';
import { addressOf, EVERYWHERE } from '../requests/responses.ts';
import { INSPECTOR } from './extension-page.ts';

// What the developers' page asks of the browser. Its listeners are the page's own, so they are gone with it: while no
// such page is open, no request of any tab costs anything for it.

/** Adds the panel "402" to the DevTools that have loaded the page that calls this. */
export async function createPanel(): Promise<void> {
  const { tabId } = browser.devtools.inspectedWindow;
  // With a leading slash: Firefox takes other paths from the folder of the page that asks.
  await browser.devtools.panels.create('402', '/icons/32.png', `/${INSPECTOR}?tab=${tabId}&panel`);
}

export function version(): string {
  return browser.runtime.getManifest().version;
}

/** Firefox gives the pages of DevTools neither `tabs` nor `webRequest` (measured in Firefox 153), Chrome gives both. */
const given: Partial<Pick<typeof browser, 'tabs' | 'webRequest'>> = browser;

/** Whether the browser tells this page of requests. */
export const tellsRequests = given.webRequest !== undefined;

/** Calls `listener` with the address when a tab shows another document, or the same one anew. */
export function onNavigated(tabId: number, listener: (url: string) => void): void {
  if (given.tabs === undefined) {
    browser.devtools.network.onNavigated.addListener(listener);
    return;
  }
  given.tabs.onUpdated.addListener((id, change, tab) => {
    if (id === tabId && change.status === 'loading' && tab.url !== undefined) listener(tab.url);
  });
}

/** A request of the watched tab as it was sent, or the answer to a preflight. */
export type WatchedRequest = {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  /** ms since 1970. */
  readonly at: number;
  readonly headers: readonly HeaderLine[];
  /** Of the answer to an OPTIONS; `headers` are the answer's then. Its request has the same `requestId`. */
  readonly status?: number;
};

/**
 * Tells of the headers of a tab's requests as they are sent, with cookies where the browser tells them, and of the answers
 * to its preflights. In Firefox's DevTools it tells of nothing.
 */
export function watchRequests(tabId: number, listener: (request: WatchedRequest) => void): void {
  if (given.webRequest === undefined) return;
  const filter = { ...EVERYWHERE, tabId };
  const extra = FIREFOX ? [] : ['extraHeaders'];
  const about = (details: WebRequest.OnSendHeadersDetailsType) => {
    const { requestId, method, url, timeStamp } = details;
    return { requestId, method, url: addressOf(url), at: timeStamp };
  };
  given.webRequest.onSendHeaders.addListener(
    (details) => listener({ ...about(details), headers: headerLines(details.requestHeaders) }),
    filter,
    ['requestHeaders', ...extra] as WebRequest.OnSendHeadersOptions[],
  );
  given.webRequest.onHeadersReceived.addListener(
    (details) => {
      if (details.method !== 'OPTIONS') return undefined;
      const headers = headerLines(details.responseHeaders);
      listener({ ...about(details), headers, status: details.statusCode });
      return undefined;
    },
    filter,
    ['responseHeaders', ...extra] as WebRequest.OnHeadersReceivedOptions[],
  );
}
