import { vi } from 'vitest';
import type { PaymentPort } from '../../../src/platform/payment-port.ts';

/** What a script in the page of a tab would answer. */
export const pages = new Map<number, unknown>();

/** The browser's side of a payment, as far as its steps need one: what it was told is kept here. */
export const alarms = new Map<string, number>();
export const attached = new Map<string, { readonly tabId: number; readonly headers: unknown }>();
export const tabs = new Map<number, { url: string; loading: boolean }>();

export const alarmsModule = {
  setAlarm: async (name: string, when: number) => void alarms.set(name, when),
  clearAlarm: async (name: string) => void alarms.delete(name),
  hasAlarm: async (name: string) => alarms.has(name),
};

export const attachModule = {
  attach: async (item: { id: string; tabId: number; headers: unknown }) =>
    void attached.set(item.id, item),
  detach: async (id: string) => void attached.delete(id),
  makeRoom: vi.fn(async (_id: string, _size: number) => undefined),
  leaveRoom: async (_id: string) => undefined,
  disarm: vi.fn(async (_id: string) => undefined),
  isAttached: (id: string) => attached.has(id),
  awaitsAnswer: (id: string) => attached.has(id),
  mayHaveLeft: vi.fn((_id: string) => false),
};

export const tabsModule = {
  tabOf: async (tabId: number) => tabs.get(tabId),
  reload: vi.fn(async () => undefined),
  openIn: vi.fn(async () => undefined),
  openPopup: async () => false,
  isInFront: async (tabId: number) => tabs.has(tabId),
  newTab: async () => 9,
  tabShowing: async (url: string) => [...tabs].find(([, tab]) => tab.url === url)?.[0],
  setBadge: async () => undefined,
  runInPage: async () => undefined,
  runInFrame: async (tabId: number) => pages.get(tabId),
};

/** The browser as payments need it, in memory. */
export const port: PaymentPort = { ...alarmsModule, ...attachModule, ...tabsModule } as never;

/** A browser in which nothing has happened, with one tab. */
export function freshBrowser(url: string): void {
  alarms.clear();
  attached.clear();
  tabs.clear();
  pages.clear();
  tabs.set(1, { url, loading: false });
  tabsModule.reload.mockClear();
  attachModule.mayHaveLeft.mockReset().mockReturnValue(false);
  attachModule.disarm.mockClear();
}
