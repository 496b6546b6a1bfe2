import type { Payment } from '../payment/index.ts';
import { siteKey } from '../web/site/site.ts';

/**
 * What earlier payments say about one quote. The journal gathers it in one transaction (background/journal), and its
 * size does not grow with the journal. Rules on money (core/rules/limits, auto-pay, payees, unread-trouble) are functions
 * of it. "Today" and "this month" are those of the user's own calendar; a consent with a time in the future counts as
 * of today, because the clock may have been set back. Whether a payment counts as spent says `mayHaveMoved` (core/payment).
 */
export type Facts = {
  /**
   * Spent in money of the quote's kind (real or test), in millionths of a US dollar: today at the quote's origin, today
   * at its site (registrable domain), today in all, this month in all. 0 where the quote's worth is not known.
   */
  readonly originDay: bigint;
  readonly siteDay: bigint;
  readonly day: bigint;
  readonly month: bigint;
  /** Spent today of the quote's asset (`assetAmount`, core/rules/limits), in its base units; bitcoin in millisatoshi. */
  readonly assetDay: bigint;
  readonly payees: PayeeFacts;
  /** ms: the newest bad end of a payment at the quote's origin that the user has not looked at (`wentWrongAt`). */
  readonly troubleAt?: number;
  /** ms: the newest consent that the user gave at the quote's origin by a press. */
  readonly pressedAt?: number;
  /** ms: the newest consent to a payment of the same method and address that has not ended as `expired`. */
  readonly sameAt?: number;
  /** Payments without asking at the quote's site within the last minute. Counted up to `MOST_PER_MINUTE` (settings-schema). */
  readonly lately: number;
};

/** What limits ask of the past. */
export type SpentSums = Pick<Facts, 'siteDay' | 'day' | 'month' | 'assetDay'>;

/** Payees of payments that settled, or whose end is not known. */
export type PayeeFacts = {
  /** The quote's origin was paid under any payee. */
  readonly paidHere: boolean;
  /** The quote's origin was paid under the quote's payee. */
  readonly paidSame: boolean;
  /** On the quote's network, at any site, a payee was paid that looks like the quote's and is another. */
  readonly lookalike: boolean;
  /** On the quote's network, at its origin: payments to a payee, and how many different payees they had. */
  readonly payments: number;
  readonly addresses: number;
};

/** ms since 1970: when the user agreed to a payment. */
export function consentedAt({ history, quote }: Pick<Payment, 'history' | 'quote'>): number {
  return history[0]?.at ?? quote.at;
}

/** By what limits of a site are counted. Subdomains cost nothing: it is the registrable domain. */
export function siteOfUrl(url: string): string {
  return siteKey(url) ?? url;
}
