import { isInstantRail } from '../offers/rail.ts';
import { isFile, isPageLoad } from '../web/request-type.ts';
import { isWaiting, type Payment } from './payment.ts';

/**
 * True from when the wallet has done its part on an instant rail: whatever the site answers, this
 * money has left.
 */
export function hasPaid({ quote, history }: Payment): boolean {
  return isInstantRail(quote.offer.rail?.kind) && history.some(({ state }) => state === 'proved');
}

/** Whether more may become known of a payment. A wallet's no, before it made a proof, is the end of one. */
export function isOpen({ state, history }: Payment): boolean {
  if (state === 'refused') return history.some(isProvedOrUnknown);
  return state !== 'settled' && state !== 'expired';
}

function isProvedOrUnknown({ state }: Payment['history'][number]): boolean {
  return state === 'proved' || state === 'unknown';
}

/**
 * Whether money of this payment has moved or may yet move. True from consent on, until there is evidence against
 * it: the wallet refused before it made a proof, or the wallet (for the purse: the chain; for ecash: the mint) has
 * said that the money did not move and never will (`expired`). What the site answers is no such evidence: a site
 * can take the money and answer 402. A proof that never left this browser is harmless once its time (`validUntil`)
 * is over; `now` in ms.
 */
export function mayHaveMoved(payment: Payment, now: number): boolean {
  const { state, validUntil, history } = payment;
  if (state === 'expired') return false;
  if (state === 'settled' || hasPaid(payment)) return true;
  if (state === 'refused') return history.some(isProvedOrUnknown);
  return validUntil === undefined || now <= validUntil || !neverLeft(payment);
}

/** ms: how long after an invoice's end a wallet may still begin to pay it. */
const LATE_START = 10 * 60_000;

/** ms: until when nothing new may be paid for the same address in any case; undefined where no time ends that. */
function endOf(payment: Payment): number | undefined {
  const { state, proof, request, validUntil } = payment;
  if (hasPaid(payment)) return undefined;
  if (validUntil !== undefined) return validUntil;
  const asked = state === 'unknown' && proof === undefined && request?.rail === 'lightning';
  return asked ? request.expiresAt + LATE_START : undefined;
}

/**
 * Whether the address of this payment is being paid: then nothing new is paid for it. That is so while money of
 * the payment may still move, or has moved and the page did not open. Once its time is over (a signature's end, an
 * invoice's end) and what became of it is not known, the address stays so until the user has read that in the
 * popup (`looked`) after that time. A new payment is then made only by a press; the old one goes on counting as
 * spent, because a Lightning payment can be held for weeks (until its HTLC's CLTV expiry, of up to 2016 blocks in
 * LND, Core Lightning and Eclair and 4032 in Electrum), and a chain that cannot be asked says nothing.
 * No money of a practice payment can move: it keeps its address only while it is under way.
 */
export function isLive(payment: Payment, now: number): boolean {
  if (payment.practice === true) return isUnderWay(payment);
  if (!isOpen(payment) || !mayHaveMoved(payment, now)) return false;
  const end = endOf(payment);
  return end === undefined || now <= end || (payment.looked ?? 0) <= end;
}

function isUnderWay(payment: Payment): boolean {
  const { state } = payment;
  return state === 'approved' || state === 'paying' || isWaiting(state) || isOnItsWay(payment);
}

/** Whether some of what answers gave back is still to be taken in. */
export function owesChange({ change }: Pick<Payment, 'change'>): boolean {
  return change?.some(({ state }) => state === 'kept') === true;
}

/**
 * True only where it is certain that no request ever went out with the proof. What was sent once and is
 * sent again has left, whatever became of the second time, and so has what scripts of a page have seen.
 */
export function neverLeft(payment: Payment): boolean {
  const { state, ending, left, seen, history } = payment;
  if (left !== undefined || seen === true) return false;
  if (state === 'approved' || state === 'paying' || state === 'proved') return true;
  const times = history.filter((step) => step.state === 'sent').length;
  return state === 'sent' && times === 1 && ending?.kind === 'not-attached';
}

/**
 * Whether the user took the proof away to send it themselves: then no answer to it comes by here. The proof of what Farebox
 * does not load itself may also have left while the worker was not awake; its answer is not known here either.
 */
export function isByHand(payment: Payment): boolean {
  return payment.state === 'sent' && payment.left === undefined && !isOfPage(payment);
}

/**
 * Whether the browser may save what was paid for as a file, with the proof. Not with ecash: Chrome sends a download's headers
 * on to wherever the site redirects it, and whoever has a token has the money.
 */
export function mayDownload({ quote, target }: Pick<Payment, 'quote' | 'target'>): boolean {
  const { kind } = quote.offer.rail ?? {};
  return kind !== undefined && kind !== 'ecash' && isFile(target.type, quote);
}

/** Whether the page itself was paid for, which Farebox loads; everything else is asked for by a page. */
export function isOfPage({ target, quote }: Pick<Payment, 'target' | 'quote'>): boolean {
  return isPageLoad(target.type, quote.method);
}

/**
 * Whether ecash of this payment may still be had back: it was handed out, is not known to be used, and
 * it is not locked to the payee's key.
 */
export function mayTakeBack(payment: Payment): boolean {
  const { request } = payment;
  const open = request?.rail === 'ecash' && request.lock === undefined;
  return open && hasPaid(payment) && isOpen(payment);
}

/** Whether a payment is paid for and nothing more is to come by itself: the user may leave it at that. */
export function mayClose(payment: Payment): boolean {
  const { state, proof } = payment;
  const stuck =
    state === 'refused' || (state === 'unknown' && proof !== undefined) || isByHand(payment);
  return stuck && hasPaid(payment);
}

/**
 * Whether the wallet (for the purse: the chain) can be asked what became of a payment. A preimage is itself the proof
 * that the money went, and a signature that has not left is not the chain's to know of.
 */
export function mayLookUp(payment: Payment): boolean {
  const { state, request, proof, quote } = payment;
  if (!isOpen(payment) || request === undefined) return false;
  if (isInstantRail(quote.offer.rail?.kind) && proof === undefined) {
    return state === 'paying' || state === 'unknown';
  }
  return !(request.rail === 'lightning' && hasPaid(payment)) && state !== 'paying';
}

/** Whether the site has sent the browser on, and the answer of the other address has not come. */
export function isRedirected({ state, ending }: Payment): boolean {
  const waits = ending?.kind === 'redirect' && ending.landed === undefined;
  return waits && (state === 'sent' || state === 'settled' || state === 'unknown');
}

/**
 * Whether the answer to the proof is being waited for: the paid request is under way, is being followed to another
 * address, or the site has said that it is settling. To send the proof now would cut that answer off.
 */
export function isOnItsWay(payment: Payment): boolean {
  const { state, ending } = payment;
  if (state !== 'sent' || isByHand(payment)) return false;
  return ending === undefined || ending.kind === 'pending' || isRedirected(payment);
}
