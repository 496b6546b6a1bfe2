import { countsAsSpent } from './limits.ts';
import { payeeCaution } from './payees.ts';
import type { Payment } from './payment.ts';
import type { Quote } from './quote.ts';
import { hasUnreadTrouble } from './unread-trouble.ts';
import { worthOf } from './worth.ts';

/** Leave to pay one site without asking, up to a point and until a day. Reference unit (core/limits). */
export type Allowance = {
  readonly perPayment: string;
  readonly perDay: string;
  /** ms since 1970. */
  readonly until: number;
  /** Given for test money or for real money: one never stands for the other. */
  readonly testnet: boolean;
};

/** Why a payment must be asked for although its site has an allowance (or has none). */
export type MustAsk =
  | 'none'
  | 'ended'
  | 'not-the-page'
  | 'insecure'
  | 'asset'
  | 'refused'
  | 'money-kind'
  | 'payee'
  | 'per-payment'
  | 'per-day';

/**
 * Whether a quote may be paid without asking; undefined when it may. Only the page itself, over https or on
 * this machine, in an asset that we vouch for, to a payee that this site was paid under before. Pure:
 * `payments` is the whole journal, `day` when the person's day began, `now` and `day` in ms.
 */
export function mustAsk(
  quote: Quote,
  request: { readonly type: string; readonly secure: boolean },
  allowance: Allowance | undefined,
  payments: readonly Payment[],
  day: number,
  now: number,
): MustAsk | undefined {
  if (allowance === undefined) return 'none';
  if (now >= allowance.until) return 'ended';
  if (request.type !== 'main_frame' || quote.method !== 'GET') return 'not-the-page';
  if (!request.secure) return 'insecure';
  const { offer } = quote;
  const worth = worthOf(offer);
  if (worth === undefined || !offer.payable) return 'asset';
  if (worth.testnet !== allowance.testnet) return 'money-kind';
  // A site that refuses what it was paid would else be paid again at each load, or for each of its pages.
  const { origin } = new URL(quote.url);
  if (hasUnreadTrouble(origin, payments)) return 'refused';
  if (
    offer.payee === undefined ||
    payeeCaution(quote.url, offer.payee, offer.network, payments) !== undefined
  ) {
    return 'payee';
  }
  if (worth.usd > BigInt(allowance.perPayment)) return 'per-payment';
  const spent = payments
    .filter(
      (payment) =>
        (payment.history[0]?.at ?? now) >= day &&
        countsAsSpent(payment, now) &&
        new URL(payment.quote.url).origin === origin,
    )
    .map((payment) => worthOf(payment.quote.offer))
    .reduce((sum, each) => sum + (each?.testnet === worth.testnet ? each.usd : 0n), 0n);
  return spent + worth.usd > BigInt(allowance.perDay) ? 'per-day' : undefined;
}
