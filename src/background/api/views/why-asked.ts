import type { Quote } from '../../../core/offers/quote.ts';
import {
  type Asking,
  type AutoPayGrant,
  type MustAsk,
  mustAsk,
} from '../../../core/rules/auto-pay.ts';
import type { Facts } from '../../../core/rules/facts.ts';
import { originOf } from '../../../core/web/origin.ts';
import type { WhyAsked } from '../../../messages/index.ts';
import type { Priced } from '../../offers/priced-quotes.ts';
import { callKeyOf } from '../../requests/auto-pay.ts';
import type { Seen } from '../../stores/tab-store.ts';

/** Reasons that say nothing of a grant: no such thing is expected to be paid without asking. */
const UNSAID: readonly MustAsk[] = ['none', 'not-the-page', 'insecure'];

/**
 * Why a page of a site that is paid without asking is asked for this time: of the offer that auto-pay would have
 * paid, which is the first of `covered` (`coveredOf`); where no wallet covers one, of the first that can be paid.
 * Undefined where the site has no grant, or nothing speaks against one of `covered` (the wallet was locked, or held
 * too little). `facts`: by the quotes' ids. `asking`: `askingOf` of it. Pure; `now` in ms.
 */
export function whyAsked(
  seen: Seen,
  quotes: readonly Priced[],
  covered: readonly Quote[],
  grants: Readonly<Record<string, AutoPayGrant>>,
  facts: ReadonlyMap<string, Facts>,
  asking: Asking,
  now: number,
): WhyAsked | undefined {
  const key = seen.type === 'main_frame' ? originOf(seen.response.url) : callKeyOf(seen);
  const grant = grants[key ?? ''];
  const payable = quotes.find(({ offer }) => offer.payable) ?? quotes[0];
  const candidates = covered.length > 0 || payable === undefined ? covered : [payable.quote];
  if (grant === undefined) return undefined;
  const reasons = candidates.flatMap((quote) => {
    const known = facts.get(quote.id);
    return known === undefined ? [] : [mustAsk(quote, asking, grant, known, now)];
  });
  if (reasons.length === 0) return undefined;
  // Auto-pay passes over an offer that it must ask for, and takes the next.
  const reason = reasons.includes(undefined) ? undefined : reasons[0];
  if (reason !== undefined && UNSAID.includes(reason)) return undefined;
  const { testnet, perPayment, perDay, until } = grant;
  switch (reason) {
    case undefined:
      return seen.begunHere === true || asking.call === true
        ? undefined
        : { reason: 'begun-elsewhere' };
    case 'ended':
      return { reason, until };
    case 'money-kind':
      return { reason, testnet };
    case 'per-payment':
      return { reason, usd: perPayment };
    case 'per-day':
      return { reason, usd: perDay };
    default:
      return { reason: reason as Exclude<typeof reason, 'none' | 'not-the-page' | 'insecure'> };
  }
}
