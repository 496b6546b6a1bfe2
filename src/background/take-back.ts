import { FareboxError } from '../core/errors.ts';
import { hasPaid, isOpen, type Payment } from '../core/payment.ts';
import { detach } from '../platform/attach.ts';
import { end } from './check.ts';
import type { Farebox } from './farebox.ts';
import { askedFor, partsOf } from './pay.ts';

/**
 * Whether ecash of this payment may still be had back: it was handed out, nobody is known to have used it, and
 * it is not locked to the payee's key.
 */
export function mayTakeBack(payment: Payment): boolean {
  const { request } = payment;
  const open = request?.rail === 'ecash' && request.lock === undefined;
  return open && hasPaid(payment) && isOpen(payment);
}

/**
 * Takes ecash back that the site did not take: `expired` and `returned`, or `settled` when it did take it. The
 * proof is taken down first, so that it cannot leave any more. Throws `error_payment_state`, and the wallet's
 * errors when it cannot be known now; then nothing changes.
 */
export async function takeBack(farebox: Farebox, payment: Payment): Promise<Payment | undefined> {
  const { wallet } = partsOf(farebox, payment);
  if (!mayTakeBack(payment) || wallet.takeBack === undefined) {
    throw new FareboxError('error_payment_state', payment.state, 'expired');
  }
  await detach(payment.id);
  const taken = await wallet.takeBack(askedFor(payment));
  farebox.balances.forget();
  return taken === 'taken'
    ? end(farebox, payment.id, 'expired', true)
    : end(farebox, payment.id, 'settled');
}

/**
 * The person leaves it at that: the money is gone, the door is shut, and nothing more is to come. Throws
 * `error_payment_state` while something still may, or where nothing was paid.
 */
export async function close(farebox: Farebox, payment: Payment): Promise<Payment | undefined> {
  if (!mayClose(payment)) throw new FareboxError('error_payment_state', payment.state, 'settled');
  await farebox.journal.note(payment.id, { looked: farebox.now() });
  return end(farebox, payment.id, 'settled');
}

/** Whether a payment is paid for and stuck. */
export function mayClose(payment: Payment): boolean {
  const { state, proof, quote } = payment;
  const stuck =
    state === 'refused' ||
    (state === 'unknown' && proof !== undefined) ||
    // Sent by hand: nobody here sees the answer.
    (state === 'sent' && quote.method !== 'GET');
  return stuck && hasPaid(payment);
}
