import type { WebRequest } from 'webextension-polyfill';
import type { HeaderLine } from '../../core/web/http.ts';
import { REQUEST_TYPES, type RequestType } from '../../core/web/request-type.ts';
import type { SentBody } from '../../core/web/sent-body.ts';
import { browser, FIREFOX } from '../browser.ts';
import { headerLines } from './headers.ts';
import { hadAuthorization, wasPrefetch, watchPrefetches } from './prefetch.ts';
import { takeSentBody, watchBodies } from './sent-body.ts';

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
  /** The request had an `Authorization` header, as far as the browser tells. */
  readonly authorization?: true;
  /** What the request took along, as far as the browser tells. */
  readonly sent?: SentBody;
  /** Fetched ahead for a visit that may never happen. */
  readonly speculative: boolean;
};

/** Every request of every page, whatever it is for. A WebSocket's handshake is an HTTP request, too. */
export const EVERYWHERE: WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'],
};

/** Kinds that only one browser has, in the words that both have. */
const ALIKE: Readonly<Record<string, RequestType>> = {
  beacon: 'ping',
  imageset: 'image',
  object_subrequest: 'object',
};
const KNOWN: ReadonlySet<string> = new Set(REQUEST_TYPES);

/** What a request is for. Kinds that are not known here are `other`. */
export function typeOf(raw: string): RequestType {
  if (Object.hasOwn(ALIKE, raw)) return ALIKE[raw] as RequestType;
  return KNOWN.has(raw) ? (raw as RequestType) : 'other';
}

/** The address of a request; that of a WebSocket's handshake as the http address that it is sent to (RFC 6455 section 4.1). */
export function addressOf(url: string): string {
  return /^wss?:/.test(url) ? url.replace(/^ws/, 'http') : url;
}

/** What the browser sends of its own accord, and no one has asked for: a report of what a page's policy (CSP) forbade. */
export const isReport = (type: string): boolean => type === 'csp_report';

type Details = WebRequest.OnHeadersReceivedDetailsType & {
  initiator?: string;
  documentId?: string;
};

/**
 * Calls `listener` for every response to a page or what it loads. Must be called while the worker
 * starts, or the browser will not wake it for the next response.
 */
export function onResponse(listener: (head: ResponseHead) => void): void {
  watchPrefetches();
  watchBodies();
  browser.webRequest.onHeadersReceived.addListener(
    (details: Details) => {
      if (!isReport(details.type)) listener(headOf(details));
      return undefined;
    },
    EVERYWHERE,
    // Nothing is blocked; but filterResponseData can read the body only from within a blocking listener.
    FIREFOX ? ['blocking', 'responseHeaders'] : ['responseHeaders'],
  );
}

function headOf(details: Details): ResponseHead {
  const sent = takeSentBody(details.requestId);
  const initiator = details.documentUrl ?? details.originUrl ?? details.initiator;
  return {
    requestId: details.requestId,
    tabId: details.tabId,
    frameId: details.frameId,
    type: typeOf(details.type),
    url: addressOf(details.url),
    method: details.method,
    status: details.statusCode,
    headers: () => headerLines(details.responseHeaders),
    ...(initiator === undefined ? {} : { initiator }),
    ...(sent === undefined ? {} : { sent }),
    ...(hadAuthorization(details.requestId) ? { authorization: true } : {}),
    // A page that is being visited has no document yet when its headers come. One that is prefetched or
    // prerendered is reported under the document that asked for it (measured in Chromium 156).
    speculative:
      wasPrefetch(details.requestId) ||
      (details.type === 'main_frame' && details.documentId !== undefined),
  };
}
