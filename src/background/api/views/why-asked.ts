import { type Allowance, type MustAsk, mustAsk } from '../../../core/rules/allowance.ts';
import type { Facts } from '../../../core/rules/facts.ts';
import { siteOf } from '../../../core/web/origin.ts';
import type { WhyAsked } from '../../../messages/index.ts';
import type { Priced } from '../../offers/priced-quotes.ts';
import type { Seen } from '../../stores/tab-store.ts';

/** Reasons that say nothing of an allowance: no such thing is expected to be paid without asking. */
const UNSAID: readonly MustAsk[] = ['none', 'not-the-page', 'insecure'];

/**
 * Why a page of a site that is paid without asking is asked for this time: of the first offer that can be paid, since
 * that is the one shown. Undefined where the site has no allowance, or nothing speaks against it (the wallet was
 * locked, or held too little). `facts`: by the quotes' ids. `reloaded`: the tab merely loaded the page anew. Pure; `now` in ms.
 */
export function whyAsked(
  seen: Seen,
  quotes: readonly Priced[],
  allowances: Readonly<Record<string, Allowance>>,
  facts: ReadonlyMap<string, Facts>,
  reloaded: boolean,
  now: number,
): WhyAsked | undefined {
  const site = siteOf(seen.response.url);
  const allowance = site && allowances[site.origin];
  const quote = (quotes.find(({ offer }) => offer.payable) ?? quotes[0])?.quote;
  if (site === undefined || allowance === undefined || quote === undefined) return undefined;
  const request = { type: seen.type, secure: site.secure, reloaded };
  const known = facts.get(quote.id);
  if (known === undefined) return undefined;
  const reason = mustAsk(quote, request, allowance, known, now);
  if (reason !== undefined && UNSAID.includes(reason)) return undefined;
  const { testnet, perPayment, perDay, until } = allowance;
  switch (reason) {
    case undefined:
      return seen.begunHere === true ? undefined : { reason: 'begun-elsewhere' };
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
