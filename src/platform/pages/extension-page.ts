import type { Answer, CommandName, Commands } from '../../messages/index.ts';
import { POPUP } from '../popup-port.ts';
import { HISTORY } from './history.ts';
import { browser } from './page-browser.ts';
import { WELCOME } from './welcome.ts';

const EVERYWHERE = { origins: ['http://*/*', 'https://*/*'] };

/** Sends a command to the background. A background that cannot be reached is `error_internal`. */
export async function send<Name extends CommandName>(
  command: Name,
  input: Commands[Name]['in'],
): Promise<Answer<Commands[Name]['out']>> {
  try {
    return (await browser.runtime.sendMessage({ command, in: input })) as Answer<
      Commands[Name]['out']
    >;
  } catch {
    return { ok: false, error: 'error_internal', detail: [] };
  }
}

/** Calls `listener` when the background says that something has changed. */
export function onChanged(listener: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    // Commands of other pages arrive here too. Undefined leaves the answer to the background.
    if ((message as { event?: unknown } | null)?.event === 'changed') listener();
    return undefined;
  });
}

/** A text of _locales in the browser's language; empty for an unknown key. */
export function getMessage(key: string, substitutions: readonly string[]): string {
  return browser.i18n.getMessage(key, [...substitutions]);
}

/** BCP 47, such as `de-AT`. */
export function uiLanguage(): string {
  return browser.i18n.getUILanguage();
}

/** The tab in front of the window that this page belongs to. */
export async function activeTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Whether the browser lets us see the answers of websites; people can take that back at any time. */
export function hasAccess(): Promise<boolean> {
  return browser.permissions.contains(EVERYWHERE);
}

/** Asks for it. Must be called straight from a click. */
export function requestAccess(): Promise<boolean> {
  return browser.permissions.request(EVERYWHERE);
}

/** Asks for leave to save files. Must be called straight from a click. */
export function requestDownloads(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['downloads'] });
}

export function copy(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}

/** The settings; where a section of them is named (`lightning`), they open there. */
export async function openSettings(section?: string): Promise<void> {
  const page = browser.runtime.getManifest().options_ui?.page;
  if (section === undefined || page === undefined) return browser.runtime.openOptionsPage();
  await browser.tabs.create({ url: `${browser.runtime.getURL(page)}#${section}` });
}

/** All payments, in a tab of their own. */
export async function openHistory(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(HISTORY) });
}

/** The introduction, in a tab of its own. */
export async function openWelcome(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(WELCOME) });
}

/** Whether the button of Farebox is in sight beside the address bar; undefined where the browser does not tell. */
export async function isPinned(): Promise<boolean | undefined> {
  try {
    return (await browser.action.getUserSettings()).isOnToolbar;
  } catch {
    return undefined;
  }
}

/** The developers' page. */
export const INSPECTOR = 'src/pages/inspector/402.html';

/** Opens the developers' page about a tab, in a tab of its own. */
export async function openInspector(tabId: number): Promise<void> {
  await browser.tabs.create({ url: `${browser.runtime.getURL(INSPECTOR)}?tab=${tabId}` });
}

/** Closes the popup; does nothing in a tab that the user opened. */
export function close(): void {
  window.close();
}

/**
 * Reports to the background that the popup of a tab is open, for as long as it is. Call the returned function when
 * something was pressed: a popup that opened by itself and is closed without a press counts as "Not now". `lasting`:
 * reports again when the background has slept in between.
 */
export function popupIsOpen(tabId: number, lasting: boolean): () => void {
  let pressed = false;
  let tell = (): void => undefined;
  const connect = () => {
    const port = browser.runtime.connect({ name: POPUP });
    tell = () => port.postMessage({ tabId, pressed });
    port.onDisconnect.addListener(() => {
      tell = connect;
      if (lasting) connect();
    });
    tell();
  };
  connect();
  return () => {
    pressed = true;
    tell();
  };
}
