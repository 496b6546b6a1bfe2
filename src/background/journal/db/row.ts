import { shortHash } from '../../../core/encoding/short-hash.ts';
import { usdValueOf } from '../../../core/offers/usd-value.ts';
import {
  intentOf,
  isOpen,
  mayHaveMoved,
  owesChange,
  type Payment,
  WAITING,
} from '../../../core/payment/index.ts';
import { consentedAt, siteOfUrl } from '../../../core/rules/facts.ts';
import { spentOf } from '../../../core/rules/limits.ts';
import { unreadTroubleAt } from '../../../core/rules/unread-trouble.ts';
import type { Counted, Row } from './database.ts';

/** A payment that may be waiting for its wallet has no end yet. */
const NO_END = Number.MAX_SAFE_INTEGER;

/** The row of a payment: the payment, and all that the journal looks it up by. */
export function rowOf(payment: Payment): Row {
  const { url } = payment.quote;
  const at = consentedAt(payment);
  const hash = hashOf(intentOf(payment.quote));
  const trouble = unreadTroubleAt(payment);
  const until = mayMoveUntil(payment);
  const isCounted = until === undefined && mayHaveMoved(payment, Number.POSITIVE_INFINITY);
  return {
    payment,
    lists: listsOf(payment).map((list) => [list, at] as const),
    intent: [hash, rankOf(payment), at],
    ...(isAlive(payment) ? { open: hash } : {}),
    ...(until === undefined ? {} : { until }),
    ...(trouble === undefined ? {} : { trouble: [new URL(url).origin, trouble] }),
    ...(payment.unasked === true ? { unasked: [siteOfUrl(url), at] } : {}),
    ...(isCounted ? { counted: countedOf(payment) } : {}),
  };
}

/** Whether something may still be done about it. A payment that a wallet refused before it made a proof is over. */
function isAlive(payment: Payment): boolean {
  if (owesChange(payment)) return true;
  if (!isOpen(payment)) return false;
  return payment.state !== 'refused' || mayHaveMoved(payment, Number.NEGATIVE_INFINITY);
}

/** A payment in one of these is on its way: another state follows soon. One that is `proved` may wait for long. */
const ON_ITS_WAY: readonly Payment['state'][] = ['approved', 'paying', ...WAITING, 'sent'];

/**
 * Until when (ms) the payment counts as spent only for the time being. Undefined for what counts for good or never:
 * `mayHaveMoved` goes from true to false at most once, when the time of a proof that never left is over. What is on its
 * way counts for the time being, too, so that the totals change once for each payment, after its request has gone.
 */
function mayMoveUntil(payment: Payment): number | undefined {
  const { state, validUntil } = payment;
  if (!mayHaveMoved(payment, Number.NEGATIVE_INFINITY)) return undefined;
  const isOnItsWay = ON_ITS_WAY.includes(state);
  if (!isOnItsWay && mayHaveMoved(payment, Number.POSITIVE_INFINITY)) return undefined;
  // What counts for good has no end, whatever a damaged record says of its proof's.
  return mayHaveMoved(payment, Number.POSITIVE_INFINITY) ? NO_END : (validUntil ?? NO_END);
}

function countedOf(payment: Payment): Counted {
  const { usd, asset } = spentOf(payment, usdValueOf);
  return {
    ...(usd === undefined ? {} : { usd: usd.amount.toString() }),
    ...(usd?.testnet === true ? { testnet: true } : {}),
    ...(asset === undefined ? {} : { asset: asset.key, amount: asset.amount.toString() }),
  };
}

/** The list of all payments. */
export const ALL = '';
/** The list of a site (`siteOfUrl`). */
export const ofSite = (site: string): string => `s${site}`;
/**
 * The list of payments in one state, of one site or of all. There is none of those that settled: most do, so the
 * others are passed over in the lists of all and of the site.
 */
export const ofState = (state: Payment['state'], site = ''): string => `e${state} ${site}`;

function listsOf({ quote, state }: Payment): string[] {
  const site = siteOfUrl(quote.url);
  const rare = state === 'settled' ? [] : [ofState(state), ofState(state, site)];
  return [ALL, ofSite(site), ...rare];
}

/** How far a payment came, for the question what was bought at an address before. */
export const RANKS = { bought: 3, moved: 2, other: 1, expired: 0 } as const;

/** `bought`: settled; `moved`: its money may have moved. What came back was not bought. */
function rankOf(payment: Payment): number {
  const { state, returned } = payment;
  // A practice payment bought nothing.
  if (state === 'expired' || payment.practice === true) return RANKS.expired;
  if (returned === true) return RANKS.other;
  if (state === 'settled') return RANKS.bought;
  return mayHaveMoved(payment, Number.NEGATIVE_INFINITY) ? RANKS.moved : RANKS.other;
}

/** The key of a method and address (`intentOf`). */
export const hashOf = shortHash;
