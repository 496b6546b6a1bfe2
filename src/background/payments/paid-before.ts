import { FareboxError } from '../../core/errors.ts';
import type { RailRequest } from '../../core/offers/rail.ts';
import {
  type Approved,
  type EndedRequest,
  hasPaid,
  intentOf,
  mayHaveMoved,
  type Payment,
} from '../../core/payment/index.ts';
import type { Protocol } from '../../protocols/protocol.ts';
import type { Journal } from '../journal/journal.ts';

/**
 * By what money can move for a request once and never again: the payment hash of an invoice, the payer and the nonce of a
 * transfer (EIP-3009); undefined for ecash, whose token is another each time.
 */
function identityOf(request: RailRequest | EndedRequest): string | undefined {
  if (request.rail === 'lightning') return request.paymentHash;
  if (request.rail !== 'eip3009') return undefined;
  const { from, nonce } = request.message;
  return `${from} ${nonce}`.toLowerCase();
}

/**
 * Whether money has moved, or still may. A transfer whose signature has ended, and of which nothing is known, is not waited
 * for: another one with the same nonce is refused by the chain where the first was used.
 */
function hasMoved(payment: Payment, now: number): boolean {
  if (payment.state === 'settled' || hasPaid(payment)) return true;
  const isOver = payment.validUntil !== undefined && now > payment.validUntil;
  return !isOver && mayHaveMoved(payment, now);
}

/**
 * Throws `error_paid_before` where money has, or may have, moved for this very request: a server gave the challenge of an
 * earlier payment again. Nothing would move a second time, and the purchase would be counted twice. Protocols that make
 * a fresh nonce for each payment are not looked up.
 */
export async function refusePaidBefore(
  { journal, now }: { readonly journal: Pick<Journal, 'newestOf'>; readonly now: () => number },
  protocol: Pick<Protocol, 'sameRequest'>,
  { id, quote, practice }: Approved,
  request: RailRequest,
): Promise<void> {
  const identity = identityOf(request);
  if (identity === undefined) return;
  if (request.rail === 'eip3009' && protocol.sameRequest !== true) return;
  const before = await journal.newestOf(intentOf(quote));
  const same = before.find(
    (each) =>
      each.id !== id &&
      each.practice === practice &&
      each.request !== undefined &&
      identityOf(each.request) === identity &&
      hasMoved(each, now()),
  );
  if (same !== undefined) throw new FareboxError('error_paid_before');
}
