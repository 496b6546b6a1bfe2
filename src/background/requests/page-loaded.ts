import { type DocumentReading, read402 } from '../../content/read402.ts';
import { type HttpResponse, withoutFragment } from '../../core/web/http.ts';
import { isDocumentType } from '../../core/web/request-type.ts';
import { showButton } from '../button/show-button.ts';
import type { Context } from '../context.ts';
import { show402 } from '../offers/quotes.ts';
import type { AskedWorker } from '../stores/network-documents.ts';
import type { Seen } from '../stores/tab-store.ts';
import { partsSince, stillShown } from './capture.ts';
import { showOutcome } from './look-at-page.ts';
import { present } from './present.ts';
import { inPlaceOf, setBody } from './record.ts';
import { refetch } from './refetch.ts';
import { explain } from './settle.ts';

/** ms: browsers round a page's times to so much, so that they identify the user less. */
const SLACK = 100;

/**
 * A tab's document has loaded. Reads the bodies that are still awaited, and finds the 402s that never
 * came by webRequest: a page that its own service worker answers, from the network or out of thin air.
 */
export async function documentLoaded(context: Context, tabId: number, url: string): Promise<void> {
  if (!/^https?:/.test(url)) return;
  const { seen } = await context.tabs.get(tabId);
  const page = seen.find(({ type }) => type === 'main_frame');
  for (const item of seen) {
    if (isDocumentType(item.type) && mayKnowMore(context, item)) await readBody(context, item);
  }
  if (!context.documents.cameByNetwork(tabId, url)) await probe(context, tabId, url, page);
  else if (page !== undefined && isOf({ url }, page)) await presentNow(context, page);
  await showOutcome(context, tabId);
}

/** Nothing was read yet, or (in Firefox, where the stream comes first) nothing that names a price. */
function mayKnowMore({ readings }: Context, { body, refetched, response }: Seen): boolean {
  if (body === 'awaited') return true;
  return body === 'read' && refetched !== true && readings.lacksOffers(response);
}

/**
 * The user looks at a tab whose page is still loading, perhaps for ever: reads what of it is there. All of
 * it is read again once it has loaded.
 */
export async function readUnfinished(context: Context, tabId: number): Promise<void> {
  const { seen } = await context.tabs.get(tabId);
  for (const item of seen) {
    if (item.body !== 'awaited' || !isDocumentType(item.type)) continue;
    const reading = await context.port.runInFrame(tabId, item.frameId, read402);
    if (reading === undefined || reading.body === '' || !isOf(reading, item)) continue;
    if ((await current(context, item))?.body !== 'awaited') continue;
    const complete = await setBody(context, item, reading.body);
    if (complete !== undefined) await show402(context, complete);
  }
}

function isOf({ url }: Pick<DocumentReading, 'url'>, { response }: Seen): boolean {
  return withoutFragment(url) === withoutFragment(response.url);
}

async function presentNow(context: Context, seen: Seen): Promise<void> {
  await present(context, (await current(context, seen)) ?? seen);
}

async function current(context: Context, seen: Seen): Promise<Seen | undefined> {
  return (await context.tabs.get(seen.tabId)).seen.find(({ id }) => id === seen.id);
}

async function readBody(context: Context, seen: Seen): Promise<void> {
  const reading = await context.port.runInFrame(seen.tabId, seen.frameId, read402);
  const same = reading !== undefined && isOf(reading, seen);
  // Firefox's stream may have brought it meanwhile; a document can say more of HTML, never less.
  const now = await current(context, seen);
  if (now === undefined || (now.body === 'read' && !(same && reading.paywall))) return;
  const complete = await setBody(context, seen, same ? reading.body : now.response.body);
  if (complete !== undefined) await explain(context, complete);
  const further =
    same && reading.paywall && context.readings.lacksOffers((complete ?? now).response);
  if (further) await askAgain(context, seen);
}

