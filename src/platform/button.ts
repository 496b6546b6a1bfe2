import { coalesceByKey } from '../core/concurrency.ts';
import { localeOf } from '../core/encoding/locale.ts';
import { browser } from './browser.ts';

/** What the button of a tab shows, all at once. */
export type Button = {
  /** Up to four characters; empty for none. */
  readonly badge: string;
  /** The badge's background, `#rrggbb`. */
  readonly colour: string;
  readonly icon: keyof typeof ICONS;
  /** The parts of the tooltip: keys of _locales, each with what stands in its places. */
  readonly title: readonly (readonly [key: string, ...values: string[]])[];
};

/** `nothing` is the icon of the manifest: the browser shows it where nothing was set. */
const ICONS = {
  nothing: '/icons/',
  asks: '/icons/button/asks-',
  paid: '/icons/button/paid-',
  blocked: '/icons/button/blocked-',
} as const;

/** Buttons that wait for the browser, by tab: of a thousand the last is drawn. */
const waiting = new Map<number, Button>();
const drawButton = coalesceByKey(async (tabId: number) => {
  const button = waiting.get(tabId);
  waiting.delete(tabId);
  if (button !== undefined) await draw(tabId, button);
});

/**
 * Badge, icon and tooltip of the button over one tab; the browser takes them away when the tab goes elsewhere. Resolves also
 * when the tab is gone.
 */
export function setButton(tabId: number, button: Button): Promise<void> {
  waiting.set(tabId, button);
  return drawButton(tabId);
}

async function draw(tabId: number, { badge, colour, icon, title }: Button): Promise<void> {
  const text = title.map(([key, ...values]) => browser.i18n.getMessage(key, values)).join(' · ');
  const path = ICONS[icon];
  await Promise.allSettled([
    browser.action.setBadgeBackgroundColor({ tabId, color: colour }),
    browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    browser.action.setBadgeText({ tabId, text: badge }),
    browser.action.setTitle({ tabId, title: text }),
    browser.action.setIcon({ tabId, path: { 16: `${path}16.png`, 32: `${path}32.png` } }),
  ]);
}

/** The locale in which texts are written, and so their numbers (BCP 47). */
export function locale(): string {
  return localeOf(browser.i18n.getMessage('language'), browser.i18n.getUILanguage());
}
