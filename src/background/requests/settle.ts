import { refusalKey } from '../../core/offers/refusal-reasons.ts';
import { intentOf, type Payment } from '../../core/payment/index.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { isPlayed, isRedirect } from '../../core/web/response-kind.ts';
import type { Context } from '../context.ts';
import { landedOf, outcomeOf } from '../payments/outcome.ts';
import { handlersOf } from '../payments/wallet-steps.ts';
import type { Seen } from '../stores/tab-store.ts';
import type { Captured } from './capture.ts';
import { changeOf } from './take-change.ts';

/**
 * The answer to the request that carried our proof. Only this request may settle its payment: a receipt
 * on any other response counts for none. What the answer gave back is written down in the same step.
 */
export function settle(
  context: Context,
  paymentId: string,
  response: HttpResponse,
): Promise<Payment | undefined> {
  return context.payments.tell(paymentId, (payment) => {
    // With the proof that it still has; nothing waits for it.
    context.exchanges.answered(payment, response);
    const { protocol } = handlersOf(context, payment);
    const said = protocol.receipt(response);
    const outcome = outcomeOf(payment, response, said, context.readings.of);
    const change = changeOf(payment, protocol, response);
    const elsewhere = payment.proof && protocol.proofElsewhere?.(payment.proof, response, said);
    return {
      type: 'answered',
      outcome,
      ...(elsewhere === undefined ? {} : { elsewhere }),
      ...(change === undefined ? {} : { change }),
      ...(isPlayed(payment.target.type, response) ? { played: true } : {}),
    };
  });
}

/** As `settle`; what a page's part asked for, and got, is asked for no more. What it has asked for since is. */
export async function settled(
  context: Context,
  paymentId: string,
  { head: { tabId, type }, response }: Captured,
): Promise<void> {
  const came = context.now();
  const payment = await settle(context, paymentId, response);
  if (type === 'main_frame' || payment?.state !== 'settled') return;
  const intent = intentOf(payment.quote);
  await context.tabs.change(tabId < 0 ? payment.target.tabId : tabId, (tab) => ({
    ...tab,
    seen: tab.seen.filter((seen) => intentOf(seen.response) !== intent || seen.at >= came),
  }));
}

/**
 * The answer at the end of a redirect that the paid request was answered with: the same request at another address,
 * to which the proof did not go. A further redirect is no end.
 */
export async function landed(
  context: Context,
  paymentId: string,
  response: HttpResponse,
): Promise<void> {
  if (isRedirect(response)) return;
  await context.payments.tell(paymentId, (payment) => {
    context.exchanges.landed(payment, response);
    return { type: 'landed', outcome: landedOf(payment, response) };
  });
}

/** Whether a reason says more than that a payment is required. */
function tells(reason: string | undefined): boolean {
  return reason !== undefined && refusalKey(reason) !== 'refused_unread';
}

/** The body of a second 402 came later and names the reason (x402 v1, and servers that name it in no header). */
export async function explain(context: Context, seen: Seen): Promise<void> {
  const { payment: id } = await context.tabs.get(seen.tabId);
  if (id === undefined) return;
  await context.payments.tell(id, (payment) => {
    const { quote, ending: before } = payment;
    if (payment.state !== 'refused' || quote.url !== withoutFragment(seen.response.url)) return;
    if (before?.kind !== 'refused' || tells(before.reason)) return;
    const { protocol } = handlersOf(context, payment);
    const said = protocol.receipt(seen.response);
    const { ending, receipt } = outcomeOf(payment, seen.response, said, context.readings.of);
    if (ending?.kind !== 'refused') return;
    return { type: 'explained', ending, ...(receipt === undefined ? {} : { receipt }) };
  });
}
