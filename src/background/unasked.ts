import { mustAsk } from '../core/allowance.ts';
import { FareboxError } from '../core/errors.ts';
import { siteOf } from '../core/origin.ts';
import type { Payment } from '../core/payment.ts';
import type { Quote } from '../core/quote.ts';
import { notifyPaid } from '../platform/notify.ts';
import { approve, priceOf } from './approve.ts';
import type { Farebox } from './farebox.ts';
import { calendarOf } from './limits.ts';
import { quotesOf } from './offer.ts';
import { pay } from './pay.ts';
import { send } from './send.ts';
import type { Seen } from './tabs.ts';
import { exclusively } from './turns.ts';

/**
 * Pays a page without asking where the person has allowed its site to be paid so; undefined where it must
 * be asked for. It goes the way of every payment, limits and journal included, and is said afterwards with
 * a way to stop it.
 */
export async function payUnasked(farebox: Farebox, seen: Seen): Promise<Payment | undefined> {
  const site = siteOf(seen.response.url);
  const { allowances } = await farebox.settings();
  const allowance = site && allowances[site.origin];
  if (site === undefined || allowance === undefined) return undefined;
  const now = farebox.now();
  const { day } = calendarOf(now);
  const about = { type: seen.type, secure: site.secure };
  const reaches = (quote: Quote, payments: readonly Payment[]) =>
    mustAsk(quote, about, allowance, payments, day, now) === undefined;
  const payments = await farebox.journal.list();
  const quote = quotesOf(seen)
    .map((made) => made.quote)
    .find((each) => reaches(each, payments));
  if (quote === undefined) return undefined;
  // Asked again where the journal is written: pages that load at once are counted against each other.
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
