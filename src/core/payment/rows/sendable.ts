import { FareboxError } from '../../errors.ts';
import { isRepeatable } from '../../web/request-type.ts';
import type { Effect } from '../events.ts';
import type { Payment } from '../payment.ts';
import { badgeOf } from '../summary.ts';

/** ms: a proof with less life than this is not sent: the server's check would come too late. */
export const RUNWAY = 8_000;
/** ms: after a proof's end, how long until the chain's own clock has surely passed it. */
export const CHAIN_CLOCK = 65_000;
/** Whether a proof can still go: it is there, its request can be repeated, and its time is not over. Throws why not. */
export function checkSendable({ proof, quote, state }: Payment, now: number): void {
  if (proof === undefined || !isRepeatable(quote.method)) {
    throw new FareboxError('error_payment_state', state, 'sent');
  }
  if (proof.validUntil !== undefined && proof.validUntil - now < RUNWAY) {
    throw new FareboxError('error_quote_expired');
  }
}

/** The same as an answer. */
export function isSendable(payment: Payment, now: number): boolean {
  try {
    checkSendable(payment, now);
    return true;
  } catch {
    return false;
  }
}

/** Looks up a signature when the chain's clock has passed its end. */
export function whenOver({ validUntil }: Payment): readonly Effect[] {
  if (validUntil === undefined) return [];
  return [{ type: 'setTimer', timer: 'check', at: validUntil + CHAIN_CLOCK }];
}

/** The badge of the tab: how the payment ended. */
export function endBadge(payment: Payment): readonly Effect[] {
  const badge = badgeOf(payment);
  return badge === undefined ? [] : [{ type: 'badge', badge }];
}
