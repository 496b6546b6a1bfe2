import { FareboxError } from '../../core/errors.ts';
import type { Payment, Target } from '../../core/payment/index.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { siteOf } from '../../core/web/origin.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';

type TabPort = Pick<BrowserPort, 'tabOf' | 'tabShowing' | 'newTab' | 'openIn' | 'reload'>;

/** Whether a payment's tab is there and shows the site that was paid; a frame or a fetch may be of another site. */
export async function isThere(
  { tabOf }: Pick<TabPort, 'tabOf'>,
  payment: Payment,
): Promise<boolean> {
  const { target, quote } = payment;
  const tab = await tabOf(target.tabId);
  if (tab === undefined) return false;
  // A browser that was started again numbers its tabs anew: only the page itself shows that it is the same tab.
  return (
    target.type !== 'main_frame' || siteOf(tab.url ?? '')?.origin === new URL(quote.url).origin
  );
}

/**
 * Where the proof goes: to its tab; when that is gone or shows another site, to one that shows the page, or a new
 * one (a page only). Throws `error_tab_gone`.
 */
export async function findTarget(tabs: TabPort, payment: Payment): Promise<Target> {
  const { target, quote } = payment;
  if (await isThere(tabs, payment)) return target;
  if (target.type !== 'main_frame') throw new FareboxError('error_tab_gone');
  // The browser was started again: the user is back at the page, and pressed there.
  const tabId = (await tabs.tabShowing(quote.url)) ?? (await tabs.newTab());
  return { ...target, tabId };
}

/** Loads the page of a payment in its tab, which sends the request that the proof goes with. */
export async function loadTarget(tabs: TabPort, { target, quote }: Payment): Promise<void> {
  const tab = await tabs.tabOf(target.tabId);
  const same = target.type !== 'main_frame' || withoutFragment(tab?.url ?? '') === quote.url;
  await (same ? tabs.reload(target.tabId) : tabs.openIn(target.tabId, quote.url));
}
