import { FareboxError } from '../core/errors.ts';
import { withoutFragment } from '../core/http.ts';
import { siteOf } from '../core/origin.ts';
import type { Payment } from '../core/payment.ts';
import { setAlarm } from '../platform/alarms.ts';
import { attach, detach, isAttached, mayHaveLeft } from '../platform/attach.ts';
import { newTab, openIn, reload, setBadge, tabOf, tabShowing } from '../platform/tabs.ts';
import type { Farebox } from './farebox.ts';
import { BADGE } from './offer.ts';

/** A proof with less life than this is not sent: the server's check would come too late. */
export const RUNWAY = 8_000;
/** After a proof's end, how long until the chain's own clock has surely passed it. */
export const CHAIN_CLOCK = 65_000;
/** When to look after a proof whose request never left. */
const SWEEP = 45_000;

/**
 * Sends a proof with the next load of its page: for the first time, or the very same one again. That it
 * may have left is written down before it can. Only a GET is repeated by us; for all else the proof stays
 * to be copied. Throws `error_payment_state`, `error_quote_expired`, `error_tab_gone`, `error_attach`.
 */
export async function send(farebox: Farebox, payment: Payment): Promise<Payment> {
  const { proof, quote } = payment;
  if (proof === undefined || quote.method !== 'GET') {
    throw new FareboxError('error_payment_state', payment.state, 'sent');
  }
  if (proof.validUntil !== undefined && proof.validUntil - farebox.now() < RUNWAY) {
    throw new FareboxError('error_quote_expired');
  }
  const { target, load } = await targetOf(payment);
  const sent = await farebox.journal.step(
    payment.id,
    ['proved', 'sent', 'refused', 'unknown'],
    'sent',
    { target },
  );
  await Promise.all([
    attach({
      id: payment.id,
      tabId: target.tabId,
      type: target.type,
      ...(target.initiator === undefined ? {} : { initiator: target.initiator }),
      url: quote.url,
      headers: proof.headers,
    }),
    farebox.tabs.change(target.tabId, (tab) => ({
      ...tab,
      payment: payment.id,
      paidUrl: quote.url,
    })),
    setAlarm(`sweep:${payment.id}`, farebox.now() + SWEEP),
  ]).catch(async (error: unknown) => {
    await detach(payment.id);
    await farebox.journal.note(payment.id, { ending: { kind: 'not-attached' } });
    throw error;
  });
  // A page that loads itself has taken it along already: to load it again would cut off the answer.
  if (isAttached(payment.id) && !mayHaveLeft(payment.id)) await load();
  farebox.changed();
  await setBadge(target.tabId, '…', BADGE.busy);
  return sent;
}

/**
 * The same after a press on "Open the page". The press may come from a popup that was drawn before the proof went out:
 * then the answer is on its way, and a second load would cut it off, after which the site refuses the proof as used.
 */
export async function sendByPress(farebox: Farebox, payment: Payment): Promise<Payment> {
  return isOnItsWay(payment) ? payment : send(farebox, payment);
}

function isOnItsWay({ id, state, ending }: Payment): boolean {
  return state === 'sent' && (isAttached(id) || ending?.kind === 'pending');
}

/**
 * Where the proof goes: to its tab; when that is gone or shows another site, to one that shows the page, or a new
 * one (a page only).
 */
async function targetOf(
  payment: Payment,
): Promise<{ target: Payment['target']; load: () => Promise<void> }> {
  const { target, quote } = payment;
  const tab = await tabOf(target.tabId);
  // A frame or a fetch may be of another site than its page.
  const there =
    target.type !== 'main_frame' || siteOf(tab?.url ?? '')?.origin === new URL(quote.url).origin;
  if (tab !== undefined && there) {
    const same = target.type !== 'main_frame' || withoutFragment(tab.url ?? '') === quote.url;
    const load = same ? () => reload(target.tabId) : () => openIn(target.tabId, quote.url);
    return { target, load };
  }
  if (target.type !== 'main_frame') throw new FareboxError('error_tab_gone');
  // A browser that was started again: the person is back at the page, and asked from there.
  const back = await tabShowing(quote.url);
  if (back !== undefined) return { target: { ...target, tabId: back }, load: () => reload(back) };
  const tabId = await newTab();
  return { target: { ...target, tabId }, load: () => openIn(tabId, quote.url) };
}
