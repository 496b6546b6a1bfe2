import { originOf } from '../core/web/origin.ts';
import { isDocument, isRedirect } from '../core/web/response-kind.ts';
import type { BrowserEvents } from '../platform/browser-events.ts';
import type { BrowserPort } from '../platform/browser-port.ts';
import type { ResponseHead } from '../platform/requests/responses.ts';
import type { App, Paid } from './app.ts';
import { JOURNAL } from './journal/db/name.ts';
import { isIdle } from './journal/is-idle.ts';
import {
  type Captured,
  capture402,
  mayAsk,
  partsSince,
  responseOf,
  stillShown,
} from './requests/capture.ts';
import { createNetworkDocuments } from './stores/network-documents.ts';
import { createRedirects, leavesOrigin } from './stores/redirects.ts';
import { createTabs } from './stores/tab-store.ts';
import { noteWatched } from './stores/watched-since.ts';

// What runs while people browse where nothing is asked of them: it listens, and knows what to let go by.
// All else is loaded when there is something to do.

/** How long after waking the events that woke us get to be heard first. */
const SETTLE_IN = 1_000;

/**
 * Starts the worker. It adds every listener before it returns: the browser wakes the worker for no others. All that it
 * remembers is in here, so that two workers do not know of each other. `journal`: the name of the journal's database.
 */
