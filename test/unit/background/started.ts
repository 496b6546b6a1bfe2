import { vi } from 'vitest';
import { startWorker } from '../../../src/background/worker.ts';
import type { BrowserEvents } from '../../../src/platform/browser-events.ts';
import type { BrowserPort } from '../../../src/platform/browser-port.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { challenged, withEntry } from '../../fixtures/x402/weather.ts';
import { createBrowser } from './browser.ts';
import { freshName } from './fakes.ts';

const PAGE = challenged(withEntry({}), { url: SHOP });

type Listeners = {
  response: (head: ResponseHead) => void;
  loaded: (tabId: number, url: string | undefined) => void;
  closed: (tabId: number) => void;
  message: Parameters<BrowserEvents['onMessage']>[0];
  installed: Parameters<BrowserEvents['onInstalled']>[0];
};

/** A browser in memory with a worker of its own, as the browser starts it. `answered`: the payment that a response answers. */
export function start(
  port: Partial<BrowserPort> = {},
  answered: BrowserEvents['answered'] = () => undefined,
) {
  // No wallet is asked for anything here; Node has none of its own.
  vi.stubGlobal('WebSocket', class {});
  const browser = createBrowser();
  const openPopup = vi.fn(async (_tabId: number) => true);
  const openWelcome = vi.fn(async () => undefined);
  const heard: Partial<Listeners> = {};
  browser.tabs.set(1, { url: SHOP, loading: false });
  startWorker(
    { ...browser.port, openPopup, openWelcome, ...port },
    {
      closeToPages: async () => undefined,
      restoreAttachments: async () => undefined,
      answered,
      redirectedHere: () => undefined,
      onResponse: (listener) => {
        heard.response = listener;
      },
      onTabLoaded: (listener) => {
        heard.loaded = listener;
      },
      onTabClosed: (listener) => {
        heard.closed = listener;
      },
      onMessage: (answer) => {
        heard.message = answer;
      },
      onCall: () => undefined,
      onInstalled: (listener) => {
        heard.installed = listener;
      },
      onPopup: () => undefined,
      onNotification: () => undefined,
      onAlarm: () => undefined,
      onDownload: () => undefined,
    },
    freshName(),
  );
  const ask = async (command: string, input: object): Promise<unknown> =>
    heard.message?.({ command, in: input }, { id: 'farebox' });
  const popup = () => ask('popup.state', { tabId: 1 });
  const respond = (head: Partial<ResponseHead>) =>
    heard.response?.({
      ...PAGE,
      headers: () => [...PAGE.headers],
      requestId: 'request',
      tabId: 1,
      frameId: 0,
      type: 'main_frame',
      speculative: false,
      ...head,
    });
  return {
    ...browser,
    openPopup,
    openWelcome,
    installed: (first: boolean) => heard.installed?.(first),
    ask,
    popup,
    /** The page's 402 comes, and its document loads. */
    answer402: (requestId: string) => {
      respond({ requestId });
      heard.loaded?.(1, SHOP);
    },
    respond,
    close: () => heard.closed?.(1),
  };
}
