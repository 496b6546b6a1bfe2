import type { WebRequest } from 'webextension-polyfill';
import { allInOrder } from '../../core/concurrency.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { browser, FIREFOX } from '../browser.ts';
import { keepAwake } from '../keep-awake.ts';
import { addressOf, EVERYWHERE, type ResponseHead } from '../requests/responses.ts';
import { session } from '../storage/stores.ts';
import { type Attachment, carriedBy, carries, matches, takenBy, waitingFor } from './attachment.ts';
import {
  attachHeaders,
  detachHeaders,
  detachUsed,
  neededRules,
  sweepHeaders,
} from './header-rules.ts';
import { leaveRoom } from './session-room.ts';

/** What becomes of an attached proof. */
export type AttachListener = {
  /** The request left with all its headers. */
  left(id: string): void;
  /** It left without them: something else in the browser took them off. */
  withheld(id: string): void;
  /** The request ended without an answer. */
  failed(id: string, error: string): void;
};

const KEY = 'attached';
const attached = new Map<string, Attachment>();
/** Proofs attached since this worker started. It has seen every request since, so one that it has not seen was not sent. */
const watched = new Set<string>();
/** Answered: what a redirect brings after that has the same request id, and is no answer to the proof. */
const heard = new Set<string>();
/** Attached, but the browser's rule is not there yet: a request that leaves now goes without the proof. */
const arming = new Set<string>();
let listener: AttachListener | undefined;
let watching: Watch = 'nothing';

const save = (): Promise<void> => session.set(KEY, [...attached.values()]);

/** Restores what was attached before the worker slept, and removes rules whose proof no request waits for. */
export async function restoreAttachments(events: AttachListener): Promise<void> {
  listener = events;
  const stored = await session.get(KEY);
  const items = Array.isArray(stored) ? (stored as Attachment[]) : [];
  // The worker may have ended after the request went out, and left its rule behind: remove it.
  const alive = await sweepHeaders(new Set(items.flatMap(neededRules)));
  for (const item of items) {
    // The worker may have ended before it made the rule, or after the rule was used.
    if (alive === undefined || alive.has(item.rule) || item.requestId !== undefined) {
      attached.set(item.id, item);
    }
  }
  watch();
}

/** Makes the proof ready for its request. Rejects when the browser refuses; nothing is attached then. */
export async function attach(item: Omit<Attachment, 'rule' | 'requestId'>): Promise<void> {
  // Another proof for the same film takes the place of one that is kept for it.
  for (const { id, kept, tabId, url } of attached.values()) {
    if (kept === true && tabId === item.tabId && url === item.url) await detach(id);
  }
  const attachment: Attachment = { ...item, rule: attached.get(item.id)?.rule ?? freeRule() };
  attached.set(item.id, attachment);
  watched.add(item.id);
  heard.delete(item.id);
  arming.add(item.id);
  watch();
  try {
    // Both before the page loads. A rule without a record is removed when the worker starts.
    const kept = save().catch(async () => {
      await leaveRoom(item.id);
      await save();
    });
    await allInOrder(kept, attachHeaders(attachment));
  } catch (error) {
    await detach(item.id).catch(() => undefined);
    throw error;
  } finally {
    arming.delete(item.id);
    void leaveRoom(item.id);
  }
}

function freeRule(): number {
  const taken = new Set([...attached.values()].map(({ rule }) => rule));
  let rule = 1;
  while (taken.has(rule)) rule++;
  return rule;
}

/** Removes an attached proof; does nothing when it is not attached. */
export async function detach(id: string): Promise<void> {
  const item = attached.get(id);
  if (item === undefined) return;
  attached.delete(id);
  watched.delete(id);
  watch();
  await Promise.all([save(), detachHeaders(item)]);
}

/** Leaves a proof that the site has taken to the player of its film, under another id. It stays until the tab is closed. */
export async function keepAttached(id: string, as: string): Promise<void> {
  const item = attached.get(id);
  if (item?.stays !== true) return detach(id);
  attached.delete(id);
  attached.set(as, { ...item, id: as, kept: true });
  watched.add(as);
  heard.add(as);
  watch();
  await save();
}

/** Removes what is kept for the players of a tab. */
export async function leaveTab(tabId: number): Promise<void> {
  for (const item of [...attached.values()]) {
    if (item.kept === true && item.tabId === tabId) await detach(item.id);
  }
}

/**
 * Removes Chrome's rule for a proof, so that no further request carries it. The answer to a request that went out
 * is still recognised.
 */
export async function disarm(id: string): Promise<void> {
  const item = attached.get(id);
  if (item !== undefined) await detachHeaders(item);
}

/**
 * Takes a proof down that waits for its request: none carries it from now on. Resolves with whether it has left, or may
 * have; then the answer to it is still recognised.
 */
export async function takeDown(id: string): Promise<boolean> {
  const item = attached.get(id);
  if (item === undefined) return true;
  // A request that has just left with it is still told of while Chrome removes the rule.
  if (!FIREFOX) await detachHeaders(item);
  if (mayHaveLeft(id)) return true;
  await detach(id);
  return false;
}

/**
 * The payment whose proof went with the request that this response answers; undefined for all others, and
 * for what follows a first answer.
 */