export function startWorker(port: BrowserPort, events: BrowserEvents, journal = JOURNAL): void {
  const tabs = createTabs(port.session);
  const redirects = createRedirects(port.session);
  const documents = createNetworkDocuments();
  let loading: Promise<App> | undefined;
  let awake = false;
  /** Responses on their way into the record of their tab, by tab. */
  const taking = new Map<number, Promise<unknown>>();
  const ready = start();

  function load(): Promise<App> {
    loading ??= import('./app.ts').then(({ createApp }) =>
      createApp(port, { tabs, documents, journal }),
    );
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  }

  /** Runs `task` in its turn: whoever waits for the same load goes on in the order in which they came. */
  async function withApp<T>(task: (app: App) => T | Promise<T>): Promise<T> {
    await ready;
    return task(await load());
  }

  /** The turn of a task that needs no more than this file: after those that came before it and wait. */
  async function turn(): Promise<void> {
    await ready;
    await loading;
  }

  async function start(): Promise<void> {
    void noteWatched(port.session, Date.now()).catch(() => undefined);
    await Promise.all([events.closeToPages().catch(() => undefined), redirects.load()]);
    await events.restoreAttachments({
      left: (id) => void withApp(({ attached }) => attached.left(id)),
      withheld: (id) => void withApp(({ attached }) => attached.withheld(id)),
      failed: (id, error) => void withApp(({ attached }) => attached.failed(id, error)),
    });
    awake = true;
    setTimeout(() => void recover(), SETTLE_IN);
  }

  async function recover(): Promise<void> {
    if (!(await isIdle(journal))) await withApp((app) => app.woken());
  }

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
    const id = events.answered(head);
    if (id !== undefined) return { id, redirected: false };
    const redirected = events.redirectedHere(head);
    return redirected === undefined ? undefined : { id: redirected, redirected: true };
  }

  /** `page`: it takes the place of what its tab shows. */
  async function take(captured: Captured, page: boolean, early: Paid | undefined): Promise<void> {
    const { head, response } = captured;
    const came = Date.now();
    await ready;
    const paid = early ?? paidBy(head);
    const known = { ...captured, via: redirects.of(head.requestId) };
    const needed = paid !== undefined || mayAsk(response);
    const asks = needed && (await (await load()).seen(known, paid));
    if (!asks && page) await forgetPage(head, came, paid?.id);
  }

  /**
   * What a page's own workers fetch belongs to no tab, as the browser tells it: a tab that shows the site is taken. So
   * is the answer to a proof that such a request took along.
   */
  async function takeOfWorker(head: ResponseHead): Promise<void> {
    const early = awake ? paidBy(head) : undefined;
    if (early === undefined && awake && head.status !== 402) return;
    const captured = capture402(port, head, true);
    await ready;
    const paid = early ?? paidBy(head);
    if (captured === undefined || (head.status !== 402 && paid === undefined)) return;
    const origin = originOf(head.initiator ?? '');
    const { response } = captured;
    if (response.status === 402 && head.method === 'GET' && origin !== undefined) {
      documents.noteAskedWorker({ response, at: Date.now() });
    }
    const tabId = origin === undefined ? undefined : await port.tabOfSite(origin);
    if (tabId === undefined && paid === undefined) return;
    const inTab = { ...head, tabId: tabId ?? -1, frameId: 0 };
    await withApp(({ seen }) => seen({ ...captured, worker: true, head: inTab }, paid));
  }

  /**
   * A page that is no 402 has taken the place of what its tab showed. What its parts have asked for since it came stays: to settle
   * its payment takes time. `came`: ms since 1970.
   */
  async function forgetPage(head: ResponseHead, came: number, paymentId?: string): Promise<void> {
    await turn();
    const { tabId, requestId, url } = head;
    await tabs.change(tabId, (tab) => {
      const empty = tab.seen.length === 0 && tab.payment === undefined;
      if (empty || !documents.isNewest(tabId, requestId)) return tab;
      return { seen: partsSince(tab, came), ...stillShown(port, tab, paymentId, url) };
    });
  }

  /** Most documents came by webRequest and were no 402: there is nothing to ask them. */
  async function loaded(tabId: number, url: string | undefined): Promise<void> {
    if (url === undefined || !/^https?:/.test(url)) return leave(tabId);
    await turn();
    await taking.get(tabId);
    // The record as it is after the changes that are under way.
    const { seen, payment } = await tabs.change(tabId, (tab) => tab);
    const nothing = seen.length === 0 && payment === undefined;
    if (nothing && documents.cameByNetwork(tabId, url)) return;
    await withApp((app) => app.loaded(tabId, url));
  }

  /**
   * A tab shows what webRequest knows nothing of: `about:blank`, the browser's own pages, `data:`. What it had seen before
   * is not offered any more.
   */
  async function leave(tabId: number): Promise<void> {
    await turn();
    const { seen } = await tabs.change(tabId, (tab) => tab);
    if (seen.length === 0) return;
    const tab = await port.tabOf(tabId);
    // Meanwhile it may be on its way to a page again, whose 402 has come already.
    if (tab === undefined || tab.loading || originOf(tab.url ?? '') !== undefined) return;
    documents.forget(tabId);
    await tabs.change(tabId, (tab) => ({ seen: [], ...stillShown(port, tab, undefined) }));
  }

  async function closed(tabId: number): Promise<void> {
    documents.forget(tabId);
    await turn();
    await port.leaveTab(tabId);
    await tabs.forget(tabId);
  }

  events.onResponse((head) => {
    if (head.tabId < 0) return void takeOfWorker(head);
    // Headers are parsed once for a page, and for nothing else unless it asks for payment.
    const visit = head.type === 'main_frame' && !head.speculative ? responseOf(head) : undefined;
    if (visit !== undefined && isRedirect(visit)) noteRedirect(head);
    const page = visit !== undefined && isDocument(visit);
    const again = page && documents.cameByNetwork(head.tabId, head.url);
    if (page) documents.note(head.tabId, head.url, head.requestId);
    // While the worker wakes no one knows yet whose answer this is; only then does every response wait.
    const paid = awake ? paidBy(head) : undefined;
    const captured = capture402(port, head, paid !== undefined || !awake);
    if (captured !== undefined) {
      hold(head.tabId, take(again ? { ...captured, again } : captured, page, paid));
    } else if (page) void forgetPage(head, Date.now());
  });
  events.onTabLoaded((tabId, url) => void loaded(tabId, url));
  events.onTabClosed((tabId) => void closed(tabId));
  events.onMessage((message, sender) => withApp((app) => app.asked(message, sender)));
  events.onPopup(
    ({ tabId, pressed }) => void (pressed && withApp((app) => app.pressed(tabId))),
    (tabId) => void withApp((app) => app.popupClosed(tabId)),
  );
  events.onNotification((key) => void withApp((app) => app.stopPaying(key)));
  events.onCall((call) => void withApp((app) => app.called(call)));
  events.onInstalled((first) => {
    if (first) void port.openWelcome().catch(() => undefined);
    void withApp((app) => app.installed());
  });
  events.onDownload((id, end) => void withApp((app) => app.downloaded(id, end)));
  events.onAlarm((name) => void withApp((app) => app.rang(name)));
}
