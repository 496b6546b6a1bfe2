import { navigationType } from '../../content/navigation.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Quote } from '../../core/offers/quote.ts';
import { mayHaveMoved, type Payment } from '../../core/payment/index.ts';
import { type Asking, grantKey, mustAsk } from '../../core/rules/auto-pay.ts';
import type { Facts } from '../../core/rules/facts.ts';
import { isSecure, originOf, type Site, siteOf } from '../../core/web/origin.ts';
import type { Context } from '../context.ts';
import { networkOfOffer } from '../offers/money.ts';
import { coveredOf, payersOf } from '../offers/payers.ts';
import { pricedQuotesOf } from '../offers/priced-quotes.ts';
import type { Seen } from '../stores/tab-store.ts';
import { approve, priceOf } from './approve.ts';
import { holderOf } from './hold-calls.ts';

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
  const isShown = () => context.port.isInFront(seen.tabId);
  return context.autoPayQueue(() => payAllowed(context, seen, { site, key: site.origin, isShown }));
}

/**
 * Pays a call that waits without asking, where the user has allowed that for calls of this page to this site: as `autoPay`,
 * with a cap a minute of its own. Only of the page in front itself: a page of another site could have a frame of the
 * granted one call as often as it likes.
 */
export async function autoPayCall(context: Context, seen: Seen): Promise<Payment | undefined> {
  const { calls, port } = context;
  const site = siteOf(seen.response.url);
  const key = callKeyOf(seen);
  if (site === undefined || key === undefined) return undefined;
  const { tabId, frameId, response } = seen;
  const { url, method } = response;
  const origin = holderOf(seen);
  const isShown = async () => {
    const shown = originOf((await port.tabOf(tabId))?.url ?? '');
    if (shown === undefined || shown !== origin || !(await port.isInFront(tabId))) return false;
    // The page may have given its call up.
    return calls.nonceFor({ tabId, frameId, url, method, origin }) !== undefined;
  };
  return context.autoPayQueue(() => payAllowed(context, seen, { site, key, isShown }));
}

/** What a grant for this call would be kept under; undefined for what is no call of a tab's own document. */
export function callKeyOf(seen: Seen): string | undefined {
  const caller = holderOf(seen);
  const origin = originOf(seen.response.url);
  if (caller === undefined || origin === undefined || seen.frameId !== 0) return undefined;
  return grantKey(origin, caller);
}

/** What asks, for the rules of auto-pay. */
export async function askingOf(context: Context, seen: Seen): Promise<Asking> {
  const { type, response } = seen;
  if (type === 'main_frame') {
    return { type, secure: isSecure(response.url), reloaded: await isReload(context, seen) };
  }
  const secure = isSecure(response.url) && isSecure(holderOf(seen) ?? '');
  return { type, secure, call: callKeyOf(seen) !== undefined };
}

/** `key`: what the grant would be kept under; `isShown`: whether what asks is in front of the user, and asks still. */
type Case = {
  readonly site: Site;
  readonly key: string;
  readonly isShown: () => Promise<boolean>;
};

async function payAllowed(
  context: Context,
  seen: Seen,
  { site, key, isShown }: Case,
): Promise<Payment | undefined> {
  /** What the browser's store says of grants, limits and payees may have been written by someone else. */
  const allowed = async () => {
    const consent = await context.consents.trusted().catch(() => undefined);
    return consent?.grants[key] !== undefined && (await isShown()) ? consent : undefined;
  };
  if ((await allowed()) === undefined) return undefined;
  // What cannot be read may have been spent.
  if ((await context.journal.unreadable()) > 0) return undefined;
  const about = await askingOf(context, seen);
  // Quotes come with the cheapest first.
  const quotes = await pricedQuotesOf(context, seen);
  const payers = await payersOf(context, quotes);
  const covered = coveredOf(quotes, payers);
  // Mints may have taken long to say what they would take: what is allowed now counts.
  const consent = await allowed();
  if (consent === undefined) return undefined;
  const grant = consent.grants[key];
  const payees = consent.payees[key] ?? [];
  const reaches = (quote: Quote, facts: Facts) =>
    payees.includes(quote.offer.payee?.toLowerCase() ?? '') &&
    mustAsk(quote, about, grant, facts, context.now()) === undefined;
  const known = await Promise.all(covered.map((each) => context.journal.facts(each)));
  const quote = covered.find((each, at) => known[at] !== undefined && reaches(each, known[at]));
  if (quote === undefined) return undefined;
  // Asked again where the journal is written, as limits are: a press may have paid meanwhile.
  const check = (facts: Facts) => {
    if (!reaches(quote, facts)) throw new FareboxError('error_limit_site_day');
  };
  try {
    const sent = await approve(context, quote.id, quote.hash, { allowed: check });
    await sayPaid(context, site, key, quote);
    return sent;
  } catch {
    // Locked, over a limit, not enough: then it is asked for like any other. What may have been paid all the same is said.
    const made = await context.journal.get(quote.id).catch(() => undefined);
    if (made !== undefined && mayHaveMoved(made, context.now()))
      await sayPaid(context, site, key, quote);
    return undefined;
  }
}

function sayPaid({ port }: Context, { host }: Site, key: string, { offer }: Quote): Promise<void> {
  const testnet = networkOfOffer(offer)?.testnet === true;
  return port.notifyPaid({ key, host, price: priceOf(offer), testnet });
}

/** Whether the tab has merely loaded its page anew: F5, a refresh by the page, a link to itself. Unknown is yes. */
async function isReload({ port }: Context, { tabId, again }: Seen): Promise<boolean> {
  return again !== false || (await port.runInFrame(tabId, 0, navigationType)) === 'reload';
}
