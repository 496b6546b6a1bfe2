import { read402 } from '../content/read402.ts';
import { type HttpResponse, withoutFragment } from '../core/http.ts';
import { hasPaid, type Payment } from '../core/payment.ts';
import { runInFrame } from '../platform/tabs.ts';

/** ms: by so much a page's clock may differ from ours. */
const SLACK = 1_000;

/**
 * The answer that opened the door of a paid page while nobody was awake to hear it: what its document says now,
 * if it was loaded since the proof was sent. Its headers are gone. Undefined where it cannot be known; and where
 * money may still move, since an open door says nothing of that.
 */
export async function unheard(payment: Payment): Promise<HttpResponse | undefined> {
  const { target, quote, history } = payment;
  const sent = history.findLast(({ state }) => state === 'sent');
  if (!hasPaid(payment) || sent === undefined || target.type !== 'main_frame') return undefined;
  const page = await runInFrame(target.tabId, 0, read402);
  if (page === undefined || withoutFragment(page.url) !== quote.url) return undefined;
  if (page.began < sent.at - SLACK || page.status < 200 || page.status > 299) return undefined;
  return { url: quote.url, method: quote.method, status: page.status, headers: [] };
}
