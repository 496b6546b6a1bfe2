import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';

/** Marks a 402 of a tab as answered with "Not now", or takes that back. Undefined when it is no longer there. */
export async function setSkipped(
  context: Context,
  tabId: number,
  seenId: string,
  skipped: boolean,
): Promise<Seen | undefined> {
  const { seen } = await context.tabs.change(tabId, (tab) => ({
    ...tab,
    seen: tab.seen.map((item) => (item.id === seenId ? { ...item, skipped } : item)),
  }));
  return seen.find(({ id }) => id === seenId);
}

/** Whether a 402 was answered with "Not now", by now: it may have been read from the record before. */
export async function isSkipped(context: Context, { tabId, id }: Seen): Promise<boolean> {
  const { seen } = await context.tabs.get(tabId);
  return seen.find((item) => item.id === id)?.skipped === true;
}
