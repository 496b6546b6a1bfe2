import type { DocumentReading } from '../../content/read402.ts';
import { badgeOf, isRedirected, type Payment } from '../../core/payment/index.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { isSuccess } from '../../core/web/response-kind.ts';
import { showPayment } from '../button/show-button.ts';
import type { Context } from '../context.ts';
import { showPopup } from '../offers/show-popup.ts';
import { documentSince, missedAnswer, showsOldDocument } from '../payments/missed-answer.ts';
import { landed, settle } from './settle.ts';

/**
 * What the document of a payment's tab shows of it: that its page is open although no answer was heard, that a redirect
 * has ended, or that a file was saved and the document is the old one.
 */
async function lookAtPage(context: Context, payment: Payment): Promise<void> {
  const { port, payments } = context;
  const { id, state, came, target } = payment;
  const isLoading = async () => (await port.tabOf(target.tabId))?.loading !== false;
  if (state === 'settled' && came === 'page' && (await showsOldDocument(port, payment))) {
    // While the new document is not there yet, the old one says nothing.
    if (!(await isLoading())) await payments.tell(id, { type: 'came', came: 'file' });
    return;
  }
  if (state === 'settled' && came === 'file') {
    const page = await documentSince(port, payment);
    if (isPage(payment, page)) await payments.tell(id, { type: 'came', came: 'page' });
    return;
  }
  if (state !== 'sent' && state !== 'unknown') return;
  const answer = await missedAnswer(port, payment);
  if (answer !== undefined) {
    await settle(context, id, answer);
    return;
  }
  // While the redirect is followed, the tab still shows the document that asked; its answer comes by webRequest.
  if (!isRedirected(payment) || (await isLoading())) return;
  const page = await documentSince(port, payment);
  if (page === undefined || page.status === 0 || hasAsked(payment, page)) return;
  await landed(context, id, { url: page.url, method: 'GET', status: page.status, headers: [] });
}

/** The document of the 402 that was paid: by a clock that differs a little it may seem to be younger than the proof. */
function hasAsked({ quote }: Payment, page: DocumentReading): boolean {
  return page.status === 402 && withoutFragment(page.url) === quote.url;
}

function isPage({ quote }: Payment, page: DocumentReading | undefined): boolean {
  return page !== undefined && isSuccess(page) && withoutFragment(page.url) === quote.url;
}

async function paymentOfTab(context: Context, tabId: number): Promise<Payment | undefined> {
  const { payment: id } = await context.tabs.get(tabId);
  return id === undefined ? undefined : context.journal.get(id);
}

/** The same when the user looks: a browser that saves a file need not say that the tab has loaded. */
export async function lookAtTab(context: Context, tabId: number): Promise<void> {
  const payment = await paymentOfTab(context, tabId);
  if (payment !== undefined) await lookAtPage(context, payment);
}

/**
 * The page that a payment was for has loaded. The browser took the button's state away with the old page; and
 * where it did not open, the popup says why, or the user would be left with the server's blank `{}`.
 */
export async function showOutcome(context: Context, tabId: number): Promise<void> {
  const last = await paymentOfTab(context, tabId);
  if (last === undefined) return;
  await lookAtPage(context, last);
  const payment = (await context.journal.get(last.id)) ?? last;
  const badge = badgeOf(payment);
  if (badge !== undefined) await showPayment(context.port, payment, badge);
  const bad = payment.state === 'refused' || payment.state === 'unknown';
  if (!bad || payment.target.type !== 'main_frame' || context.shown.has(payment.id)) return;
  context.shown.add(payment.id);
  await showPopup(context, tabId, payment.quote.url);
}
