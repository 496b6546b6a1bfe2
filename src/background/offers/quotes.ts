import type { Offer } from '../../core/offers/offer.ts';
import { makeQuote, type Quote } from '../../core/offers/quote.ts';
import { cheapestFirst, costOf } from '../../core/rules/order.ts';
import { siteKey } from '../../core/web/site/site.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';
import { isSkipped } from './skipped.ts';

export const BADGE = {
  asks: '#8a4b00',
  explains: '#57606a',
} as const;

/** A 402's offers as quotes, the cheapest first: the same response gives the same ids and hashes each time. */
export function quotesOf(
  { readings }: Pick<Context, 'readings'>,
  seen: Seen,
): { readonly offer: Offer; readonly quote: Quote }[] {
  const { id, at, response } = seen;
  const asked = { id, at, url: response.url, method: response.method };
  const made = readings
    .of(response)
    .offers.map((offer) => ({ offer, quote: makeQuote(asked, offer) }));
  return cheapestFirst(made, ({ quote }) => costOf(quote.offer));
}

/**
 * Says on the button that a tab met a 402, and tells open pages. The button speaks for the page itself, and for offers
 * to its own site's frames and scripts: a tracker's unpaid bill is listed in the popup and said nowhere else.
 */
export async function show402Badge(context: Context, seen: Seen): Promise<void> {
  const { offers } = context.readings.of(seen.response);
  context.changed();
  if (await isSkipped(context, seen)) return;
  const { blocked } = await context.settings();
  if (blocked.includes(new URL(seen.response.url).origin)) return;
  if (seen.type !== 'main_frame' && !(offers.length > 0 && (await isOwnSite(context, seen))))
    return;
  await context.port.setBadge(seen.tabId, '402', offers.length > 0 ? BADGE.asks : BADGE.explains);
}

/** Whether a frame's or a script's 402 is of the site that its tab shows. */
async function isOwnSite({ port }: Context, { tabId, response }: Seen): Promise<boolean> {
  const page = (await port.tabOf(tabId))?.url;
  return page !== undefined && siteKey(page) === siteKey(response.url);
}
