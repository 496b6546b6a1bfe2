import { isBlocked } from '../../core/rules/policy.ts';
import type { Context } from '../context.ts';

/** Opens the popup by itself over a tab, unless the user has just dismissed some. */
export async function showPopup(context: Context, tabId: number, url: string): Promise<void> {
  const settings = await context.settings();
  if (!settings.openPopup || isBlocked(url, settings)) return;
  if (!(await context.port.isInFront(tabId)) || (await context.popupCooldown.isActive(url))) return;
  // Noted before it opens: its page may say that it is there before the browser says that it has opened it.
  if (!(await context.popupCooldown.opening(tabId, url))) return;
  if (!(await context.popups.openByItself(tabId, context.now())))
    await context.popupCooldown.notOpened(tabId);
}
