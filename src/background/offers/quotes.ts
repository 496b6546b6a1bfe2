import type { Offer } from '../../core/offers/offer.ts';
import { makeQuote, type Quote } from '../../core/offers/quote.ts';
import { cheapestFirst, costOf } from '../../core/rules/order.ts';
import { blockedBy } from '../../core/rules/policy.ts';
import type { ButtonState } from '../button/button.ts';
import { hostOf, showButton } from '../button/show-button.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';
import { isPracticeAt } from './choose-wallet.ts';
import { isOwnSite } from './in-front.ts';
import { isSkipped } from './skipped.ts';

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

/** The offer that a line or the button names: the cheapest that can be paid, else the cheapest. */
export function firstQuoteOf(
  context: Pick<Context, 'readings'>,
  seen: Seen,
): ReturnType<typeof quotesOf>[number] | undefined {
  const quotes = quotesOf(context, seen);
  return quotes.find(({ offer }) => offer.payable) ?? quotes[0];
}

/**
 * Says on the button that a tab met a 402, and tells open pages. The button speaks for the page itself, and for offers
 * to its own site's frames and scripts: a tracker's unpaid bill is listed in the popup and said nowhere else.
 */
export async function show402(context: Context, seen: Seen): Promise<void> {
  const { offers } = context.readings.of(seen.response);
  context.changed();
  if (await isSkipped(context, seen)) return;
  if (seen.type !== 'main_frame' && !(offers.length > 0 && (await isOwnSite(context, seen))))
    return;
  const { port, wallets } = context;
  const { url } = seen.response;
  const host = hostOf(url);
  const show = (state: ButtonState) => showButton(port, seen.tabId, state);
  const by = blockedBy(url, await context.settings());
  if (by !== undefined) return show({ kind: by === 'user' ? 'blocked' : 'forbidden', host });
  const first = firstQuoteOf(context, seen);
  if (first === undefined) return show({ kind: 'explains', host });
  const practice = await isPracticeAt(wallets, url);
  return show({ kind: 'asks', host, money: { offer: first.quote.offer, practice } });
}

/** Says anew what the button says of each tab's page, where its URL is meant and nothing of it has been paid. */
export async function showPages(
  context: Context,
  isMeant: (url: string) => boolean = () => true,
): Promise<void> {
  for (const { seen, payment } of await context.tabs.all()) {
    const page = seen.find(({ type }) => type === 'main_frame');
    if (page === undefined || payment !== undefined) continue;
    if (isMeant(page.response.url)) await show402(context, page);
  }
}
