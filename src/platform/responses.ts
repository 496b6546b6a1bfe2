import type { WebRequest } from 'webextension-polyfill';
import type { HeaderLine } from '../core/web/http.ts';
import { browser, FIREFOX } from './browser.ts';
import { headerLines } from './headers.ts';
import { wasPrefetch, watchPrefetches } from './prefetch.ts';

export type RequestType = 'main_frame' | 'sub_frame' | 'xmlhttprequest';

/** A response's start line and headers, as webRequest tells of it. */
export type ResponseHead = {
  readonly requestId: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly type: RequestType;
  readonly url: string;
  readonly method: string;
  readonly status: number;
  /** Parsed on demand: most responses are looked at no further than their status. */
  readonly headers: () => HeaderLine[];
  /**
   * The URL or origin of the document that asked. Absent where no document did: an address that was typed, a
   * bookmark, the history. What is no http(s) address (`null` of a sandboxed frame or a `data:` page) is some other
   * document.
   */
  readonly initiator?: string;
  /** Fetched ahead for a visit that may never happen. */
  readonly speculative: boolean;
};

const TYPES: RequestType[] = ['main_frame', 'sub_frame', 'xmlhttprequest'];
export const EVERYWHERE: WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*'],
  types: TYPES,
};

type Details = WebRequest.OnHeadersReceivedDetailsType & {
  initiator?: string;
  documentId?: string;
};

/**
 * Calls `listener` for every response to a page, a frame or a fetch. Must be called while the worker
 * starts, or the browser will not wake it for the next response.
 */
export function onResponse(listener: (head: ResponseHead) => void): void {
  watchPrefetches();
  browser.webRequest.onHeadersReceived.addListener(
    (details: Details) => {
      listener(headOf(details));
      return undefined;
    },
    EVERYWHERE,
    // Nothing is blocked; but filterResponseData can read the body only from within a blocking listener.
    FIREFOX ? ['blocking', 'responseHeaders'] : ['responseHeaders'],
  );
}

function headOf(details: Details): ResponseHead {
  const initiator = details.documentUrl ?? details.originUrl ?? details.initiator;
  return {
    requestId: details.requestId,
    tabId: details.tabId,
    frameId: details.frameId,
    type: details.type as RequestType,
    url: details.url,
    method: details.method,
    status: details.statusCode,
    headers: () => headerLines(details.responseHeaders),
    ...(initiator === undefined ? {} : { initiator }),
    // A page that is being visited has no document yet when its headers come. One that is prefetched or
    // prerendered is reported under the document that asked for it (measured in Chromium 156).
    speculative:
      wasPrefetch(details.requestId) ||
      (details.type === 'main_frame' && details.documentId !== undefined),
  };
}
