import type { Quote } from '../offers/quote.ts';
import { usdValueOf } from '../offers/usd-value.ts';
import { isOfPage, type Payment } from '../payment/index.ts';
import { isSecure, originOf } from '../web/origin.ts';
import type { Facts } from './facts.ts';
import { payeeCaution } from './payees.ts';
import type { AutoPayGrant } from './settings-schema.ts';
import { hasUnreadTrouble } from './unread-trouble.ts';

export type { AutoPayGrant };

/** ms: for so long a page that was paid for is not paid for again without asking. */
export const AGAIN = 24 * 60 * 60_000;
/** Payments for pages without asking that one site gets within a minute. A reader opens no more articles than that. */
const PER_MINUTE = 5;
/** ms: over so long payments a minute are counted. */
export const MINUTE = 60_000;

/**
 * What a grant is kept under: for the pages of a site its origin; for calls that wait the origin of the page that calls, a
 * space, and the origin that it calls. So a grant for the one never pays for the other.
 */
export function grantKey(origin: string, caller?: string): string {
  return caller === undefined ? origin : `${caller} ${origin}`;
}

/**
 * What a grant on this payment would be kept under: it paid for a page, or for a call that waited, of the document in the
 * tab itself. Undefined for every other, and where one of the two sites is neither encrypted nor on this machine.
 */
export function grantKeyOf(payment: Payment): string | undefined {
  const { quote, target, history } = payment;
  const origin = isSecure(quote.url) ? originOf(quote.url) : undefined;
  if (origin === undefined || isOfPage(payment)) return origin;
  const { initiator = '', frameId } = target;
  const waited = history.some(({ state }) => state === 'held') && frameId === 0;
  const caller = waited && isSecure(initiator) ? originOf(initiator) : undefined;
  return caller && grantKey(origin, caller);
}

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

/** What asks. */
export type Asking = {
  readonly type: string;
  /** Over https, or on this machine; of a call both the page that calls and what it calls. */
  readonly secure: boolean;
  readonly reloaded?: boolean;
  /** A call of the page in front, which waits. */
  readonly call?: boolean;
};

/**
 * Whether a quote may be paid without asking; undefined when it may. Only the page itself, over https or on
 * this machine, in an asset that we vouch for, to a payee that this site was paid under before. A page that was paid
 * for is not paid for again within a day unless the grant says so, and never because it was merely loaded anew
 * (`reloaded`). A call that waits (`call`) may be of any method, and made again: the grant's own cap a minute stands for
 * that. Pure: `facts` are those of this quote, `now` in ms.
 */
export function mustAsk(
  quote: Quote,
  request: Asking,
  grant: AutoPayGrant | undefined,
  facts: Facts,
  now: number,
): MustAsk | undefined {
  if (grant === undefined) return 'none';
  if (now >= grant.until) return 'ended';
  const isCall = request.call === true;
  // A grant for pages is none for calls, and the other way round.
  if (isCall !== (grant.perMinute !== undefined)) return 'none';
  if (!isCall && (request.type !== 'main_frame' || quote.method !== 'GET')) return 'not-the-page';
  if (!request.secure) return 'insecure';
  const { offer } = quote;
  const worth = usdValueOf(offer);
  if (worth === undefined || worth.atMost === true || !offer.payable) return 'asset';
  if (worth.testnet !== grant.testnet) return 'money-kind';
  // A site that refuses what it was paid would else be paid again at each load, or for each of its pages.
  if (hasUnreadTrouble(facts, now)) return 'refused';
  if (offer.payee === undefined || payeeCaution(facts.payees) !== undefined) return 'payee';
  const { sameAt } = facts;
  if (!isCall && request.reloaded === true && sameAt !== undefined) return 'reload';
  // A time in the future counts as well: the clock may have been set back.
  if (!isCall && grant.again !== true && sameAt !== undefined && sameAt >= now - AGAIN)
    return 'again';
  if (facts.lately >= (grant.perMinute ?? PER_MINUTE)) return 'per-minute';
  if (worth.usd > BigInt(grant.perPayment)) return 'per-payment';
  return facts.originDay + worth.usd > BigInt(grant.perDay) ? 'per-day' : undefined;
}
