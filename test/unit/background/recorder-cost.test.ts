import { expect, it, vi } from 'vitest';
import { EXCHANGES } from '../../../src/background/stores/exchanges/exchanges-key.ts';
import { startWorker } from '../../../src/background/worker.ts';
import { REQUEST_TYPES } from '../../../src/core/web/request-type.ts';
import type { BrowserPort } from '../../../src/platform/browser-port.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { challenged, withEntry } from '../../fixtures/x402/weather.ts';
import { createBrowser } from './browser.ts';
import { freshName } from './fakes.ts';

// What the recorder of the developers' view costs pages that are asked for no money: counted, where the bench row
// (`npm run bench -- --only recorder`) measures the time of those that are.

vi.stubGlobal('WebSocket', class {});

/** A store that counts what is read and written. */
function counted<Store extends BrowserPort['session']>(store: Store, told: string[]): Store {
  return {
    ...store,
    get: async (key: string) => {
      told.push(`get ${key}`);
      return store.get(key);
    },
    set: async (key: string, value: unknown) => {
      told.push(`set ${key}`);
      await store.set(key, value);
    },
    remove: async (...keys: string[]) => {
      told.push(`remove ${keys}`);
      await store.remove(...keys);
    },
  };
}

/** A worker that has started, in a browser that notes all that it is asked. */
async function start() {
  const browser = createBrowser();
  const told: string[] = [];
  let respond: (head: ResponseHead) => void = () => undefined;
  browser.tabs.set(1, { url: SHOP, loading: false });
  const silent = () => undefined;
  const port = {
    ...browser.port,
    session: counted(browser.port.session, told),
    local: counted(browser.port.local, told),
    broadcast: async () => void told.push('message'),
    runInFrame: async () => void told.push('script'),
    openPopup: async () => false,
  } satisfies BrowserPort;
  startWorker(
    port,
    {
      ...{ closeToPages: async () => undefined, restoreAttachments: async () => undefined },
      ...{ answered: silent, redirectedHere: silent, onTabLoaded: silent, onTabClosed: silent },
      ...{ onMessage: silent, onCall: silent, onInstalled: silent, onPopup: silent },
      ...{ onNotification: silent, onAlarm: silent, onDownload: silent },
      onResponse: (listener) => {
        respond = listener;
      },
    },
    freshName(),
  );
  // It takes in what had happened while it was not there.
  await vi.waitFor(() => expect(told.some((each) => each.startsWith('set'))).toBe(true));
  await quiet();
  told.length = 0;
  let requests = 0;
  const answer = (more: Partial<ResponseHead>) => {
    requests += 1;
    respond({
      ...{ requestId: `request ${requests}`, tabId: 1, frameId: 0, type: 'xmlhttprequest' },
      ...{ url: `${SHOP}?${requests}`, method: 'GET', status: 200, speculative: false },
      headers: () => {
        told.push('headers');
        return [...CHALLENGE.headers];
      },
      ...more,
    });
  };
  return { told, answer, session: browser.port.session };
}

const CHALLENGE = challenged(withEntry({}), { url: SHOP });
const STATUSES = [200, 204, 206, 301, 302, 304, 401, 403, 404, 407, 429, 451, 500, 503];

/** Until all that was begun has come to rest. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise((done) => setImmediate(done));
}

it('a response that is no 402 is not recorded: nothing is stored, sent or even read', async () => {
  const { told, answer } = await start();
  for (const type of REQUEST_TYPES.filter((each) => each !== 'main_frame')) {
    for (const status of STATUSES) answer({ type, status });
    // What a service worker fetches, and what is fetched ahead of a visit.
    answer({ type, status: 200, tabId: -1 });
    answer({ type, status: 402, speculative: true });
  }
  await quiet();
  expect(told).toEqual([]);
});

it('a page that is no 402 has its headers read once, and its tab’s record, and leaves nothing', async () => {
  const { told, answer, session } = await start();
  for (const status of STATUSES) answer({ type: 'main_frame', status });
  await quiet();
  expect(told.filter((each) => each === 'headers').length).toBeGreaterThanOrEqual(STATUSES.length);
  expect(told.filter((each) => /^(?:message|script|set|remove)|exchanges/.test(each))).toEqual([]);
  expect(await session.all(EXCHANGES)).toEqual(new Map());
});

it('a 402 is stored and told of', async () => {
  const { told, answer, session } = await start();
  answer({ status: 402 });
  await vi.waitFor(async () => expect(await session.get(`${EXCHANGES}1`)).toHaveLength(1), 10_000);
  expect(told).toContain('message');
  expect(told).toContain('headers');
});
