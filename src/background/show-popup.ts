import { isInFront } from '../platform/tabs.ts';
import type { Farebox } from './farebox.ts';
import { openByItself } from './opening.ts';

/** Opens the popup by itself over a tab, unless the user wants quiet. */
export async function showPopup(farebox: Farebox, tabId: number, url: string): Promise<void> {
  const { openPopup: wanted, blocked } = await farebox.settings();
  if (!wanted || blocked.includes(new URL(url).origin)) return;
  if (!(await isInFront(tabId)) || (await farebox.quiet.isQuiet(url))) return;
  // Noted before it opens: its page may say that it is there before the browser says that it has opened it.
  if (!(await farebox.quiet.opening(tabId, url))) return;
  if (!(await openByItself(tabId, farebox.now()))) await farebox.quiet.notOpened(tabId);
}
