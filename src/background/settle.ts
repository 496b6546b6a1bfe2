import { FareboxError } from '../core/errors.ts';
import { type HttpResponse, withoutFragment } from '../core/http.ts';
import { isOpen, type Payment } from '../core/payment.ts';
import { refusalKey } from '../core/refusal.ts';
import { setAlarm } from '../platform/alarms.ts';
import { detach } from '../platform/attach.ts';
import { setBadge } from '../platform/tabs.ts';
import type { Farebox } from './farebox.ts';
import { BADGE } from './offer.ts';
import { outcomeOf } from './outcome.ts';
import { partsOf } from './pay.ts';
import { CHAIN_CLOCK, send } from './send.ts';
import { showPopup } from './show-popup.ts';
import type { Seen } from './tabs.ts';
import { mayTakeBack, takeBack } from './take-back.ts';
import { exclusively, inTurn, isBusy } from './turns.ts';

/** `settlement_pending`: how long until the same proof is sent once more. */
const PENDING = 4_000;
const PENDING_TIMES = 5;

/**
 * The answer to the request that carried our proof. Only this request may settle its payment: a receipt
 * on any other response is nobody's. What it means is written down before anything else is done.
 */
export async function settle(
  farebox: Farebox,
  paymentId: string,
  response: HttpResponse,
): Promise<Payment | undefined> {
  const payment = await farebox.journal.get(paymentId);
  // `unknown`: the worker had died and could not tell; the answer came all the same.
  if (payment?.state !== 'sent' && payment?.state !== 'unknown') return payment;
  const { protocol } = partsOf(farebox, payment);
  const outcome = outcomeOf(payment, response, protocol.receipt(response));
  const { state, ...known } = outcome;
  const after =
    state === payment.state
      ? await farebox.journal.note(paymentId, known)
      : await farebox.journal.step(paymentId, ['sent', 'unknown'], state, known);
  if (after.state === 'settled') await farebox.passes.keepPreimage(payment);
  await detach(paymentId);
  farebox.balances.forget();
  if (after.state === 'settled' && payment.proof?.reusable === true) {
    if ((await farebox.passes.byId(paymentId)) === undefined) await farebox.passes.keep(payment);
    await farebox.passes.change(paymentId, { good: true });
  }
  await follow(farebox, after);
  if (after.state === 'refused' && mayTakeBack(after)) void bringBack(farebox, after);
  return after;
}

/**
 * Ecash that the site refused comes back by itself, once its request is done with; where that fails it waits
 * for a press.
 */
async function bringBack(farebox: Farebox, payment: Payment): Promise<void> {
  await inTurn(payment.id, () => takeBack(farebox, payment)).catch(() => undefined);
  farebox.changed();
}

/** The request ended without an answer: whether the site took the money cannot be known from here. */
export async function lost(farebox: Farebox, paymentId: string, error: string): Promise<void> {
  const payment = await farebox.journal.get(paymentId);
  if (payment?.state !== 'sent') return detach(paymentId);
  const ending = { kind: 'network', error: error.slice(0, 100) } as const;
  const after = await farebox.journal.step(paymentId, ['sent'], 'unknown', { ending });
  await detach(paymentId);
  await follow(farebox, after);
}

/** Whether a reason says more than that a payment is required. */
function tells(reason: string | undefined): boolean {
  return reason !== undefined && refusalKey(reason) !== 'refused_unread';
}

/** The body of a second 402 came later and names the reason (x402 v1, and servers that name it in no header). */
export async function explain(farebox: Farebox, seen: Seen): Promise<void> {
  const { payment: id } = await farebox.tabs.get(seen.tabId);
  const payment = id === undefined ? undefined : await farebox.journal.get(id);
  if (payment?.state !== 'refused') return;
  if (payment.quote.url !== withoutFragment(seen.response.url)) return;
  if (payment.ending?.kind !== 'refused' || tells(payment.ending.reason)) return;
  const { protocol } = partsOf(farebox, payment);
  const { ending, receipt } = outcomeOf(payment, seen.response, protocol.receipt(seen.response));
  if (ending?.kind !== 'refused') return;
  await farebox.journal.note(payment.id, { ending, ...(receipt === undefined ? {} : { receipt }) });
  farebox.changed();
}

/**
 * The server said that settlement is under way: the same proof once more. This is the one thing that goes
 * out again without a press, since it can only ever take the same money once.
 */
export async function lookAgain(farebox: Farebox, paymentId: string): Promise<void> {
  // The timer and the alarm may ring at once.
  if (isBusy(paymentId)) return;
  await exclusively(paymentId, async () => {
    const payment = await farebox.journal.get(paymentId);
    if (payment?.state !== 'sent' || payment.ending?.kind !== 'pending') return;
    const times = payment.history.filter(({ state }) => state === 'sent').length;
    try {
      if (times > PENDING_TIMES) throw new FareboxError('error_quote_expired');
      await send(farebox, payment);
    } catch {
      const { ending } = payment;
      await follow(farebox, await farebox.journal.step(paymentId, ['sent'], 'unknown', { ending }));
    }
  });
}

/** Tells people, and sets the clock for what is still open. */
async function follow(farebox: Farebox, payment: Payment): Promise<void> {
  farebox.changed();
  if (payment.ending?.kind === 'pending') {
    // Chrome's alarms ring no sooner than in half a minute; the timer is for a worker that stays awake.
    setTimeout(() => void lookAgain(farebox, payment.id), PENDING);
    await setAlarm(`pending:${payment.id}`, farebox.now() + PENDING);
    return;
  }
  if (isOpen(payment) && payment.validUntil !== undefined) {
    await setAlarm(`check:${payment.id}`, payment.validUntil + CHAIN_CLOCK);
  }
  await showEnd(payment);
}

/** How a payment ended, on the button. */
async function showEnd({ state, target }: Payment): Promise<void> {
  if (state === 'settled') await setBadge(target.tabId, '✓', BADGE.paid);
  else if (state === 'refused' || state === 'unknown')
    await setBadge(target.tabId, '!', BADGE.failed);
}

/** Payments whose bad end has opened the popup once. */
const told = new Set<string>();

/**
 * The page that a payment was for has loaded. The browser took the badge away with the old page; and
 * where it did not open, the popup says why, or the person would be left with the server's blank `{}`.
 */
export async function showOutcome(farebox: Farebox, tabId: number): Promise<void> {
  const { payment: id } = await farebox.tabs.get(tabId);
  const payment = id === undefined ? undefined : await farebox.journal.get(id);
  if (payment === undefined) return;
  await showEnd(payment);
  const bad = payment.state === 'refused' || payment.state === 'unknown';
  if (!bad || payment.target.type !== 'main_frame' || told.has(payment.id)) return;
  told.add(payment.id);
  await showPopup(farebox, tabId, payment.quote.url);
}
