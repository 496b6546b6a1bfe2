import { vi } from 'vitest';
import type { BrowserPort } from '../../../src/platform/browser-port.ts';
import { memoryStore } from './fakes.ts';

/** A browser in memory: what it was told is kept beside its port. */
export function createBrowser() {
  const alarms = new Map<string, number>();
  const attached = new Map<string, { readonly tabId: number; readonly headers: unknown }>();
  const tabs = new Map<number, { url: string; loading: boolean }>();
  /** What a script in the page of a tab would answer. */
  const pages = new Map<number, unknown>();
  const downloads = new Map<string, { readonly url: string; readonly headers: unknown }>();
  /** What a script in the frames of a tab would answer. */
  const found: unknown[] = [];
  /** What the buttons of tabs show. */
  const buttons = new Map<number, Parameters<BrowserPort['setButton']>[1]>();
  const closedStores = new Map<string, ReturnType<typeof memoryStore>>();
  const port: BrowserPort = {
    setAlarm: async (name, when) => void alarms.set(name, when),
    clearAlarm: async (name) => void alarms.delete(name),
    hasAlarm: async (name) => alarms.has(name),
    attach: async (item) => void attached.set(item.id, item),
    detach: async (id) => void attached.delete(id),
    keepAttached: async (id, as) => {
      const item = attached.get(id);
      attached.delete(id);
      if (item !== undefined) attached.set(as, item);
    },
    leaveTab: async () => undefined,
    download: async (id, url, headers) => void downloads.set(id, { url, headers }),
    isDownloading: (id) => downloads.has(id),
    mayDownload: async () => true,
    asksFilmsTwice: true,
    makeRoom: async () => undefined,
    leaveRoom: async () => undefined,
    disarm: async () => undefined,
    isAttached: (id) => attached.has(id),
    awaitsAnswer: (id) => attached.has(id),
    mayHaveLeft: () => false,
    takeDown: async (id) => {
      attached.delete(id);
      return false;
    },
    holdCallsOf: async () => undefined,
    keepAwake: () => undefined,
    streamsBodies: false,
    streamBody: async () => '',
    local: memoryStore(),
    session: memoryStore(),
    closedStore: (name) => {
      const store = closedStores.get(name) ?? memoryStore();
      closedStores.set(name, store);
      return store;
    },
    keepStorage: async () => true,
    readManaged: async () => ({}),
    onManagedChanged: () => undefined,
    openWelcome: async () => undefined,
    broadcast: async () => undefined,
    isOwnPage: ({ id }) => id === 'farebox',
    notifyPaid: async () => undefined,
    connectTo: async () => undefined,
    metaMask: [],
    tabOf: async (tabId) => {
      const tab = tabs.get(tabId);
      return tab && { ...tab, active: true };
    },
    tabOfSite: async (origin) => [...tabs].find(([, { url }]) => url.startsWith(origin))?.[0],
    tabShowing: async (url) => [...tabs].find(([, tab]) => tab.url === url)?.[0],
    newTab: async () => 9,
    openIn: async () => undefined,
    reload: async () => undefined,
    goBack: async () => undefined,
    showTab: async (tabId) => tabs.has(tabId),
    isInFront: async (tabId) => tabs.has(tabId),
    openPopup: async () => false,
    setButton: async (tabId, button) => void buttons.set(tabId, button),
    locale: () => 'en',
    runInFrame: async (tabId) => pages.get(tabId) as never,
    runInFrames: async () => found as never[],
    runInPage: async () => undefined,
  };
  return { port, alarms, attached, tabs, pages, found, buttons, downloads };
}

const shared = createBrowser();
export const { alarms, attached, tabs, pages, found, buttons, downloads } = shared;

/** The port of a browser that the tests of a file share, with what many of them watch. */
export const port = {
  ...shared.port,
  makeRoom: vi.fn(shared.port.makeRoom),
  disarm: vi.fn(shared.port.disarm),
  download: vi.fn(shared.port.download),
  mayDownload: vi.fn(shared.port.mayDownload),
  mayHaveLeft: vi.fn(shared.port.mayHaveLeft),
  takeDown: vi.fn(shared.port.takeDown),
  reload: vi.fn(shared.port.reload),
  openIn: vi.fn(shared.port.openIn),
};

/** A browser in which nothing has happened, with one tab. */
export function freshBrowser(url: string): void {
  for (const each of [alarms, attached, tabs, pages, downloads]) each.clear();
  found.length = 0;
  tabs.set(1, { url, loading: false });
  for (const each of Object.values(port)) if (vi.isMockFunction(each)) each.mockClear();
  port.mayHaveLeft.mockReset().mockReturnValue(false);
}
