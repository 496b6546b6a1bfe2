import { type HttpResponse, withoutFragment } from '../../core/web/http.ts';

/** What a page's own service worker was asked to pay: the browser does not say for which tab. */
export type AskedWorker = {
  readonly response: HttpResponse;
  /** ms since 1970. */
  readonly at: number;
};

/** What webRequest said of the documents of tabs, in the memory of this worker alone. */
export type NetworkDocuments = {
  /** The headers of a tab's newest document have come. */
  note(tabId: number, url: string, requestId: string): void;
  /**
   * False when the headers of a newer document of this tab have come: a page that was reloaded while the answer before
   * it was still being written down. What is known of the older one must not overwrite what is known of the newer.
   */
  isNewest(tabId: number, requestId: string): boolean;
  /** Whether a tab's document came by webRequest: it need not be asked whether it was a 402. */
  cameByNetwork(tabId: number, url: string): boolean;
  forget(tabId: number): void;
  noteAskedWorker(asked: AskedWorker): void;
  /** The 402 that a page's own service worker has just got for an address, once. `now`: ms since 1970. */
  takeAskedWorker(address: string, now: number): AskedWorker | undefined;
};

/** ms: how long after its headers a page behind its own service worker may take to load. */
const LOAD = 30_000;
const KEPT = 16;

export function createNetworkDocuments(): NetworkDocuments {
  const answeredByNetwork = new Map<number, string>();
  /** The request of each tab's newest document. */
  const newest = new Map<number, string>();
  /** By address. */
  const askedWorkers = new Map<string, AskedWorker>();
  return {
    note: (tabId, url, requestId) => {
      answeredByNetwork.set(tabId, withoutFragment(url));
      newest.set(tabId, requestId);
    },
    isNewest: (tabId, requestId) => (newest.get(tabId) ?? requestId) === requestId,
    cameByNetwork: (tabId, url) => answeredByNetwork.get(tabId) === withoutFragment(url),
    forget: (tabId) => {
      answeredByNetwork.delete(tabId);
      newest.delete(tabId);
    },
    noteAskedWorker: (asked) => {
      const url = withoutFragment(asked.response.url);
      // A tab that loads this address now may have it from the worker, though it had it from the network before.
      for (const [tabId, known] of answeredByNetwork) {
        if (known === url) answeredByNetwork.delete(tabId);
      }
      askedWorkers.delete(url);
      askedWorkers.set(url, asked);
      const [oldest] = askedWorkers.keys();
      if (askedWorkers.size > KEPT && oldest !== undefined) askedWorkers.delete(oldest);
    },
    takeAskedWorker: (address, now) => {
      const url = withoutFragment(address);
      const asked = askedWorkers.get(url);
      askedWorkers.delete(url);
      return asked !== undefined && now - asked.at < LOAD ? asked : undefined;
    },
  };
}
