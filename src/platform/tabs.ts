import type { Tabs } from 'webextension-polyfill';
import { withoutFragment } from '../core/web/http.ts';
import { originOf } from '../core/web/origin.ts';
import { browser } from './browser.ts';
import { WELCOME } from './pages/welcome.ts';

/** Loads a tab anew from the server, past the cache and the page's own service worker. */
export function reload(tabId: number): Promise<void> {
  return browser.tabs.reload(tabId, { bypassCache: true });
}

/** Takes a tab one page back in its history; does nothing on the first page. */
export async function goBack(tabId: number): Promise<void> {
  await browser.tabs.goBack(tabId).catch(() => undefined);
}

/** Sends a tab to an address. */
export async function openIn(tabId: number, url: string): Promise<void> {
  await browser.tabs.update(tabId, { url });
}

/** An empty tab in front. */
export async function newTab(): Promise<number> {
  const { id } = await browser.tabs.create({ url: 'about:blank' });
  if (id === undefined) throw new TypeError('a tab without an id');
  return id;
}

/** Opens the introduction in a tab in front. */
export async function openWelcome(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(WELCOME) });
}

/** Brings a tab and its window to the front. Resolves with false when the tab is gone. */
export async function showTab(tabId: number): Promise<boolean> {
  try {
    const { windowId } = await browser.tabs.update(tabId, { active: true });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

/** A tab that shows an address, ignoring the fragment; prefers a tab in front. Undefined when no tab shows it. */
export async function tabShowing(url: string): Promise<number | undefined> {
  return inFront(await tabsWhere((shown) => withoutFragment(shown) === url));
}

/**
 * The tab that shows a site; prefers a tab in front. Undefined when no tab does, and when both a private and a normal
 * window do, since one must not show what happened in the other.
 */
export async function tabOfSite(origin: string): Promise<number | undefined> {
  const showing = await tabsWhere((shown) => originOf(shown) === origin);
  return new Set(showing.map(({ incognito }) => incognito)).size > 1 ? undefined : inFront(showing);
}

async function tabsWhere(shows: (url: string) => boolean): Promise<readonly Tabs.Tab[]> {
  return (await browser.tabs.query({})).filter(({ url }) => shows(url ?? ''));
}

function inFront(tabs: readonly Tabs.Tab[]): number | undefined {
  return (tabs.find(({ active }) => active) ?? tabs[0])?.id;
}

/** What is in front in a tab: undefined when the tab is gone. */
export async function tabOf(
  tabId: number,
): Promise<{ url?: string; active: boolean; loading: boolean; windowId?: number } | undefined> {
  try {
    const { url, active, status, windowId } = await browser.tabs.get(tabId);
    return {
      active,
      loading: status === 'loading',
      ...(url === undefined ? {} : { url }),
      ...(windowId === undefined ? {} : { windowId }),
    };
  } catch {
    return undefined;
  }
}

/**
 * Calls `listener` when a tab's document has loaded (or failed to). `url` is undefined where the browser does not tell
 * an extension with access to http(s) pages only: `about:blank`, `chrome://…`, `data:`. Register while the worker
 * starts.
 */
export function onTabLoaded(listener: (tabId: number, url: string | undefined) => void): void {
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    if (change.status === 'complete') listener(tabId, tab.url);
  });
}

export function onTabClosed(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => listener(tabId));
}

/**
 * Runs a function in the isolated world of a frame and gives back what it returns; undefined where the
 * browser keeps extensions out (error pages, Firefox's JSON viewer, the browser's own pages).
 */
export async function runInFrame<T>(
  tabId: number,
  frameId: number,
  func: () => T,
): Promise<T | undefined> {
  try {
    const [frame] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      // Do not wait for a page that never finishes loading.
      injectImmediately: true,
      func,
    });
    return (frame?.result ?? undefined) as T | undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs a function with one argument in the isolated world of every frame of a tab; what it returned in those that the
 * browser lets extensions into.
 */
export async function runInFrames<Input, Output>(
  tabId: number,
  func: (input: Input) => Output,
  input: Input,
): Promise<Output[]> {
  try {
    const frames = await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      injectImmediately: true,
      func: func as (...args: unknown[]) => unknown,
      args: [input],
    });
    return frames.flatMap(({ result }) => (result === undefined ? [] : [result as Output]));
  } catch {
    return [];
  }
}

/**
 * Runs a function in the page's own world, in its top frame, and gives back what it returns (a page can make
 * it return anything). Undefined where the browser keeps extensions out. Rejects when the page goes away.
 */
export async function runInPage<Input, Output>(
  tabId: number,
  func: (input: Input) => Output | Promise<Output>,
  input: Input,
): Promise<Output | undefined> {
  const [frame] = await browser.scripting.executeScript({
    target: { tabId },
    world: 'MAIN',
    func: func as (...args: unknown[]) => unknown,
    args: [input],
  });
  return (frame?.result ?? undefined) as Output | undefined;
}

/** The window in which a tab is in front of everything: active in the window that has the focus. */
async function frontWindow(tabId: number): Promise<number | undefined> {
  const tab = await tabOf(tabId);
  if (tab?.active !== true || tab.windowId === undefined) return undefined;
  try {
    const window = await browser.windows.get(tab.windowId);
    return window.focused ? tab.windowId : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the user looks at a tab: it is active in the focused window. */
export async function isInFront(tabId: number): Promise<boolean> {
  return (await frontWindow(tabId)) !== undefined;
}

/** Opens the popup over a tab that is in front of everything. Resolves with whether it has opened by this call. */
export async function openPopup(tabId: number): Promise<boolean> {
  const windowId = await frontWindow(tabId);
  if (windowId === undefined) return false;
  try {
    await browser.action.openPopup({ windowId });
    return true;
  } catch {
    // The popup is open already, or the browser requires a click on the button first. The button shows the 402 anyway.
    return false;
  }
}
