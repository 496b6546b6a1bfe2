import { originOf } from '../core/web/origin.ts';
import { isDocument, isRedirect } from '../core/web/response-kind.ts';
import { onAlarm } from '../platform/alarms.ts';
import { answered, redirectedHere, restoreAttachments } from '../platform/attach.ts';
import { onMessage, onPopup } from '../platform/messages.ts';
import { onNotification } from '../platform/notify.ts';
import { onResponse, type ResponseHead } from '../platform/responses.ts';
import { closeToPages, session } from '../platform/stores.ts';
import { onTabClosed, onTabLoaded, tabOf, tabOfSite } from '../platform/tabs.ts';
import type { Paid, Whole } from './app.ts';
import { isIdle } from './journal/is-idle.ts';
import { mayAsk, responseOf, type Sighting, sight, stillShown } from './requests/capture.ts';
import {
  cameByNetwork,
  forgetDocument,
  isNewestDocument,
  noteAskedWorker,
  noteDocument,
} from './stores/network-documents.ts';
import { createRedirects, leavesOrigin } from './stores/redirects.ts';
import { createTabs } from './stores/tab-store.ts';
import { noteWatched } from './stores/watched-since.ts';

// What runs while people browse where nothing is asked of them: it listens, and knows what to let go by.
// All else is loaded when there is something to do.

/** How long after waking the events that woke us get to be heard first. */
const SETTLE_IN = 1_000;

const tabs = createTabs(session);
const redirects = createRedirects(session);

let loading: Promise<Whole> | undefined;
let awake = false;
const ready = start();

