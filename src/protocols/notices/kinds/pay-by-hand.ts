import { decodeBech32 } from '../../../core/encoding/bech32.ts';
import { isObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { decodeInvoice, INVOICE_CHARACTERS } from '../../../core/lightning/bolt11.ts';
import { networkById } from '../../../core/money/networks.ts';
import { type Scope, scopeOf } from '../../../core/offers/scope.ts';
import type { HttpResponse } from '../../../core/web/http.ts';
import { shownBody } from '../response/body.ts';
import { decodeEntities } from '../response/html.ts';

/** A way to pay in a wallet that a body holds: a URI, and the satoshi that the body names where the URI names none. */
export type ByHand = { readonly uri: string; readonly sats?: number };

/** Objects and lists in objects that are looked into, and texts that are looked at, of one body. */
const DEPTH = 6;
const VALUES = 500;
/** Invoices are checked by their signature, which takes about a millisecond. */
const MOST = 4;

const INVOICE = /^(?:lightning:(?:\/\/)?)?(ln(?:bc|tb|tbs|bcrt)[0-9]{0,18}[munp]?1[a-z0-9]{50,})$/i;
const LNURL = /^(?:lightning:(?:\/\/)?)?(lnurl1[a-z0-9]{20,2000})$/i;
const ADDRESS =
  /^(?:lightning:(?:\/\/)?)?([a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+)$/i;
const LUD17 = /^lnurlp:\/\/[\x21-\x7e]{4,1000}$/i;
/** BIP-21, EIP-681 and Solana Pay; CAIP-2 and CAIP-19 begin in the same way, and name networks and tokens. */
const WALLET_URI =
  /^(?:bitcoin:(?:[a-z0-9]{26,90})?|ethereum:(?:pay-)?(?:0x[0-9a-f]{40}|[a-z0-9.-]{1,80}\.eth)(?:@\d{1,15})?(?:\/[a-z]{1,40})?|solana:(?:[1-9a-z]{32,44}|https(?::|%3a)[^?]{4,1000}))(?:\?[\x21-\x7e]{1,4096})?$/i;
/** In the middle of other text. */
const IN_TEXT =
  /(?<![a-z0-9])(?:lightning:(?:\/\/)?)?(?:lnurl1[a-z0-9]{20,2000}|ln(?:bcrt|bc|tbs|tb)[0-9]{0,18}[munp]?1[a-z0-9]{50,4000})/gi;
const LINKS = /(?<![a-z0-9])(?:lightning|lnurlp):[^\s"'<>\\)]{8,4096}/gi;
/** Members whose text is a Lightning address: elsewhere one is the address of a mailbox. */
const ADDRESSES = new Set(['lnurl', 'lightningaddress', 'lnaddress', 'lud16', 'lightning']);
const SATS = [
  'amountsats',
  'amountsat',
  'pricesats',
  'pricesat',
  'costsats',
  'sats',
  'satoshis',
  'numsatoshis',
  'amountsatoshis',
];

/** The ways to pay by hand in a wallet that a body holds, whichever way it is written. Linear; nothing is fetched. */
export function waysByHand(response: HttpResponse): readonly ByHand[] {
  const { body } = response;
  if (body === undefined) return [];
  const ways = new Map<string, ByHand>();
  const json = shownBody(response);
  if (json !== undefined) walk(json, ways);
  else scan(decodeEntities(body.slice(0, 64 * 1024)), ways);
  return [...ways.values()];
}

/** The ways in a text, of which they are a part: a link, an attribute, a sentence. */
function scan(text: string, ways: Map<string, ByHand>, sats?: number): void {
  for (const pattern of [IN_TEXT, LINKS]) {
    for (const [found] of text.matchAll(pattern)) {
      if (ways.size >= MOST) return;
      add(ways, uriOf(found, false), sats);
    }
  }
}

function add(ways: Map<string, ByHand>, uri: string | undefined, sats?: number): void {
  if (uri === undefined || ways.size >= MOST || ways.has(uri.toLowerCase())) return;
  ways.set(uri.toLowerCase(), { uri, ...(sats === undefined ? {} : { sats }) });
}

function walk(root: Json, ways: Map<string, ByHand>): void {
  let level: readonly Json[] = [root];
  let left = VALUES;
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const next: Json[] = [];
    for (const value of level) {
      const scope = isObject(value) ? scopeOf(value) : undefined;
      const sats = scope && satsOf(scope);
      const entries = isObject(value)
        ? entriesOf(value)
        : Array.isArray(value)
          ? listed(value)
          : [];
      for (const [name, inner] of entries) {
        left -= 1;
        if (left < 0) return;
        if (typeof inner === 'string') {
          const uri = uriOf(inner.trim(), ADDRESSES.has(name));
          if (uri === undefined) scan(inner, ways, sats);
          else add(ways, uri, sats);
        } else if (inner !== null && typeof inner === 'object') next.push(inner);
      }
    }
    level = next;
  }
}

function entriesOf(object: JsonObject): (readonly [string, Json])[] {
  return Object.entries(object).map(([name, value]) => [
    name.toLowerCase().replace(/[^a-z0-9]/g, ''),
    value,
  ]);
}

function listed(list: readonly Json[]): (readonly [string, Json])[] {
  return list.map((value) => ['', value]);
}

function satsOf(scope: Scope): number | undefined {
  for (const name of SATS) {
    const value = scope.get(name);
    const sats = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof sats === 'number' && Number.isSafeInteger(sats) && sats > 0) return sats;
  }
  return undefined;
}

/** The wallet URI of a text, checked: an invoice's signature, an LNURL's checksum. Undefined for any other text. */
function uriOf(text: string, mayBeAddress: boolean): string | undefined {
  if (text.length > INVOICE_CHARACTERS) return undefined;
  const invoice = INVOICE.exec(text)?.[1];
  if (invoice !== undefined) {
    const decoded = decodeInvoice(invoice);
    return typeof decoded === 'string' ? undefined : `lightning:${decoded.text}`;
  }
  const lnurl = LNURL.exec(text)?.[1];
  if (lnurl !== undefined) {
    const isGood = decodeBech32(lnurl)?.checksum === 'bech32';
    return isGood ? `lightning:${lnurl.toUpperCase()}` : undefined;
  }
  if (LUD17.test(text)) return text;
  if (WALLET_URI.test(text) && networkById(text) === undefined) return text;
  const isMeant = mayBeAddress || /^lightning:/i.test(text);
  const address = isMeant ? ADDRESS.exec(text)?.[1] : undefined;
  return address === undefined ? undefined : `lightning:${address}`;
}