export function answered(
  head: Pick<ResponseHead, 'requestId' | 'tabId' | 'type' | 'url' | 'method'>,
): string | undefined {
  if (attached.size === 0) return undefined;
  for (const item of attached.values()) {
    // No request id is known when the worker slept while the request went out: match by address instead.
    // (In Firefox nothing is attached while the worker sleeps.) A worker that has watched all the time knows
    // that the proof did not go out, so this answer belongs to an older request.
    const ours =
      item.requestId === undefined
        ? !FIREFOX && !watched.has(item.id) && matches(item, head)
        : item.requestId === head.requestId;
    if (!ours || heard.has(item.id) || item.url !== withoutFragment(head.url)) continue;
    heard.add(item.id);
    // A redirect keeps the request id, so the answer at its end is recognised.
    if (item.requestId === undefined) attached.set(item.id, { ...item, requestId: head.requestId });
    void save();
    return item.id;
  }
  return undefined;
}

/**
 * The payment whose paid request was redirected to this address, where its proof does not go; undefined for all other
 * responses. Ask `answered` first.
 */
export function redirectedHere(head: Pick<ResponseHead, 'requestId'>): string | undefined {
  return carriedBy(attached.values(), head.requestId)?.id;
}

export const isAttached = (id: string): boolean => attached.has(id);

/** Whether a proof is attached and no answer to it has come. */
export function awaitsAnswer(id: string): boolean {
  return attached.has(id) && !heard.has(id);
}

/** Whether a proof that is attached has left, or may have left without our seeing it. */
export function mayHaveLeft(id: string): boolean {
  const item = attached.get(id);
  return (
    item !== undefined && (item.requestId !== undefined || (!FIREFOX && !watched.has(item.id)))
  );
}

type Watch = 'nothing' | 'plain' | 'all';
function leaves(item: Attachment, requestId: string): void {
  const gone = noteRequest(item, requestId);
  stayAwake();
  void save();
  if (gone === undefined) return;
  if (item.kept !== true) void detachUsed(gone);
  listener?.left(item.id);
}

/**
 * Writes down which request took a proof along. Undefined where it is another one of the player's, before the first has
 * its answer: that one tells what became of the payment.
 */
function noteRequest(item: Attachment, requestId: string): Attachment | undefined {
  const { id, kept, requestId: before } = item;
  if (before !== undefined && before !== requestId && kept !== true) return undefined;
  const gone = { ...item, requestId };
  attached.set(id, gone);
  if (before !== requestId) heard.delete(id);
  return gone;
}

/** Nothing of the proof went out, so the answer to this request is not an answer to it. */
function stays(item: Attachment): void {
  void detach(item.id);
  listener?.withheld(item.id);
}

/** Firefox: the header goes into the very request and is used up by it, and that is written down first. */
function onBeforeSend(
  details: WebRequest.OnBeforeSendHeadersDetailsType,
): Promise<WebRequest.BlockingResponse> | undefined {
  const item = waitingFor(attached.values(), details);
  if (item === undefined) return undefined;
  const names = new Set(item.headers.map(([name]) => name.toLowerCase()));
  const others = (details.requestHeaders ?? []).filter(
    ({ name }) => !names.has(name.toLowerCase()),
  );
  const requestHeaders = [...others, ...item.headers.map(([name, value]) => ({ name, value }))];
  noteRequest(item, details.requestId);
  return save().then(
    () => ({ requestHeaders }),
    () => ({}),
  );
}

/** Both: look that it really left, whatever other extensions have done to it. */
function onSend(details: WebRequest.OnSendHeadersDetailsType): void {
  const item =
    waitingFor(attached.values(), details) ??
    carriedBy(attached.values(), details.requestId) ??
    takenBy(attached.values(), details);
  if (item === undefined || item.url !== withoutFragment(addressOf(details.url))) return;
  // A redirect to the same address: the proof went out with the first request and must not be in the second.
  if (heard.has(item.id) && item.requestId === details.requestId) return;
  if (carries(item, details)) leaves(item, details.requestId);
  else if (!arming.has(item.id)) stays(item);
}

function onError(details: WebRequest.OnErrorOccurredDetailsType): void {
  const item = carriedBy(attached.values(), details.requestId);
  // A player that jumps ahead breaks off what it does not need any more.
  if (item !== undefined && item.kept !== true) listener?.failed(item.id, details.error);
}

/** What must be listened to: nothing, requests, or requests with the headers that Chrome else keeps back. */
function wanted(): Watch {
  if (attached.size === 0) return 'nothing';
  const names = [...attached.values()].flatMap(({ headers }) => headers.map(([name]) => name));
  // Firefox does not know 'extraHeaders' and throws when it is named.
  return !FIREFOX && names.some((name) => /^authorization$/i.test(name)) ? 'all' : 'plain';
}

/**
 * The background must live while a proof waits: Firefox puts it into the request from here, and in Chrome only a worker
 * that has watched all the time knows that it did not leave. For a film, Firefox puts it into each request for a part.
 */
function stayAwake(): void {
  const waits = [...attached.values()].some(
    ({ requestId, kept }) => requestId === undefined || (FIREFOX && kept === true),
  );
  keepAwake('proofs', waits);
}

/** Listens to requests only while a proof waits: a listener costs every request of every page. */
function watch(): void {
  stayAwake();
  const next = wanted();
  if (next === watching) return;
  const { onBeforeSendHeaders, onSendHeaders, onErrorOccurred } = browser.webRequest;
  if (watching !== 'nothing') {
    onBeforeSendHeaders.removeListener(onBeforeSend);
    onSendHeaders.removeListener(onSend);
    onErrorOccurred.removeListener(onError);
  }
  watching = next;
  if (next === 'nothing') return;
  if (FIREFOX)
    onBeforeSendHeaders.addListener(onBeforeSend, EVERYWHERE, ['blocking', 'requestHeaders']);
  onSendHeaders.addListener(
    onSend,
    EVERYWHERE,
    next === 'all' ? ['requestHeaders', 'extraHeaders'] : ['requestHeaders'],
  );
  onErrorOccurred.addListener(onError, EVERYWHERE);
}
