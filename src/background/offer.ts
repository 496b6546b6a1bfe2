import { cheapestFirst, costOf } from '../core/order.ts';
import { makeQuote, type Quote } from '../core/quote.ts';
import type { Offer } from '../core/reading.ts';
import { setBadge } from '../platform/tabs.ts';
import type { Farebox } from './farebox.ts';
import { readSeen } from './read.ts';
import type { Seen } from './tabs.ts';

export const BADGE = {
  asks: '#8a4b00',
  explains: '#57606a',
  busy: '#0b57d0',
  paid: '#1a7f37',
  failed: '#b3261e',
} as const;

/** A 402's offers as quotes, the cheapest first: the same response gives the same ids and hashes each time. */
export function quotesOf(seen: Seen): { readonly offer: Offer; readonly quote: Quote }[] {
  const { id, at, response } = seen;
  const asked = { id, at, url: response.url, method: response.method };
  const made = readSeen(seen).offers.map((offer) => ({ offer, quote: makeQuote(asked, offer) }));
  return cheapestFirst(made, ({ quote }) => costOf(quote.offer));
}

/** Says on the button that a tab met a 402, and tells open pages. */
export async function announce(farebox: Farebox, seen: Seen): Promise<void> {
  const asks = readSeen(seen).offers.length > 0;
  farebox.changed();
  const { blocked } = await farebox.settings();
  if (blocked.includes(new URL(seen.response.url).origin)) return;
  await setBadge(seen.tabId, '402', asks ? BADGE.asks : BADGE.explains);
}
