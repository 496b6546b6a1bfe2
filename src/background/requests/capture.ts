import { type HttpResponse, headerValues, withoutFragment } from '../../core/web/http.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';
import type { ResponseHead } from '../../platform/requests/responses.ts';
import type { TabRecord } from '../stores/tab-store.ts';

/** A response on its way from the network to the tabs' records. */
export type Captured = {
  readonly head: ResponseHead;
  readonly response: HttpResponse;
  /** Being read as it passes by; absent where it is not needed or cannot be. */
  readonly body?: Promise<string>;
  /** Of a page: the addresses of other origins that redirected it here. */
  readonly via?: readonly string[];
  /** Of a page: its tab showed this very address before. */
  readonly again?: boolean;
  /** A worker asked: the tab is one that shows its site. */
  readonly worker?: true;
};

/** True for the answers that ask for money: a 402, and the 412 by which x402 asks for an allowance first. */
export function mayAsk({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 402 || status === 412;
}

/**
 * Looks at a response as it comes by. Must run within the browser's event: only then can the body still
 * be had. Undefined for all that Farebox has nothing to do with.
 */
export function capture402(
  port: Pick<BrowserPort, 'streamsBodies' | 'streamBody'>,
  head: ResponseHead,
  paid: boolean,
): Captured | undefined {
  if ((!mayAsk(head) && !paid) || head.speculative) return undefined;
  const response = responseOf(head);
  const { status } = head;
  if (status !== 402 || !port.streamsBodies) return { head, response };
  const contentType = headerValues(response, 'content-type')[0];
  const body = port.streamBody(head.requestId, contentType);
  // Whether it is needed is found out later; then a failure has its answer, and until then it is none.
  body.catch(() => undefined);
  return { head, response, body };
}

/** What the parts of a page have asked for since a time (ms since 1970). */
export function partsSince({ seen }: TabRecord, time: number): TabRecord['seen'] {
  return seen.filter(({ type, at }) => type !== 'main_frame' && at >= time);
}

/** A response without its body. */
export function responseOf({ url, method, status, headers }: ResponseHead): HttpResponse {
  return { url, method, status, headers: headers() };
}

/**
 * The payment that a tab goes on showing when its page is another: one that this very page answers, one whose proof
 * waits for its answer, and, where the page is no 402, the payment for this address. `url`: the page's, if it is no 402.
 */
export function stillShown(
  port: Pick<BrowserPort, 'awaitsAnswer'>,
  tab: TabRecord,
  paymentId: string | undefined,
  url?: string,
): Pick<TabRecord, 'payment' | 'paidUrl' | 'paidOn'> {
  const { payment, paidUrl, paidOn } = tab;
  if (payment === undefined) return {};
  const same = url !== undefined && paidUrl === withoutFragment(url);
  if (payment !== paymentId && !port.awaitsAnswer(payment) && !same) return {};
  return {
    payment,
    ...(paidUrl === undefined ? {} : { paidUrl }),
    ...(paidOn === undefined ? {} : { paidOn }),
  };
}