/**
 * Asks a page's address for its terms; `refetch` does so for no frame. Where it gives none without cookies, the popup
 * offers to ask with them.
 */
async function askAgain(context: Context, { tabId, id }: Seen): Promise<void> {
  await refetch(context, tabId, id, 'itself').catch(() => undefined);
}

async function probe(
  context: Context,
  tabId: number,
  url: string,
  page: Seen | undefined,
): Promise<void> {
  const reading = await context.port.runInFrame(tabId, 0, read402);
  if (reading !== undefined && !/^https?:/.test(reading.url)) return;
  const address = reading?.url ?? url;
  const is402 = reading === undefined || reading.status === 402;
  const asked = is402 ? context.documents.takeAskedWorker(address, context.now()) : undefined;
  // A worker that was woken meanwhile, or a script that has pushed another address: it is the page of before.
  if (page !== undefined && isOf({ url: address }, page) && !isNewer(page, reading, asked)) {
    return presentNow(context, page);
  }
  if (context.documents.cameByNetwork(tabId, address)) return;
  if (!is402) return keepSince(context, tabId, reading.began);
  const response = reading === undefined ? asked?.response : responseOf(reading, asked);
  // Chrome keeps its own page for a 402 without a body from us: then its worker's request says it all.
  if (response === undefined) return;
  const seen: Seen = {
    id: crypto.randomUUID(),
    tabId,
    frameId: 0,
    type: 'main_frame',
    at: context.now(),
    body: reading === undefined ? 'none' : 'read',
    response,
  };
  await context.tabs.change(tabId, (tab) => ({
    // A proof goes past a page's worker, so what that has asked is no answer to one.
    ...(asked === undefined ? tab : stillShown(context.port, tab, undefined)),
    ...inPlaceOf(tab, seen),
  }));
  if (asked !== undefined) await disown(context, asked, tabId);
  // What a page's service worker made up has no headers, and a paywall's are for people: ask the address itself.
  if (reading !== undefined && (asked === undefined || reading.paywall)) {
    await askAgain(context, seen);
  }
  await presentNow(context, seen);
}

/** Whether a document came after the 402 that is known of its address. */
function isNewer(
  { at }: Seen,
  reading: DocumentReading | undefined,
  asked: AskedWorker | undefined,
): boolean {
  return (
    (asked !== undefined && asked.at > at) || (reading !== undefined && reading.began > at + SLACK)
  );
}

/** The page is no 402. What its scripts have met since by way of its service worker stays. */
async function keepSince(context: Context, tabId: number, began: number): Promise<void> {
  await context.tabs.change(tabId, (tab) => {
    const seen = partsSince(tab, began);
    return seen.length === tab.seen.length ? tab : { ...tab, seen };
  });
}

/** The 402 that a document is, with the headers that its service worker got for it, if it asked the network. */
function responseOf(reading: DocumentReading, asked: AskedWorker | undefined): HttpResponse {
  const { url, contentType, body } = reading;
  if (asked !== undefined) return { ...asked.response, body };
  return { url, method: 'GET', status: 402, headers: [['content-type', contentType]], body };
}

/** Takes a page's own 402 from the other tabs of its site: it was taken for a fetch of theirs. */
async function disown(
  context: Context,
  { response, at }: AskedWorker,
  page: number,
): Promise<void> {
  const isIt = (seen: Seen) =>
    seen.type === 'xmlhttprequest' && seen.at >= at && seen.response.url === response.url;
  for (const { seen } of await context.tabs.all()) {
    const wrong = seen.find((item) => item.tabId !== page && isIt(item));
    if (wrong === undefined) continue;
    const { tabId } = wrong;
    const left = await context.tabs.change(tabId, (tab) => ({
      ...tab,
      seen: tab.seen.filter((item) => !isIt(item)),
    }));
    if (left.seen.length === 0) await showButton(context.port, tabId, { kind: 'nothing' });
  }
}
