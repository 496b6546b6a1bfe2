import type { Quote } from '../offers/quote.ts';
import { usdValueOf } from '../offers/usd-value.ts';
import type { Facts } from './facts.ts';
import { payeeCaution } from './payees.ts';
import type { AutoPayGrant } from './settings-schema.ts';
import { hasUnreadTrouble } from './unread-trouble.ts';

export type { AutoPayGrant };

/** ms: for so long a page that was paid for is not paid for again without asking. */
export const AGAIN = 24 * 60 * 60_000;
/** Payments without asking that one site gets within a minute. A reader opens no more articles than that. */
export const PER_MINUTE = 5;
/** ms: over so long `PER_MINUTE` is counted. */
export const MINUTE = 60_000;

/** Why a payment must be asked for although its site has a grant (or has none). */
export type MustAsk =
  | 'none'
  | 'ended'
  | 'not-the-page'
  | 'insecure'
  | 'asset'
  | 'refused'
  | 'money-kind'
  | 'payee'
  | 'reload'
  | 'again'
  | 'per-minute'
  | 'per-payment'
  | 'per-day';

/**
 * Whether a quote may be paid without asking; undefined when it may. Only the page itself, over https or on
 * this machine, in an asset that we vouch for, to a payee that this site was paid under before. A page that was paid
 * for is not paid for again within a day unless the grant says so, and never because it was merely loaded anew
 * (`reloaded`). Pure: `facts` are those of this quote, `now` in ms.
 */
export function mustAsk(
  quote: Quote,
  request: { readonly type: string; readonly secure: boolean; readonly reloaded?: boolean },
  grant: AutoPayGrant | undefined,
  facts: Facts,
  now: number,
): MustAsk | undefined {
  if (grant === undefined) return 'none';
  if (now >= grant.until) return 'ended';
  if (request.type !== 'main_frame' || quote.method !== 'GET') return 'not-the-page';
  if (!request.secure) return 'insecure';
  const { offer } = quote;
  const worth = usdValueOf(offer);
  if (worth === undefined || worth.atMost === true || !offer.payable) return 'asset';
  if (worth.testnet !== grant.testnet) return 'money-kind';
  // A site that refuses what it was paid would else be paid again at each load, or for each of its pages.
  if (hasUnreadTrouble(facts)) return 'refused';
  if (offer.payee === undefined || payeeCaution(facts.payees) !== undefined) return 'payee';
  const { sameAt } = facts;
  if (request.reloaded === true && sameAt !== undefined) return 'reload';
  // A time in the future counts as well: the clock may have been set back.
  if (grant.again !== true && sameAt !== undefined && sameAt >= now - AGAIN) return 'again';
  if (facts.lately >= PER_MINUTE) return 'per-minute';
  if (worth.usd > BigInt(grant.perPayment)) return 'per-payment';
  return facts.originDay + worth.usd > BigInt(grant.perDay) ? 'per-day' : undefined;
}
