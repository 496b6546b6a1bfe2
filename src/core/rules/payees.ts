import type { Payment } from '../payment/index.ts';
import type { PayeeFacts } from './facts.ts';

/** What earlier payments say of a payee. */
export type PayeeCaution =
  | 'caution_first_payment'
  | 'caution_payee_changed'
  | 'caution_payee_rotates'
  | 'caution_payee_lookalike';

/** Payments to so many different addresses, none twice, show that a site has a new one each time. */
const ROTATIONS = 2;

/**
 * Compares a payee with those that this site was paid under before: never paid, paid to another address,
 * or to one that begins and ends alike, which is how a swapped address is slipped past the eye. A site that has
 * had another address each time, on this network and at least twice, has one for each request
 * (https://docs.stripe.com/payments/machine/x402): one more is no sign of danger, and there is nothing to compare.
 * What was paid without a payee (ecash that anyone may use) says nothing of a payee.
 */
export function payeeCaution(facts: PayeeFacts): PayeeCaution | undefined {
  if (facts.lookalike) return 'caution_payee_lookalike';
  if (!facts.paidHere) return 'caution_first_payment';
  if (facts.paidSame) return undefined;
  const rotates = facts.payments >= ROTATIONS && facts.addresses === facts.payments;
  return rotates ? 'caution_payee_rotates' : 'caution_payee_changed';
}

/** Whether earlier payments to this payee are remembered: it took the money, or it is not known whether it did. */
export function isPaidPayee({ state, quote, practice }: Payment): boolean {
  if (practice === true) return false;
  return (state === 'settled' || state === 'unknown') && quote.offer.payee !== undefined;
}

/** What a shortened address shows: its first six characters and the last four. Addresses that share it look alike. */
export function shapeOf(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}:${address.length}`;
}
