import type { WebRequest } from 'webextension-polyfill';
import { withoutFragment } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';
import type { RequestType } from '../../core/web/request-type.ts';
import { addressOf, typeOf } from '../requests/responses.ts';

/** A proof that waits for its request: the next of this method and URL, by this tab, of this type. */
export type Attachment = {
  /** The payment's id. */
  readonly id: string;
  readonly tabId: number;
  /** A worker's request, which the browser gives no tab, may take it as well as one of the tab. */
  readonly worker?: true;
  readonly type: RequestType;
  /** In capitals. */
  readonly method: string;
  /** Of all but a page: the URL or origin of the document that asks; another's request does not take the proof. */
  readonly initiator?: string;
  /** Without fragment. */
  readonly url: string;
  /** The one call that takes it: the request whose address has this number in its fragment (content/held-calls). */
  readonly call?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Chrome's rule. */
  readonly rule: number;
  /** The proof may be used again: once it has gone, the player's requests for the same address take it along, too. */
  readonly stays?: true;
  /** A pass: it gives way to a proof that is paid for, and waits no longer than this (ms since 1970). */
  readonly waitsUntil?: number;
  /** It was taken, and stays for the player: for as long as the tab is open and the site takes it. */
  readonly kept?: true;
  /** Known once the request has left: of what is kept, the last one. */
  readonly requestId?: string;
};

/** The tab that the browser names for what a worker requests. */
export const NO_TAB = -1;

/** A request as the browser's events tell of it. */
export type Request = {
  tabId: number;
  type: string;
  url: string;
  method: string;
  documentUrl?: string | undefined;
  originUrl?: string | undefined;
  initiator?: string | undefined;
};

/** Whether the request comes from the document of the attachment. True when the browser does not say who asks. */
function sameDocument({ initiator }: Attachment, request: Request): boolean {
  const asks = request.documentUrl ?? request.originUrl ?? request.initiator;
  const wanted = originOf(initiator ?? '');
  return wanted === undefined || asks === undefined || originOf(asks) === wanted;
}

/** A film asks for each of its parts anew, also one that was opened as a page. */
function isWanted({ type, requestId, stays }: Attachment, asked: RequestType): boolean {
  return requestId === undefined ? type === asked : stays === true && asked === 'media';
}

/** Whether this is a request that the proof waits for. */
export function matches(item: Attachment, request: Request): boolean {
  return (
    (item.tabId === request.tabId || (item.worker === true && request.tabId === NO_TAB)) &&
    isWanted(item, typeOf(request.type)) &&
    sameDocument(item, request) &&
    item.method === request.method &&
    item.call === callOf(request.url) &&
    item.url === withoutFragment(addressOf(request.url))
  );
}

/** The number that the repetition of a held call carries in its fragment. */
function callOf(url: string): string | undefined {
  return /#farebox=(\w+)$/.exec(url)?.[1];
}

/** Whether a request carries the proof. If any header of it went out, the whole proof is taken for sent. */
export function carries(
  { headers }: Attachment,
  { requestHeaders = [] }: WebRequest.OnSendHeadersDetailsType,
): boolean {
  const sent = new Map(requestHeaders.map(({ name, value }) => [name.toLowerCase(), value]));
  return headers.some(([name, value]) => sent.get(name.toLowerCase()) === value);
}

/** The proof that a request takes along. */
export function waitingFor(items: Iterable<Attachment>, request: Request): Attachment | undefined {
  return [...items].find((item) => matches(item, request));
}

/** The proof that a request took along. */
export function carriedBy(items: Iterable<Attachment>, requestId: string): Attachment | undefined {
  return [...items].find((item) => item.requestId === requestId);
}

/** The proof that another document's request took: Chrome's rule goes by host and its subdomains. The site has it now. */
export function takenBy(
  items: Iterable<Attachment>,
  details: WebRequest.OnSendHeadersDetailsType,
): Attachment | undefined {
  const url = withoutFragment(addressOf(details.url));
  return [...items].find(
    (item) => item.requestId === undefined && item.url === url && carries(item, details),
  );
}
