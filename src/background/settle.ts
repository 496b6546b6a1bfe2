import type { DocumentReading } from '../content/read402.ts';
import { FareboxError } from '../core/errors.ts';
import { type HttpResponse, withoutFragment } from '../core/http.ts';
import { isOpen, owesChange, type Payment } from '../core/payment.ts';
import { createQueue } from '../core/queue.ts';
import { refusalKey } from '../core/refusal-reasons.ts';
import { setAlarm } from '../platform/alarms.ts';
import { detach } from '../platform/attach.ts';
import { setBadge, tabOf } from '../platform/tabs.ts';
import { rememberPayee } from './allowances.ts';
import { changeOf, noteChange, takeInChange } from './change.ts';
import type { Farebox } from './farebox.ts';
import { BADGE } from './offer.ts';
import { landedOf, type Outcome, outcomeOf } from './outcome.ts';
import { partsOf } from './pay.ts';
import { CHAIN_CLOCK, send } from './send.ts';
import { showPopup } from './show-popup.ts';
import { isRedirect, isSuccess } from './shown.ts';
import type { Seen } from './tabs.ts';
import { mayTakeBack, takeBack } from './take-back.ts';
import { exclusively, inTurn, isBusy } from './turns.ts';
import { documentSince, showsOldDocument, unheard } from './unheard.ts';

/** `settlement_pending`: how long until the same proof is sent once more. */
const PENDING = 4_000;
const PENDING_TIMES = 5;

/** A redirect and the answer behind it come close together: they are written down in their order. */
const inOrder = createQueue();

/**
 * The answer to the request that carried our proof. Only this request may settle its payment: a receipt
 * on any other response is nobody's. What it means is written down before anything else is done. After a redirect the
 * proof stays attached, so that the answer of the other address is known as its end (`landed`).
 */
export async function settle(
  farebox: Farebox,
  paymentId: string,
  response: HttpResponse,
): Promise<Payment | undefined> {
  const written = await inOrder(async () => {
    const payment = await farebox.journal.get(paymentId);
    // `unknown`: the worker had died and could not tell; the answer came all the same.
    if (payment?.state !== 'sent' && payment?.state !== 'unknown') return undefined;
    const { protocol } = partsOf(farebox, payment);
    const outcome = outcomeOf(payment, response, protocol.receipt(response));
    const change = changeOf(payment, protocol, response);
    return write(farebox, payment, { ...outcome, ...(change === undefined ? {} : { change }) });
  });
  if (written === undefined) {
    const payment = await farebox.journal.get(paymentId);
    await noteChange(farebox, payment, response);
    return payment;
  }
  if (!isRedirect(response)) await detach(paymentId);
  return done(farebox, written);
}

/**
 * The answer at the end of a redirect that the paid request was answered with: the same request at another address,
 * to which the proof did not go. A further redirect is no end.
 */
export async function landed(
  farebox: Farebox,
  paymentId: string,
  response: HttpResponse,
): Promise<void> {
  if (isRedirect(response)) return;
  const written = await inOrder(async () => {
    const payment = await farebox.journal.get(paymentId);
    if (payment === undefined || !isRedirected(payment)) return undefined;
    return write(farebox, payment, landedOf(payment, response));
  });
  await detach(paymentId);
  if (written !== undefined) await done(farebox, written);
}

/** The site has sent the browser on, and the answer of the other address has not come. */
function isRedirected({ state, ending }: Payment): boolean {
  const waits = ending?.kind === 'redirect' && ending.landed === undefined;
  return waits && (state === 'sent' || state === 'settled' || state === 'unknown');
}

/** In one step with what the answer gave back: nothing else holds that money. */
async function write(
  farebox: Farebox,
  before: Payment,
  outcome: Outcome & Pick<Payment, 'change'>,
): Promise<Written> {
  const { state, ...known } = outcome;
  const after = await (state === before.state
    ? farebox.journal.note(before.id, known)
    : farebox.journal.step(before.id, ['sent', 'unknown'], state, known));
  return { before, after };
}

type Written = { readonly before: Payment; readonly after: Payment };

