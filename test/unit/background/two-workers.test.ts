import { expect, it, vi } from 'vitest';
import { startWorker } from '../../../src/background/worker.ts';
import type { BrowserEvents } from '../../../src/platform/browser-events.ts';
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

// No wallet is asked for anything here; Node has none of its own.
vi.stubGlobal('WebSocket', class {});

/** A browser in memory with a worker of its own, as the browser starts it. */
function start() {
  const browser = createBrowser();
  const openPopup = vi.fn(async (_tabId: number) => true);
  const openWelcome = vi.fn(async () => undefined);
  const heard: Partial<Listeners> = {};
  browser.tabs.set(1, { url: SHOP, loading: false });
  startWorker(
    { ...browser.port, openPopup, openWelcome },
    {
      closeToPages: async () => undefined,
      restoreAttachments: async () => undefined,
      answered: () => undefined,
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
  return {
    ...browser,
    openPopup,
    openWelcome,
    installed: (first: boolean) => heard.installed?.(first),
    ask,
    popup,
    /** The page's 402 comes, and its document loads. */
    visit: async (requestId: string) => {
      heard.response?.({
        ...PAGE,
        headers: () => [...PAGE.headers],
        requestId,
        tabId: 1,
        frameId: 0,
        type: 'main_frame',
        speculative: false,
      });
      heard.loaded?.(1, SHOP);
      await vi.waitFor(async () => expect(browser.buttons.get(1)?.badge).toBe('T402'), 10_000);
      await vi.waitFor(async () => expect(openPopup).toHaveBeenCalled(), 10_000);
    },
    close: () => heard.closed?.(1),
  };
}

const SHOWS = {
  ok: true,
  out: { kind: 'no-purse', request: { site: { origin: new URL(SHOP).origin } } },
};
const EMPTY = { ok: true, out: { kind: 'nothing' } };

// The class: everything that a worker remembers. Whatever one of two keeps outside of itself, the other one sees.
it('two workers live at the same time and know nothing of each other', async () => {
  const [one, other] = [start(), start()];
  await one.visit('request 1');
  expect(await one.popup()).toMatchObject(SHOWS);
  expect(await other.popup()).toMatchObject(EMPTY);
  expect(other.buttons.size).toBe(0);
  expect(await one.ask('popup.opened', { tabId: 1 })).toMatchObject({ out: { byItself: true } });
  expect(await other.ask('popup.opened', { tabId: 1 })).toMatchObject({ out: { byItself: false } });

  // The same tab, the same address and the same request id, in another browser.
  await other.visit('request 1');
  expect(await other.popup()).toMatchObject(SHOWS);
  expect(other.openPopup).toHaveBeenCalledTimes(1);

  // A newer document of one's tab makes the other's no older one.
  await one.visit('request 2');
  other.close();
  await vi.waitFor(async () => expect(await other.popup()).toMatchObject(EMPTY), 10_000);
  expect(await one.popup()).toMatchObject(SHOWS);
});

it('the introduction opens once, when Farebox is installed, and not after an update', async () => {
  const [fresh, updated] = [start(), start()];
  fresh.installed(true);
  updated.installed(false);
  expect(await updated.popup()).toMatchObject(EMPTY);
  expect(fresh.openWelcome).toHaveBeenCalledOnce();
  expect(updated.openWelcome).not.toHaveBeenCalled();
});

it('goes on at the step that was reached last, and at no step that there is not', async () => {
  const { ask } = start();
  const reached = async () => {
    const answer = (await ask('settings.get', {})) as { out: { settings: { firstRun: string } } };
    return answer.out.settings.firstRun;
  };
  expect(await reached()).toBe('welcome');
  for (const step of ['try', 'done', 'limits']) {
    await ask('settings.set', { firstRun: step });
    expect(await reached()).toBe(step);
  }
  expect(await ask('settings.set', { firstRun: 'elsewhere' })).toMatchObject({
    ok: false,
    error: 'error_setting',
    detail: ['firstRun'],
  });
  expect(await reached()).toBe('limits');
});
