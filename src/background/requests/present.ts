import type { Context } from '../context.ts';
import { show402 } from '../offers/quotes.ts';
import { showPopup } from '../offers/show-popup.ts';
import { isSkipped } from '../offers/skipped.ts';
import type { Seen } from '../stores/tab-store.ts';
import { autoPay } from './auto-pay.ts';
import { autoUsePass } from './use-pass.ts';

/**
 * As `show402`; and if it is the page itself, in front and loaded, it is opened with a pass or paid where the
 * user has allowed that, or else the popup opens (a setting).
 */
export async function present(context: Context, seen: Seen): Promise<void> {
  await show402(context, seen);
  if (seen.type !== 'main_frame' || context.shown.has(seen.id)) return;
  if (await isSkipped(context, seen)) return;
  // Once: reading a body late must not open the popup again.
  context.shown.add(seen.id);
  if (await autoUsePass(context, seen)) return;
  if ((await autoPay(context, seen)) === undefined) {
    await showPopup(context, seen.tabId, seen.response.url);
  }
}
