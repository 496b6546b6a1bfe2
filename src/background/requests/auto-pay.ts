import { navigationType } from '../../content/navigation.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Quote } from '../../core/offers/quote.ts';
import { mayHaveMoved, type Payment } from '../../core/payment/index.ts';
import { mustAsk } from '../../core/rules/auto-pay.ts';
import type { Consent } from '../../core/rules/consent.ts';
import type { Facts } from '../../core/rules/facts.ts';
import { type Site, siteOf } from '../../core/web/origin.ts';
import type { Context } from '../context.ts';
import { checkLimits } from '../offers/check-limits.ts';
import { networkOfOffer } from '../offers/money.ts';
import { coveredOf, payersOf } from '../offers/payers.ts';
import { pricedQuotesOf } from '../offers/priced-quotes.ts';
import type { Seen } from '../stores/tab-store.ts';
import { approve, priceOf } from './approve.ts';

/**
 * Pays a page without asking where the user has allowed its site to be paid so; undefined where it must be asked for.
 * Only the page that the user looks at, and only after a navigation that the user or the site itself began: else any
 * other site could spend the grant. What allows it is in the sealed record alone
 * (consent.ts). It goes the way of every payment, limits and journal included, and is said afterwards with a way to
 * stop it.
 */
export async function autoPay(context: Context, seen: Seen): Promise<Payment | undefined> {
  const site = siteOf(seen.response.url);
  if (site === undefined || seen.begunHere !== true) return undefined;
  return context.autoPayQueue(async () => {
    // What the browser's store says of grants, limits and payees may have been written by someone else.
    const consent = await context.consents.trusted().catch(() => undefined);
    if (consent?.grants[site.origin] === undefined) return undefined;
    return (await context.port.isInFront(seen.tabId))
      ? payAllowed(context, seen, site, consent)
      : undefined;
  });
}

async function payAllowed(
  context: Context,
  seen: Seen,
  site: Site,
  consent: Consent,
): Promise<Payment | undefined> {
  // What cannot be read may have been spent.
  if ((await context.journal.unreadable()) > 0) return undefined;
  const now = context.now();
  const grant = consent.grants[site.origin];
  const payees = consent.payees[site.origin] ?? [];
  const about = { type: seen.type, secure: site.secure, reloaded: await isReload(context, seen) };
  const reaches = (quote: Quote, facts: Facts) =>
    payees.includes(quote.offer.payee?.toLowerCase() ?? '') &&
    mustAsk(quote, about, grant, facts, now) === undefined;
  // Quotes come with the cheapest first.
  const quotes = await pricedQuotesOf(context, seen);
  const payers = await payersOf(context, quotes);
  const covered = coveredOf(quotes, payers);
  const known = await Promise.all(covered.map((each) => context.journal.facts(each)));
  const quote = covered.find((each, at) => known[at] !== undefined && reaches(each, known[at]));
  if (quote === undefined) return undefined;
  const { limits } = await context.settings();
  // Asked again where the journal is written: a press may have paid meanwhile.
  const allowed = (facts: Facts) => {
    if (!reaches(quote, facts)) throw new FareboxError('error_limit_site_day');
    checkLimits(quote, facts, limits);
  };
  try {
    const sent = await approve(context, quote.id, quote.hash, { allowed });
    await sayPaid(context, site, quote);
    return sent;
  } catch {
    // Locked, over a limit, not enough: then it is asked for like any other. What may have been paid all the same is said.
    const made = await context.journal.get(quote.id).catch(() => undefined);
    if (made !== undefined && mayHaveMoved(made, context.now()))
      await sayPaid(context, site, quote);
    return undefined;
  }
}

function sayPaid({ port }: Context, { origin, host }: Site, { offer }: Quote): Promise<void> {
  const testnet = networkOfOffer(offer)?.testnet === true;
  return port.notifyPaid({ origin, host, price: priceOf(offer), testnet });
}

/** Whether the tab has merely loaded its page anew: F5, a refresh by the page, a link to itself. Unknown is yes. */
export async function isReload({ port }: Context, { tabId, again }: Seen): Promise<boolean> {
  return again !== false || (await port.runInFrame(tabId, 0, navigationType)) === 'reload';
}
