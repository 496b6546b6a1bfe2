import type { Payment } from './payment.ts';

/** What earlier payments say of a payee. */
export type PayeeCaution =
  | 'caution_first_payment'
  | 'caution_payee_changed'
  | 'caution_payee_rotates'
  | 'caution_payee_lookalike';

/** Payments to so many different addresses, none twice, show that a site has a new one each time. */
const ROTATIONS = 2;

const originOf = (url: string): string => new URL(url).origin;

/**
 * Compares a payee with those that this site was paid under before: never paid, paid to another address,
 * or to one that begins and ends alike, which is how a swapped address is slipped past the eye. A site that has
 * had another address each time, on this network and at least twice, has one for each request
 * (https://docs.stripe.com/payments/machine/x402): one more is no sign of danger, and there is nothing to compare.
 */
export function payeeCaution(
  url: string,
  payee: string,
  network: string | undefined,
  payments: readonly Payment[],
): PayeeCaution | undefined {
  const origin = originOf(url);
  const wanted = payee.toLowerCase();
  const paid = payments.filter(({ state }) => state === 'settled' || state === 'unknown');
  const known = paid
    .filter(({ quote }) => quote.offer.network === network)
    .map(({ quote }) => quote.offer.payee?.toLowerCase())
    .filter((address) => address !== undefined);
  if (known.some((address) => address !== wanted && looksLike(address, wanted))) {
    return 'caution_payee_lookalike';
  }
  // What was paid to nobody in particular (ecash that anybody may use) says nothing of a payee.
  const here = paid.filter(
    ({ quote }) => originOf(quote.url) === origin && quote.offer.payee !== undefined,
  );
  if (here.length === 0) return 'caution_first_payment';
  const same = here.some(({ quote }) => quote.offer.payee?.toLowerCase() === wanted);
  if (same) return undefined;
  const before = here
    .filter(({ quote }) => quote.offer.network === network)
    .map(({ quote }) => quote.offer.payee?.toLowerCase());
  const rotates = before.length >= ROTATIONS && new Set(before).size === before.length;
  return rotates ? 'caution_payee_rotates' : 'caution_payee_changed';
}

/** Alike in what a shortened address shows: the first four digits and the last four. */
function looksLike(a: string, b: string): boolean {
  return a.length === b.length && a.slice(0, 6) === b.slice(0, 6) && a.slice(-4) === b.slice(-4);
}
