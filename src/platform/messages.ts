import type { Runtime } from 'webextension-polyfill';
import { browser } from './browser.ts';

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

/** Tells all open pages something; that nobody listens is no error. */
export async function broadcast(message: unknown): Promise<void> {
  try {
    await browser.runtime.sendMessage(message);
  } catch {
    // No page is open.
  }
}
