import { icons } from '../../content/icons.ts';
import { contentOf, withoutFragment } from '../../core/web/http.ts';
import { begunHere } from '../../core/web/navigation.ts';
import { originOf } from '../../core/web/origin.ts';
import { isDocumentType, isPageLoad } from '../../core/web/request-type.ts';
import type { Context } from '../context.ts';
import { show402 } from '../offers/quotes.ts';
import { wantsBody } from '../stores/readings.ts';
import type { Seen, TabRecord } from '../stores/tab-store.ts';
import { type Captured, stillShown } from './capture.ts';
import { meetCall } from './hold-calls.ts';
import { explain } from './settle.ts';

/**
 * Writes a 402 into its tab's record: the page's own replaces all, a frame's or a fetch's joins. Undefined for a page
 * in whose place another has come meanwhile, for the icon of a tab, and where a call of the same address waits.
 */
export async function record402(
  context: Context,
  captured: Captured,
  paymentId: string | undefined,
): Promise<Seen | undefined> {
  const { head, response } = captured;
  if (await isIcon(context, captured)) return undefined;
  const wanted = wantsBody(response);
  const seen: Seen = {
    id: crypto.randomUUID(),
    tabId: head.tabId,
    frameId: head.frameId,
    type: head.type,
    response,
    at: context.now(),
    ...(captured.worker === true ? { worker: true } : {}),
    // One that carried a proof or a pass had ours.
    ...(head.authorization === true && paymentId === undefined ? { authorization: true } : {}),
    ...(head.sent === undefined ? {} : { sent: head.sent }),
    ...(head.type === 'main_frame' ? navigationOf(captured) : {}),
    // The page that sends a form is the one that may send it again.
    ...(isPageLoad(head.type, head.method) ? {} : initiatorOf(captured)),
    body: wanted ? bodyOf(context, captured) : 'none',
  };
  // A call of the same address waits already: it is what the user is asked about.
  if (context.calls.isWaiting(seen)) return undefined;
  await context.room.make(seen);
  const isOver = () =>
    head.type === 'main_frame' && !context.documents.isNewest(head.tabId, head.requestId);
  await context.tabs.change(head.tabId, (tab) => {
    if (isOver()) return tab;
    if (head.type !== 'main_frame') return { ...tab, seen: joined(tab.seen, seen) };
    return { ...inPlaceOf(tab, seen), ...stillShown(context.port, tab, paymentId) };
  });
  if (isOver()) return undefined;
  if (wanted && captured.body !== undefined) void addBody(context, seen, captured.body);
  return seen;
}

/** Kinds by which browsers ask for a tab's icon. */
const AS_ICON: ReadonlySet<string> = new Set(['image', 'other']);

/**
 * Whether a 402 answers the browser's request for the icon of a tab. No one has asked for it, and browsers do not tell it
 * from a picture (measured in Firefox 153): the document says which addresses are its icons.
 */
async function isIcon({ port }: Context, { head }: Captured): Promise<boolean> {
  if (!AS_ICON.has(head.type) || head.method !== 'GET' || head.tabId < 0) return false;
  if (new URL(head.url).pathname === '/favicon.ico') return true;
  const named = (await port.runInFrame(head.tabId, 0, icons)) ?? [];
  return named.some((url) => withoutFragment(url) === withoutFragment(head.url));
}

/** In Chromium the body of a document alone can be had; it is missed only where the headers name no way to pay. */
function bodyOf({ port, readings }: Context, { head, response }: Captured): Seen['body'] {
  if (isDocumentType(head.type) || port.streamsBodies) return 'awaited';
  return contentOf(response) !== 'none' && readings.lacksOffers(response) ? 'missing' : 'none';
}

/** Firefox ends the stream of an EventSource at its 402: what was read is empty, and the headers announce content. */
function isWithheld({ readings }: Context, { type, response }: Seen, body: string): boolean {
  if (isDocumentType(type) || body !== '') return false;
  return contentOf(response) === 'announced' && readings.lacksOffers(response);
}

function navigationOf({ head, via = [], again = false }: Captured): Partial<Seen> {
  return { begunHere: begunHere(head.url, head.initiator, via), again };
}

function initiatorOf({ head: { initiator } }: Captured): Partial<Seen> {
  return initiator === undefined ? {} : { initiator };
}

/** A page's 402 takes the place of all that its tab has seen; the one before it is remembered. */
export function inPlaceOf(tab: TabRecord, seen: Seen): Pick<TabRecord, 'seen' | 'before'> {
  const before = tab.seen.find(({ type }) => type === 'main_frame');
  return { seen: [seen], ...(before === undefined ? {} : { before }) };
}

/** Ids that a 402 remembers of those before it. Scripts that ask often make many while the user reads one. */
const FORMERLY = 100;

/** The same frame or fetch that asks again takes the place of its old self. */
function joined(all: readonly Seen[], seen: Seen): readonly Seen[] {
  const { type, frameId, response } = seen;
  const isSame = (other: Seen) =>
    other.type === type &&
    other.frameId === frameId &&
    other.response.url === response.url &&
    other.response.method === response.method;
  const [same, others] = [all.filter(isSame), all.filter((other) => !isSame(other))];
  if (same.length === 0) return [...others, seen];
  // A frame may show another site by now: consent to what one site asked for is none for the other.
  const formerly = same
    .filter((other) => isSameAsker(other, seen))
    .flatMap(({ id, formerly = [] }) => [...formerly, id])
    .slice(-FORMERLY);
  return [...others, formerly.length === 0 ? seen : { ...seen, formerly }];
}

function isSameAsker(one: Seen, other: Seen): boolean {
  const [asker, before] = [one, other].map(({ initiator }) => initiator && originOf(initiator));
  return asker === before && one.worker === other.worker;
}

async function addBody(context: Context, seen: Seen, body: Promise<string>): Promise<void> {
  const text = await body.catch(() => undefined);
  const withheld = text === undefined || isWithheld(context, seen, text);
  const complete = await setBody(context, seen, withheld ? undefined : text);
  if (complete === undefined) return;
  void meetCall(context, complete);
  await explain(context, complete);
  await show402(context, complete);
}

/** Adds the body to a 402; undefined when it is no longer there. */
export async function setBody(
  context: Context,
  seen: Pick<Seen, 'id' | 'tabId'>,
  body: string | undefined,
): Promise<Seen | undefined> {
  let complete: Seen | undefined;
  await context.tabs.change(seen.tabId, (tab) => ({
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
