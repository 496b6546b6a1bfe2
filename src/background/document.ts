import { type DocumentReading, read402 } from '../content/read402.ts';
import { withoutFragment } from '../core/http.ts';
import { runInFrame } from '../platform/tabs.ts';
import { cameByNetwork } from './documents.ts';
import type { Farebox } from './farebox.ts';
import { announce } from './offer.ts';
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
    await probe(farebox, tabId, page);
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

async function probe(farebox: Farebox, tabId: number, page: Seen | undefined): Promise<void> {
  const reading = await runInFrame(tabId, 0, read402);
  if (reading === undefined || !/^https?:/.test(reading.url)) return;
  if (page !== undefined && isOf(reading, page)) {
    // A script has pushed another address: it is still the page that the network answered.
    return present(farebox, (await current(farebox, page)) ?? page);
  }
  if (cameByNetwork(tabId, reading.url)) return;
  if (reading.status !== 402) {
    await farebox.tabs.change(tabId, (tab) => (tab.seen.length === 0 ? tab : { ...tab, seen: [] }));
    return;
  }
  const seen: Seen = {
    id: crypto.randomUUID(),
    tabId,
    frameId: 0,
    type: 'main_frame',
    at: farebox.now(),
    body: 'read',
    response: {
      url: reading.url,
      method: 'GET',
      status: 402,
      headers: [['content-type', reading.contentType]],
      body: reading.body,
    },
  };
  await farebox.tabs.change(tabId, (tab) => ({ ...tab, seen: [seen] }));
  // What a page's service worker passed on or made up has lost its headers: ask the address itself.
  await refetch(farebox, tabId, seen.id).catch(() => undefined);
  await present(farebox, (await current(farebox, seen)) ?? seen);
}
