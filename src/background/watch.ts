import { type HttpResponse, headerValues } from '../core/http.ts';
import { isAttached } from '../platform/attach.ts';
import { STREAMS_BODIES, streamBody } from '../platform/body.ts';
import type { ResponseHead } from '../platform/responses.ts';
import type { Farebox } from './farebox.ts';
import { announce } from './offer.ts';
import { isPaymentRequired, wantsBody } from './read.ts';
import { explain } from './settle.ts';
import type { Seen, TabRecord } from './tabs.ts';

/** A response on its way from the network to the tabs' records. */
export type Sighting = {
  readonly head: ResponseHead;
  readonly response: HttpResponse;
  /** Being read as it passes by; absent where it is not needed or cannot be. */
  readonly body?: Promise<string>;
};

/**
 * Looks at a response as it comes by. Must run within the browser's event: only then can the body still
 * be had. Undefined for all that Farebox has nothing to do with.
 */
export function sight(head: ResponseHead, paid: boolean): Sighting | undefined {
  if ((head.status !== 402 && head.status !== 412 && !paid) || head.tabId < 0) return undefined;
  if (head.speculative) return undefined;
  const { url, method, status } = head;
  const response: HttpResponse = { url, method, status, headers: head.headers() };
  if (!paid && !isPaymentRequired(response)) return undefined;
  if (status === 402 && STREAMS_BODIES && wantsBody(response)) {
    const contentType = headerValues(response, 'content-type')[0];
    return { head, response, body: streamBody(head.requestId, contentType) };
  }
  return { head, response };
}

/** Writes a 402 into its tab's record: the page's own replaces all, a frame's or a fetch's joins. */
export async function record(
  farebox: Farebox,
  sighting: Sighting,
  paymentId: string | undefined,
): Promise<Seen> {
  const { head, response } = sighting;
  const wanted = response.status === 402 && wantsBody(response);
  const seen: Seen = {
    id: crypto.randomUUID(),
    tabId: head.tabId,
    frameId: head.frameId,
    type: head.type,
    response,
    at: farebox.now(),
    ...(head.type === 'main_frame' || head.initiator === undefined
      ? {}
      : { initiator: head.initiator }),
    body: !wanted
      ? 'none'
      : head.type === 'xmlhttprequest' && !STREAMS_BODIES
        ? 'missing'
        : 'awaited',
  };
  await farebox.tabs.change(head.tabId, (tab) => {
    if (head.type !== 'main_frame')
      return { ...tab, seen: [...tab.seen.filter(notSame(seen)), seen] };
    const before = tab.seen.find(({ type }) => type === 'main_frame');
    return {
      seen: [seen],
      ...(before === undefined ? {} : { before }),
      ...stillShown(tab, paymentId),
    };
  });
  if (sighting.body !== undefined) void addBody(farebox, seen, sighting.body);
  return seen;
}

/** The payment that a tab goes on showing when its page is another: one that this very page answers. */
export function stillShown(
  tab: TabRecord,
  paymentId: string | undefined,
): Pick<TabRecord, 'payment'> {
  const { payment } = tab;
  if (payment === undefined || (payment !== paymentId && !isAttached(payment))) return {};
  return { payment };
}

/** The same frame or fetch that asks again takes the place of its old self. */
function notSame(seen: Seen): (other: Seen) => boolean {
  const { type, frameId, response } = seen;
  return (other) =>
    other.type !== type ||
    other.frameId !== frameId ||
    other.response.url !== response.url ||
    other.response.method !== response.method;
}

async function addBody(farebox: Farebox, seen: Seen, body: Promise<string>): Promise<void> {
  const text = await body.catch(() => undefined);
  const complete = await setBody(farebox, seen, text);
  if (complete === undefined) return;
  await explain(farebox, complete);
  await announce(farebox, complete);
}

/** Adds the body to a 402; undefined when it is no longer there. */
export async function setBody(
  farebox: Farebox,
  seen: Pick<Seen, 'id' | 'tabId'>,
  body: string | undefined,
): Promise<Seen | undefined> {
  let complete: Seen | undefined;
  await farebox.tabs.change(seen.tabId, (tab) => ({
    ...tab,
    seen: tab.seen.map((other) => {
      if (other.id !== seen.id) return other;
      complete =
        body === undefined
          ? { ...other, body: 'missing' }
          : { ...other, body: 'read', response: { ...other.response, body } };
      return complete;
    }),
  }));
  return complete;
}
