import { type DocumentReading, read402 } from '../content/read402.ts';
import { type HttpResponse, withoutFragment } from '../core/http.ts';
import { runInFrame, setBadge } from '../platform/tabs.ts';
import { type AskedWorker, cameByNetwork, takeAskedWorker } from './documents.ts';
import type { Farebox } from './farebox.ts';
import { announce, BADGE } from './offer.ts';
import { present } from './present.ts';
import { wantsBody } from './read.ts';
import { refetch } from './refetch.ts';
import { explain, showOutcome } from './settle.ts';
import type { Seen } from './tabs.ts';
import { setBody } from './watch.ts';

/**
 * A tab's document has loaded. Reads the bodies that are still awaited, and finds the 402s that never
 * came by webRequest: a page that its own service worker answers, from the network or out of thin air.
 */
export async function documentLoaded(farebox: Farebox, tabId: number, url: string): Promise<void> {
  if (!/^https?:/.test(url)) return;
  const { seen } = await farebox.tabs.get(tabId);
  const page = seen.find(({ type }) => type === 'main_frame');
  for (const item of seen) {
    if (item.type !== 'xmlhttprequest' && mayKnowMore(item)) await readBody(farebox, item);
  }
  if (page !== undefined && withoutFragment(page.response.url) === withoutFragment(url)) {
    await present(farebox, (await current(farebox, page)) ?? page);
  } else if (!cameByNetwork(tabId, url)) {
    await probe(farebox, tabId, url, page);
  }
  await showOutcome(farebox, tabId);
}

/** Nothing was read yet, or (in Firefox, where the stream comes first) nothing that names a price. */
function mayKnowMore({ body, refetched, response }: Seen): boolean {
  return body === 'awaited' || (body === 'read' && refetched !== true && wantsBody(response));
}

/**
 * Somebody looks at a tab whose page is still loading, perhaps for ever: reads what of it is there. All of
 * it is read again once it has loaded.
 */
export async function readUnfinished(farebox: Farebox, tabId: number): Promise<void> {
  const { seen } = await farebox.tabs.get(tabId);
  for (const item of seen) {
    if (item.body !== 'awaited' || item.type === 'xmlhttprequest') continue;
    const reading = await runInFrame(tabId, item.frameId, read402);
    if (reading === undefined || reading.body === '' || !isOf(reading, item)) continue;
    if ((await current(farebox, item))?.body !== 'awaited') continue;
    const complete = await setBody(farebox, item, reading.body);
    if (complete !== undefined) await announce(farebox, complete);
  }
}

function isOf({ url }: DocumentReading, { response }: Seen): boolean {
  return withoutFragment(url) === withoutFragment(response.url);
}

async function current(farebox: Farebox, seen: Seen): Promise<Seen | undefined> {
  return (await farebox.tabs.get(seen.tabId)).seen.find(({ id }) => id === seen.id);
}

async function readBody(farebox: Farebox, seen: Seen): Promise<void> {
  const reading = await runInFrame(seen.tabId, seen.frameId, read402);
  const same = reading !== undefined && isOf(reading, seen);
  // Firefox's stream may have brought it meanwhile; a document can say more of HTML, never less.
  const now = await current(farebox, seen);
  if (now === undefined || (now.body === 'read' && !(same && reading.paywall))) return;
  const complete = await setBody(farebox, seen, same ? reading.body : now.response.body);
  if (complete !== undefined) await explain(farebox, complete);
  if (same && reading.paywall) await refetch(farebox, seen.tabId, seen.id).catch(() => undefined);
}

async function probe(
  farebox: Farebox,
  tabId: number,
  url: string,
  page: Seen | undefined,
): Promise<void> {
  const reading = await runInFrame(tabId, 0, read402);
  if (reading !== undefined) {
    if (!/^https?:/.test(reading.url)) return;
    if (page !== undefined && isOf(reading, page)) {
      // A script has pushed another address: it is still the page that the network answered.
      return present(farebox, (await current(farebox, page)) ?? page);
    }
    if (cameByNetwork(tabId, reading.url)) return;
    if (reading.status !== 402) return keepSince(farebox, tabId, reading.began);
  }
  const asked = takeAskedWorker(reading?.url ?? url, farebox.now());
  const response = reading === undefined ? asked?.response : responseOf(reading, asked);
  // Chrome keeps its own page for a 402 without a body from us: then its worker's request says it all.
  if (response === undefined) return;
  const seen: Seen = {
    id: crypto.randomUUID(),
    tabId,
    frameId: 0,
    type: 'main_frame',
    at: farebox.now(),
    body: reading === undefined ? 'none' : 'read',
    response,
  };
  await farebox.tabs.change(tabId, (tab) => ({ ...tab, seen: [seen] }));
  if (asked !== undefined) await disown(farebox, asked, tabId);
  // What a page's service worker made up has no headers, and a paywall's are for people: ask the address itself.
  if (reading !== undefined && (asked === undefined || reading.paywall)) {
    await refetch(farebox, tabId, seen.id).catch(() => undefined);
  }
  await present(farebox, (await current(farebox, seen)) ?? seen);
}

/** The page is no 402. What its scripts have met since by way of its service worker stays. */
async function keepSince(farebox: Farebox, tabId: number, began: number): Promise<void> {
  const stays = ({ type, at }: Seen) => type !== 'main_frame' && at >= began;
  await farebox.tabs.change(tabId, (tab) =>
    tab.seen.every(stays) ? tab : { ...tab, seen: tab.seen.filter(stays) },
  );
}

/** The 402 that a document is, with the headers that its service worker got for it, if it asked the network. */
function responseOf(reading: DocumentReading, asked: AskedWorker | undefined): HttpResponse {
  const { url, contentType, body } = reading;
  if (asked !== undefined) return { ...asked.response, body };
  return { url, method: 'GET', status: 402, headers: [['content-type', contentType]], body };
}

/** Takes a page's own 402 from the other tabs of its site: it was taken for a fetch of theirs. */
async function disown(
  farebox: Farebox,
  { response, at }: AskedWorker,
  page: number,
): Promise<void> {
  const isIt = (seen: Seen) =>
    seen.type === 'xmlhttprequest' && seen.at >= at && seen.response.url === response.url;
  for (const { seen } of await farebox.tabs.all()) {
    const wrong = seen.find((item) => item.tabId !== page && isIt(item));
    if (wrong === undefined) continue;
    const { tabId } = wrong;
    const left = await farebox.tabs.change(tabId, (tab) => ({
      ...tab,
      seen: tab.seen.filter((item) => !isIt(item)),
    }));
    if (left.seen.length === 0) await setBadge(tabId, '', BADGE.explains);
  }
}