/** What follows from an outcome that is written down. A settled record has no proof any more: `before` has it. */
async function done(farebox: Farebox, { before, after }: Written): Promise<Payment> {
  const { id } = after;
  farebox.balances.forget();
  if (after.state === 'settled') await farebox.passes.keepPreimage(before);
  if (after.state === 'settled' && before.proof?.reusable === true) {
    if ((await farebox.passes.byId(id)) === undefined) await farebox.passes.keep(before);
    await farebox.passes.change(id, { good: true });
  }
  await follow(farebox, after);
  if (owesChange(after)) void takeInChange(farebox, id);
  if (after.state === 'settled') await rememberPayee(farebox, after).catch(() => undefined);
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
  const written = await inOrder(async () => {
    const payment = await farebox.journal.get(paymentId);
    if (payment === undefined) return undefined;
    const { state, ending: before } = payment;
    const said = { error: error.slice(0, 100) };
    if (before?.kind === 'redirect' && isRedirected(payment)) {
      const ending = { ...before, ...said };
      return write(farebox, payment, { state: state === 'settled' ? state : 'unknown', ending });
    }
    if (state !== 'sent') return undefined;
    return write(farebox, payment, { state: 'unknown', ending: { kind: 'network', ...said } });
  });
  await detach(paymentId);
  if (written !== undefined) await follow(farebox, written.after);
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

/**
 * What the document of a payment's tab shows of it: that its page is open although no answer was heard, that a redirect
 * has ended, or that a file was saved and the document is the old one.
 */
async function lookAtPage(farebox: Farebox, payment: Payment): Promise<Payment> {
  const { id, state, came, target } = payment;
  if (state === 'settled' && came === 'page' && (await showsOldDocument(payment))) {
    // While the new document is not there yet, the old one says nothing.
    const loading = (await tabOf(target.tabId))?.loading !== false;
    return loading ? payment : farebox.journal.note(id, { came: 'file' });
  }
  if (state === 'settled' && came === 'file' && isPage(payment, await documentSince(payment))) {
    return farebox.journal.note(id, { came: 'page' });
  }
  if (state !== 'sent' && state !== 'unknown') return payment;
  const answer = await unheard(payment);
  if (answer !== undefined) return (await settle(farebox, id, answer)) ?? payment;
  // While the redirect is followed, the tab still shows the document that asked; its answer comes by webRequest.
  if (!isRedirected(payment) || (await tabOf(target.tabId))?.loading !== false) return payment;
  const page = await documentSince(payment);
  if (page === undefined || page.status === 0 || asked(payment, page)) return payment;
  await landed(farebox, id, { url: page.url, method: 'GET', status: page.status, headers: [] });
  return (await farebox.journal.get(id)) ?? payment;
}

/** The document of the 402 that was paid: by a clock that differs a little it may seem to be younger than the proof. */
function asked({ quote }: Payment, page: DocumentReading): boolean {
  return page.status === 402 && withoutFragment(page.url) === quote.url;
}

function isPage({ quote }: Payment, page: DocumentReading | undefined): boolean {
  return page !== undefined && isSuccess(page) && withoutFragment(page.url) === quote.url;
}

/** The same when the user looks: a browser that saves a file need not say that the tab has loaded. */
export async function lookAtTab(farebox: Farebox, tabId: number): Promise<void> {
  const { payment: id } = await farebox.tabs.get(tabId);
  const payment = id === undefined ? undefined : await farebox.journal.get(id);
  if (payment === undefined) return;
  if ((await lookAtPage(farebox, payment)) !== payment) farebox.changed();
}

/** Payments whose bad end has opened the popup once. */
const told = new Set<string>();

/**
 * The page that a payment was for has loaded. The browser took the badge away with the old page; and
 * where it did not open, the popup says why, or the person would be left with the server's blank `{}`.
 */
export async function showOutcome(farebox: Farebox, tabId: number): Promise<void> {
  const { payment: id } = await farebox.tabs.get(tabId);
  const last = id === undefined ? undefined : await farebox.journal.get(id);
  if (last === undefined) return;
  const payment = await lookAtPage(farebox, last);
  await showEnd(payment);
  const bad = payment.state === 'refused' || payment.state === 'unknown';
  if (!bad || payment.target.type !== 'main_frame' || told.has(payment.id)) return;
  told.add(payment.id);
  await showPopup(farebox, tabId, payment.quote.url);
}
