import { read402 } from '../../../content/read402.ts';
import { intentOf, type Payment } from '../../../core/payment/index.ts';
import type { Knowledge } from '../../../messages/index.ts';
import type { Context } from '../../context.ts';

/** ms: for so long the end of a payment is shown in its tab, though the tab's record has lost it. */
const JUST_ENDED = 60_000;

/**
 * The payment for the address that a tab shows, where the tab's record knows of none: one that is under way, in
 * whichever tab, or one of this very tab that has ended within the last minute and that the user has not read.
 */
export async function paymentOfPage(context: Context, tabId: number): Promise<Payment | undefined> {
  const url = (await context.port.tabOf(tabId))?.url;
  if (url === undefined) return undefined;
  const intent = intentOf({ url, method: 'GET' });
  const live = await context.journal.live(intent);
  if (live !== undefined) return live;
  const now = context.now();
  return (await context.journal.newestOf(intent)).find(({ target, history, looked = 0 }) => {
    const ended = history.at(-1)?.at ?? 0;
    return now - ended < JUST_ENDED && looked < ended && target.tabId === tabId;
  });
}

/**
 * What Farebox knows of a tab whose record holds no 402. It has seen what the page answered where the headers came by,
 * or where the document began to load after the listeners were there (the browser wakes the worker for each answer).
 */
export async function knowledgeOf(context: Context, tabId: number): Promise<Knowledge> {
  const url = (await context.port.tabOf(tabId))?.url;
  if (url === undefined || !/^https?:/.test(url)) return 'no-page';
  if (context.documents.cameByNetwork(tabId, url)) return 'seen';
  const page = await context.port.runInFrame(tabId, 0, read402);
  const since = await context.watchedSince();
  const heard = page !== undefined && since !== undefined && page.began >= since;
  return heard && page.status !== 402 ? 'seen' : 'not-seen';
}
