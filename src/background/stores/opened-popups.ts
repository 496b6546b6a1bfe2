import { openPopup } from '../../platform/tabs.ts';

/** ms: a popup that was opened asks how within this time. */
const RECENT = 10_000;
/** When (ms) the popup was last opened by itself over a tab, until that popup has asked. */
const opened = new Map<number, number>();

/**
 * Opens the popup over a tab without a press, and remembers that there was none. Resolves with whether it has opened.
 */
export async function openByItself(tabId: number, now: number): Promise<boolean> {
  opened.set(tabId, now);
  const open = await openPopup(tabId);
  if (!open) opened.delete(tabId);
  return open;
}

/** Whether the popup that now asks for a tab was opened by itself. One answer for each opening. */
export function wasOpenedByItself(tabId: number, now: number): boolean {
  const at = opened.get(tabId);
  opened.delete(tabId);
  return at !== undefined && now - at < RECENT;
}
