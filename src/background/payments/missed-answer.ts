import { type DocumentReading, read402 } from '../../content/read402.ts';
import { hasPaid, isOfPage, type Payment } from '../../core/payment/index.ts';
import { type HttpResponse, withoutFragment } from '../../core/web/http.ts';
import { isSuccess } from '../../core/web/response-kind.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';

/** ms: by so much a page's clock may differ from ours. */
const SLACK = 1_000;

type Page = Pick<BrowserPort, 'runInFrame'>;

/**
 * The answer that opened a paid page without Farebox hearing it (the worker was not awake, or the browser sent the
 * proof with another request than the one that was watched): what its document says now, if it was loaded since the
 * proof was sent. Its headers are gone. Undefined where it cannot be known; and while money may still move, since that
 * a page is open says nothing of that.
 */
export async function missedAnswer(
  port: Page,
  payment: Payment,
): Promise<HttpResponse | undefined> {
  const { quote } = payment;
  const page = hasPaid(payment) ? await documentSince(port, payment) : undefined;
  if (page === undefined || withoutFragment(page.url) !== quote.url || !isSuccess(page)) {
    return undefined;
  }
  return { url: quote.url, method: quote.method, status: page.status, headers: [] };
}

/** The document of a paid page's tab, if it was loaded since the proof was sent last. */
export async function documentSince(
  port: Page,
  payment: Payment,
): Promise<DocumentReading | undefined> {
  const page = await documentOf(port, payment);
  return page !== undefined && isSince(payment, page) ? page : undefined;
}

/** Whether a paid page's tab still shows a document from before: what was paid for is a file, or nothing. */
export async function showsOldDocument(port: Page, payment: Payment): Promise<boolean> {
  const page = await documentOf(port, payment);
  return page !== undefined && !isSince(payment, page);
}

function isSince({ history }: Payment, { began }: DocumentReading): boolean {
  const sent = history.findLast(({ state }) => state === 'sent');
  return sent !== undefined && began >= sent.at - SLACK;
}

/** Only a page that Farebox loads is the document of its tab: a form's answer is, too, but so is the form itself. */
async function documentOf(port: Page, payment: Payment): Promise<DocumentReading | undefined> {
  return isOfPage(payment) ? port.runInFrame(payment.target.tabId, 0, read402) : undefined;
}
