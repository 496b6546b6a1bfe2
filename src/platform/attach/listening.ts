import type { WebRequest } from 'webextension-polyfill';
import { browser, FIREFOX } from '../browser.ts';
import { EVERYWHERE } from '../requests/responses.ts';
import type { Attachment } from './attachment.ts';

/** What hears of requests while a proof waits for its own. */
export type RequestListeners = {
  /** Firefox only: gives the request the headers of its proof. */
  onBeforeSend(
    details: WebRequest.OnBeforeSendHeadersDetailsType,
  ): Promise<WebRequest.BlockingResponse> | undefined;
  onSend(details: WebRequest.OnSendHeadersDetailsType): void;
  onError(details: WebRequest.OnErrorOccurredDetailsType): void;
};

/** What must be listened to: nothing, requests, or requests with the headers that Chrome else keeps back. */
type Watch = 'nothing' | 'plain' | 'all';

function wanted(items: readonly Attachment[]): Watch {
  if (items.length === 0) return 'nothing';
  const names = items.flatMap(({ headers }) => headers.map(([name]) => name));
  // Firefox does not know 'extraHeaders' and throws when it is named.
  return !FIREFOX && names.some((name) => /^authorization$/i.test(name)) ? 'all' : 'plain';
}

/**
 * Listens to requests only while a proof waits: a listener costs every request of every page. Call what this returns with
 * all that is attached whenever that has changed.
 */
export function createListening({ onBeforeSend, onSend, onError }: RequestListeners) {
  let watching: Watch = 'nothing';
  return (items: readonly Attachment[]): void => {
    const next = wanted(items);
    if (next === watching) return;
    const { onBeforeSendHeaders, onSendHeaders, onErrorOccurred } = browser.webRequest;
    if (watching !== 'nothing') {
      onBeforeSendHeaders.removeListener(onBeforeSend);
      onSendHeaders.removeListener(onSend);
      onErrorOccurred.removeListener(onError);
    }
    watching = next;
    if (next === 'nothing') return;
    if (FIREFOX)
      onBeforeSendHeaders.addListener(onBeforeSend, EVERYWHERE, ['blocking', 'requestHeaders']);
    onSendHeaders.addListener(
      onSend,
      EVERYWHERE,
      next === 'all' ? ['requestHeaders', 'extraHeaders'] : ['requestHeaders'],
    );
    onErrorOccurred.addListener(onError, EVERYWHERE);
  };
}
