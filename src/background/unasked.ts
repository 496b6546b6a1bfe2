import { navigationType } from '../content/navigation.ts';
import { type Allowance, mustAsk } from '../core/allowance.ts';
import { FareboxError } from '../core/errors.ts';
import { type Site, siteOf } from '../core/origin.ts';
import type { Payment } from '../core/payment.ts';
import { createQueue } from '../core/queue.ts';
import type { Quote } from '../core/quote.ts';
import { notifyPaid } from '../platform/notify.ts';
import { isInFront, runInFrame } from '../platform/tabs.ts';
import { approve, priceOf } from './approve.ts';
import type { Farebox } from './farebox.ts';
import { calendarOf } from './limits.ts';
import { pay } from './pay.ts';
import { pricedQuotesOf } from './priced.ts';
import { send } from './send.ts';
import type { Seen } from './tabs.ts';
import { exclusively } from './turns.ts';
import { covers, payersOf } from './views/payers.ts';

/** One after another: pages that load at once are counted against each other. */
const inOrder = createQueue();

/**
 * Pays a page without asking where the user has allowed its site to be paid so; undefined where it must be asked for.
 * Only the page that the user looks at, and only after a navigation that the user or the site itself began: else any
 * other site could spend the allowance. It goes the way of every payment, limits and journal included, and is said
 * afterwards with a way to stop it.
 */
export async function payUnasked(farebox: Farebox, seen: Seen): Promise<Payment | undefined> {
  const site = siteOf(seen.response.url);
  if (site === undefined || seen.begunHere !== true) return undefined;
  return inOrder(async () => {
    const { allowances } = await farebox.settings();
    const allowance = allowances[site.origin];
    if (allowance === undefined || !(await isInFront(seen.tabId))) return undefined;
    return payAllowed(farebox, seen, site, allowance);
  });
}

async function payAllowed(
  farebox: Farebox,
  seen: Seen,
  site: Site,
  allowance: Allowance,
): Promise<Payment | undefined> {
  // What cannot be read may have been spent.
  if ((await farebox.journal.unreadable()) > 0) return undefined;
  const now = farebox.now();
  const { day } = calendarOf(now);
  const about = { type: seen.type, secure: site.secure, reloaded: await isReload(seen) };
  const reaches = (quote: Quote, payments: readonly Payment[]) =>
    mustAsk(quote, about, allowance, payments, day, now) === undefined;
  const payments = await farebox.journal.list();
  // Quotes come with the cheapest first.
  const quotes = await pricedQuotesOf(farebox, seen);
  const payers = await payersOf(farebox, quotes);
  const quote = quotes
    .filter(({ short }) => short !== true)
    .map((made) => made.quote)
    .find((each) => covers(payers.get(each.id), each) && reaches(each, payments));
  if (quote === undefined) return undefined;
  // Asked again where the journal is written: a press may have paid meanwhile.
  const allowed = (records: readonly Payment[]) => {
    if (!reaches(quote, records)) throw new FareboxError('error_limit_site_day');
  };
  try {
    return await exclusively(quote.id, async () => {
      const approved = await approve(farebox, quote.id, quote.hash, allowed);
      const sent = await send(farebox, await pay(farebox, approved));
      await notifyPaid(site.origin, site.host, priceOf(quote.offer));
      return sent;
    });
  } catch {
    // Locked, over a limit, not enough: then it is asked for like any other.
    return undefined;
  }
}

/** Whether the tab has merely loaded its page anew: F5, a refresh by the page, a link to itself. Unknown is yes. */
async function isReload({ tabId, again }: Seen): Promise<boolean> {
  return again !== false || (await runInFrame(tabId, 0, navigationType)) === 'reload';
}
