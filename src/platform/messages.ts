import type { Runtime } from 'webextension-polyfill';
import { browser } from './browser.ts';
import { CALLS } from './held-calls.ts';
import { POPUP } from './popup-port.ts';

/** Who sent a message, as the browser says. */
export type Sender = { readonly id?: string; readonly url?: string; readonly frameId?: number };

/**
 * True only for a page of this extension itself, not in a frame. Content scripts have the URL of their
 * page; other extensions have another id.
 */
export function isOwnPage(sender: Sender): boolean {
  return (
    sender.id === browser.runtime.id &&
    sender.url?.startsWith(browser.runtime.getURL('')) === true &&
    (sender.frameId === undefined || sender.frameId === 0)
  );
}

/** Answers messages. Register while the worker starts. */
export function onMessage(answer: (message: unknown, sender: Sender) => Promise<unknown>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const { id, url, frameId } = sender;
    return answer(message, {
      ...(id === undefined ? {} : { id }),
      ...(url === undefined ? {} : { url }),
      ...(frameId === undefined ? {} : { frameId }),
    });
  });
}

/** Sends a message to all open pages of the extension. Without an open page it does nothing. */
export async function broadcast(message: unknown): Promise<void> {
  try {
    await browser.runtime.sendMessage(message);
  } catch {
    // No page is open.
  }
}

/** What a popup's page reports through its port: the tab it belongs to, and that something was pressed in it. */
export type PopupNews = { readonly tabId: number; readonly pressed: boolean };

/**
 * Calls the listeners when the popup's page reports something, and when it is closed. Register while the worker
 * starts.
 */
export function onPopup(told: (news: PopupNews) => void, closed: (tabId: number) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    // A page's calls have a port of their own (held-calls).
    if (port.name === CALLS) return;
    if (port.name !== POPUP || !isOwnPage(port.sender ?? {})) return port.disconnect();
    let last: number | undefined;
    port.onMessage.addListener((message: unknown) => {
      const { tabId, pressed } = (message ?? {}) as Partial<PopupNews>;
      if (typeof tabId !== 'number') return;
      last = tabId;
      told({ tabId, pressed: pressed === true });
    });
    port.onDisconnect.addListener(() => {
      if (last !== undefined) closed(last);
    });
  });
}
