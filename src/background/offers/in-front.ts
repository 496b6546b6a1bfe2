import { siteKey } from '../../core/web/site/site.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';

/** Whether a frame's or a script's 402 is of the site that its tab shows. */
export async function isOwnSite(
  { port }: Pick<Context, 'port'>,
  { tabId, response }: Pick<Seen, 'tabId' | 'response'>,
): Promise<boolean> {
  const page = (await port.tabOf(tabId))?.url;
  return page !== undefined && siteKey(page) === siteKey(response.url);
}

/**
 * Of the 402s of a tab the one that is drawn: that of the page itself, else the one that the button speaks for, the
 * newest offer to the page's own site; else the newest offer, else the newest.
 */
export async function inFront(
  context: Pick<Context, 'port' | 'readings'>,
  seen: readonly Seen[],
): Promise<Seen | undefined> {
  const page = seen.find(({ type }) => type === 'main_frame');
  if (page !== undefined || seen.length < 2) return page ?? seen[0];
  const offering = seen.filter(({ response }) => context.readings.of(response).offers.length > 0);
  for (const each of offering.toReversed()) if (await isOwnSite(context, each)) return each;
  return offering.at(-1) ?? seen.at(-1);
}