function load(): Promise<Whole> {
  loading ??= import('./app.ts').then(({ createWhole }) => createWhole(tabs));
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** Runs `task` in its turn: whoever waits for the same load goes on in the order in which they came. */
async function withWhole<T>(task: (whole: Whole) => T | Promise<T>): Promise<T> {
  await ready;
  return task(await load());
}

/** The turn of a task that needs no more than this file: after those that came before it and wait. */
async function turn(): Promise<void> {
  await ready;
  await loading;
}

async function start(): Promise<void> {
  void noteWatched(session, Date.now()).catch(() => undefined);
  await Promise.all([closeToPages().catch(() => undefined), redirects.load()]);
  await restoreAttachments({
    left: (id) => void withWhole(({ attached }) => attached.left(id)),
    withheld: (id) => void withWhole(({ attached }) => attached.withheld(id)),
    failed: (id, error) => void withWhole(({ attached }) => attached.failed(id, error)),
  });
  awake = true;
  setTimeout(() => void recover(), SETTLE_IN);
}

async function recover(): Promise<void> {
  if (!(await isIdle())) await withWhole((whole) => whole.woken());
}

// Every listener is added while the worker starts: the browser wakes it for no others.

onResponse((head) => {
  if (head.tabId < 0) return void takeOfWorker(head);
  // Headers are parsed once for a page, and for nothing else unless it asks for payment.
  const visit = head.type === 'main_frame' && !head.speculative ? responseOf(head) : undefined;
  if (visit !== undefined && isRedirect(visit)) noteRedirect(head);
  const page = visit !== undefined && isDocument(visit);
  const again = page && cameByNetwork(head.tabId, head.url);
  if (page) noteDocument(head.tabId, head.url, head.requestId);
  // While the worker wakes no one knows yet whose answer this is; only then does every response wait.
  const paid = awake ? paidBy(head) : undefined;
  const sighting = sight(head, paid !== undefined || !awake);
  if (sighting !== undefined) {
    hold(head.tabId, take(again ? { ...sighting, again } : sighting, page, paid));
  } else if (page) void forgetPage(head);
});

/** Responses on their way into the record of their tab, by tab. */
const taking = new Map<number, Promise<unknown>>();

/** A page that has loaded waits for what came before it: after a start of the worker both are told at once. */
function hold(tabId: number, task: Promise<void>): void {
  const all = Promise.allSettled([taking.get(tabId), task]).then(() => {
    if (taking.get(tabId) === all) taking.delete(tabId);
  });
  taking.set(tabId, all);
}

function noteRedirect({ requestId, url, headers }: ResponseHead): void {
  const location = headers().find(([name]) => name.toLowerCase() === 'location');
  if (leavesOrigin(url, location?.[1])) redirects.note(requestId, url);
}

/** The payment that a response answers: its own request's answer, or the answer that a redirect of it led to. */
function paidBy(head: ResponseHead): Paid | undefined {
  const id = answered(head);
  if (id !== undefined) return { id, redirected: false };
  const redirected = redirectedHere(head);
  return redirected === undefined ? undefined : { id: redirected, redirected: true };
}

/** `page`: it takes the place of what its tab shows. */
async function take(sighting: Sighting, page: boolean, early: Paid | undefined): Promise<void> {
  const { head, response } = sighting;
  await ready;
  const paid = early ?? paidBy(head);
  const known = { ...sighting, via: redirects.of(head.requestId) };
  const needed = paid !== undefined || mayAsk(response);
  const asks = needed && (await (await load()).seen(known, paid));
  if (!asks && page) await forgetPage(head, paid?.id);
}

/** What a page's own service worker fetches belongs to no tab, as the browser tells it: the site's tab is taken. */
async function takeOfWorker(head: ResponseHead): Promise<void> {
  if (head.status !== 402) return;
  const origin = originOf(head.initiator ?? '');
  if (origin === undefined) return;
  const sighting = sight(head, false);
  if (sighting === undefined) return;
  if (head.method === 'GET') noteAskedWorker({ response: sighting.response, at: Date.now() });
  const tabId = await tabOfSite(origin);
  if (tabId === undefined) return;
  await withWhole(({ seen }) =>
    seen({ ...sighting, head: { ...head, tabId, frameId: 0 } }, undefined),
  );
}

/** A page that is no 402 has taken the place of what its tab showed. */
async function forgetPage(head: ResponseHead, paymentId?: string): Promise<void> {
  await turn();
  const { tabId, requestId, url } = head;
  await tabs.change(tabId, (tab) => {
    const empty = tab.seen.length === 0 && tab.payment === undefined;
    if (empty || !isNewestDocument(tabId, requestId)) return tab;
    return { seen: [], ...stillShown(tab, paymentId, url) };
  });
}

/** Most documents came by webRequest and were no 402: there is nothing to ask them. */
async function loaded(tabId: number, url: string | undefined): Promise<void> {
  if (url === undefined || !/^https?:/.test(url)) return leave(tabId);
  await turn();
  await taking.get(tabId);
  // The record as it is after the changes that are under way.
  const { seen, payment } = await tabs.change(tabId, (tab) => tab);
  if (seen.length === 0 && payment === undefined && cameByNetwork(tabId, url)) return;
  await withWhole((whole) => whole.loaded(tabId, url));
}

/**
 * A tab shows what webRequest knows nothing of: `about:blank`, the browser's own pages, `data:`. What it had seen before
 * is not offered any more.
 */
async function leave(tabId: number): Promise<void> {
  await turn();
  const { seen } = await tabs.change(tabId, (tab) => tab);
  if (seen.length === 0) return;
  const tab = await tabOf(tabId);
  // Meanwhile it may be on its way to a page again, whose 402 has come already.
  if (tab === undefined || tab.loading || originOf(tab.url ?? '') !== undefined) return;
  forgetDocument(tabId);
  await tabs.change(tabId, (tab) => ({ seen: [], ...stillShown(tab, undefined) }));
}

async function closed(tabId: number): Promise<void> {
  forgetDocument(tabId);
  await turn();
  await tabs.forget(tabId);
}

onTabLoaded((tabId, url) => void loaded(tabId, url));
onTabClosed((tabId) => void closed(tabId));
onMessage((message, sender) => withWhole((whole) => whole.asked(message, sender)));
onPopup(
  ({ tabId, pressed }) => void (pressed && withWhole((whole) => whole.pressed(tabId))),
  (tabId) => void withWhole((whole) => whole.popupClosed(tabId)),
);
onNotification((origin) => void withWhole((whole) => whole.stopPaying(origin)));
onAlarm((name) => void withWhole((whole) => whole.rang(name)));
