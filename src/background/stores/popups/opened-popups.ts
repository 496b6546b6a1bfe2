import type { BrowserPort } from '../../../platform/browser-port.ts';

/** ms: a popup that was opened asks how within this time. */
const RECENT = 10_000;

export type OpenedPopups = {
  /**
   * Opens the popup over a tab without a press, and remembers that there was none. Resolves with whether it has opened.
   */
  openByItself(tabId: number, now: number): Promise<boolean>;
  /** Whether the popup that now asks for a tab was opened by itself. One answer for each opening. */
  wasOpenedByItself(tabId: number, now: number): boolean;
};

export function createOpenedPopups({ openPopup }: Pick<BrowserPort, 'openPopup'>): OpenedPopups {
  /** When (ms) the popup was last opened by itself over a tab, until that popup has asked. */
  const opened = new Map<number, number>();
  return {
    openByItself: async (tabId, now) => {
      opened.set(tabId, now);
      const open = await openPopup(tabId);
      if (!open) opened.delete(tabId);
      return open;
    },
    wasOpenedByItself: (tabId, now) => {
      const at = opened.get(tabId);
      opened.delete(tabId);
      return at !== undefined && now - at < RECENT;
    },
  };
}
