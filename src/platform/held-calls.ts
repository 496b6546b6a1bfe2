import type { Runtime, Scripting } from 'webextension-polyfill';
import { originOf } from '../core/web/origin.ts';
import { browser, FIREFOX } from './browser.ts';

/** The name of the port by which the relay in a page (content/held-calls) speaks. */
export const CALLS = 'held-calls';

/** A call of a page that was answered 402, as the page says, and waits. */
export type PageCall = {
  readonly tabId: number;
  /** Of the document that calls, as the browser says. */
  readonly frameId: number;
  /** The same. */
  readonly origin: string;
  /** What the page says of its call: true only where the browser itself saw such a response. */
  readonly url: string;
  readonly method: string;
  /** Aborts when the page does not wait any more. */
  readonly gone: AbortSignal;
  /** Ends the waiting: with the number that the repetition of the call carries, or null: its 402 is the answer. */
  answer(nonce: string | null): void;
};

/** Calls `listener` for each call that waits. Register while the worker starts. */
export function onCall(listener: (call: PageCall) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== CALLS) return;
    const { tab, frameId = 0 } = port.sender ?? {};
    const tabId = tab?.id;
    const origin = senderOrigin(port.sender);
    if (tabId === undefined || origin === undefined) return port.disconnect();
    const waiting = new Map<number, AbortController>();
    port.onMessage.addListener((said: unknown) => {
      const { id, url, method, gone } = (said ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof id !== 'number') return;
      if (gone === true) return waiting.get(id)?.abort();
      if (typeof url !== 'string' || typeof method !== 'string' || waiting.has(id)) return;
      const stop = new AbortController();
      waiting.set(id, stop);
      const answer = (nonce: string | null) => {
        if (waiting.delete(id)) port.postMessage({ id, nonce });
      };
      stop.signal.addEventListener('abort', () => waiting.delete(id));
      listener({ tabId, frameId, origin, url, method, gone: stop.signal, answer });
    });
    port.onDisconnect.addListener(() => {
      for (const stop of [...waiting.values()]) stop.abort();
    });
  });
}

/** Chrome tells the origin, also of frames without an address of their own; Firefox the address. */
function senderOrigin(sender: Runtime.MessageSender | undefined): string | undefined {
  if (sender?.id !== browser.runtime.id) return undefined;
  const { origin, url = '' } = sender as { readonly origin?: string; readonly url?: string };
  return originOf(origin ?? url);
}

/** A match pattern. Firefox's have no port: a page at another port of the host is refused when it asks. */
function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return FIREFOX ? `${protocol}//${hostname}/*` : `${origin}/*`;
}

/**
 * Has the calls of pages of these origins wait, and of no others, from the next load of each page on. The browser keeps
 * this when it is started again, and Chrome forgets it when Farebox is updated.
 */
export async function holdCallsOf(origins: readonly string[]): Promise<void> {
  const { scripting } = browser;
  const known = await scripting.getRegisteredContentScripts();
  const ids = known.map(({ id }) => id).filter((id) => id.startsWith(`${CALLS}-`));
  if (ids.length > 0) await scripting.unregisterContentScripts({ ids });
  if (origins.length === 0) return;
  const where = {
    matches: [...new Set(origins.map(patternOf))],
    runAt: 'document_start',
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  } as const;
  const scripts = [
    { ...where, id: `${CALLS}-wrapper`, js: ['held-calls/wrapper.js'], world: 'MAIN' },
    { ...where, id: `${CALLS}-relay`, js: ['held-calls/relay.js'], world: 'ISOLATED' },
  ];
  await scripting.registerContentScripts(scripts as unknown as Scripting.RegisteredContentScript[]);
}

/** Calls `listener` after Farebox was installed (`first`) or updated. Register while the worker starts. */
export function onInstalled(listener: (first: boolean) => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => listener(reason === 'install'));
}
