import { answerStatus } from '../../content/answer-status.ts';
import { FareboxError } from '../../core/errors.ts';
import { isOfPage, type Payment, type Target } from '../../core/payment/index.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';

type TabPort = Pick<
  BrowserPort,
  'tabOf' | 'tabOfSite' | 'tabShowing' | 'newTab' | 'openIn' | 'reload' | 'runInFrame'
>;

/** The site that a payment's tab must show: that of the page, or of the document that asked for a part of it. */
function originFor(payment: Payment): string | undefined {
  const { target, quote } = payment;
  return isOfPage(payment) ? new URL(quote.url).origin : originOf(target.initiator ?? '');
}

/** Whether a payment's tab is there and shows its site; where it is not known which (`null`), any page of a site. */
export async function isThere(
  { tabOf }: Pick<TabPort, 'tabOf'>,
  payment: Payment,
): Promise<boolean> {
  const { target, quote } = payment;
  const tab = await tabOf(target.tabId);
  if (tab === undefined) return false;
  // A browser that was started again numbers its tabs anew: only the page itself shows that it is the same tab.
  const wanted = originFor(payment);
  const shown = originOf(tab.url ?? '');
  // A frame of the page may have asked, and its site need not be that of the tab.
  if (wanted === undefined || target.frameId !== 0) return shown !== undefined;
  // What a form was sent to takes the place of the page that sent it.
  const sentTo = target.type === 'main_frame' ? new URL(quote.url).origin : wanted;
  return shown === wanted || shown === sentTo;
}

/**
 * Where the proof goes: to its tab; when that is gone or shows another site, to one that shows the page, or a new
 * one (a page only). `there`: it was looked at just now. Throws `error_tab_gone`.
 */
export async function findTarget(tabs: TabPort, payment: Payment, there = false): Promise<Target> {
  const { target, quote } = payment;
  if (there || (await isThere(tabs, payment))) return target;
  if (!isOfPage(payment)) {
    // What the page asks for can only be asked for by a page of its site.
    const origin = originFor(payment);
    const other = origin === undefined ? undefined : await tabs.tabOfSite(origin);
    if (other === undefined) throw new FareboxError('error_tab_gone');
    return { ...target, tabId: other };
  }
  // The browser was started again: the user is back at the page, and pressed there.
  const tabId = (await tabs.tabShowing(quote.url)) ?? (await tabs.newTab());
  return { ...target, tabId };
}

/**
 * Loads the page of a payment in its tab, which sends the request that the proof goes with. A form is sent again with what
 * it held by loading its answer again, after the browser has asked the user; `error_form_gone` where the tab shows that
 * answer no more: another page would be loaded, and lose what is typed there.
 */
export async function loadTarget(tabs: TabPort, payment: Payment): Promise<void> {
  const { target, quote } = payment;
  const shows = async () => (await tabs.tabOf(target.tabId))?.url ?? '';
  if (target.type === 'main_frame' && !isOfPage(payment)) {
    // Undefined on the browser's own page for an answer without content.
    const status = (await tabs.runInFrame(target.tabId, 0, answerStatus)) ?? 402;
    const isAnswer = status === 402 && withoutFragment(await shows()) === quote.url;
    if (!isAnswer) throw new FareboxError('error_form_gone');
    return tabs.reload(target.tabId);
  }
  const same = target.type !== 'main_frame' || withoutFragment(await shows()) === quote.url;
  await (same ? tabs.reload(target.tabId) : tabs.openIn(target.tabId, quote.url));
}
