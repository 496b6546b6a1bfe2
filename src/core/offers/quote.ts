import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { withoutFragment } from '../web/http.ts';
import type { Extra, Offer } from './offer.ts';

/** An offer made fit for JSON: the journal, the session store and messages carry no BigInt. */
export type FrozenOffer = Omit<Offer, 'price' | 'extra'> & {
  readonly price?: Omit<NonNullable<Offer['price']>, 'amount'> & { readonly amount: string };
  readonly extra?: { readonly [Key in keyof Extra]: string };
};

/** The offer as the user saw it, with a hash of every term that moves money. */
export type Quote = {
  /** One for each offer of each 402 seen: `<seen id>/<offer id>`. */
  readonly id: string;
  /** SHA-256, 64 hex digits. */
  readonly hash: string;
  readonly offer: FrozenOffer;
  /** Without fragment. */
  readonly url: string;
  readonly method: string;
  /** ms since 1970. */
  readonly at: number;
  /** ms since 1970; undefined when nothing ends it. */
  readonly expiresAt?: number;
};

export function freeze(offer: Offer): FrozenOffer {
  const { price, extra, ...rest } = offer;
  return {
    ...rest,
    ...(price && { price: { ...price, amount: price.amount.toString() } }),
    ...(extra && {
      extra: { ...extra, surcharge: extra.surcharge.toString(), fee: extra.fee.toString() },
    }),
  };
}

export function thaw(offer: FrozenOffer): Offer {
  const { price, extra, ...rest } = offer;
  return {
    ...rest,
    ...(price && { price: { ...price, amount: BigInt(price.amount) } }),
    ...(extra && {
      extra: { ...extra, surcharge: BigInt(extra.surcharge), fee: BigInt(extra.fee) },
    }),
  };
}

/** All that leaves the wallet for an offer: price, surcharge and fee. Base units; undefined without a price. */
export function totalOf({
  price,
  extra,
}: Pick<FrozenOffer, 'price' | 'extra'>): bigint | undefined {
  if (price === undefined) return undefined;
  return BigInt(price.amount) + BigInt(extra?.surcharge ?? 0) + BigInt(extra?.fee ?? 0);
}

/** JSON with sorted keys (RFC 8785 in what matters here), so that equal values give equal text. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`).join(',')}}`;
}

/**
 * The hash of all that moves money: where, by which protocol and rail, how much of what with which fees, to whom, how long,
 * and the terms that will be echoed. The site's description is not among them.
 */
export function quoteHash(offer: FrozenOffer, url: string, method: string): string {
  const terms = [
    withoutFragment(url),
    method,
    offer.protocol,
    offer.version ?? null,
    offer.method,
    offer.network ?? null,
    offer.price ?? null,
    // Only where there is one, so that quotes of other rails keep their hashes.
    ...(offer.extra === undefined ? [] : [offer.extra]),
    offer.payee ?? null,
    offer.expiresAt ?? null,
    offer.timeoutSeconds ?? null,
    offer.rail ?? null,
    offer.terms ?? null,
  ];
  return bytesToHex(sha256(utf8ToBytes(canonical(terms))));
}

/** The last moment that a Date can hold (ECMA-262 section 21.4.1.1); a server may name a later end. */
const END_OF_TIME = 8.64e15;

/**
 * Freezes an offer of a response that was seen at `at` (ms) under the id `seenId`. It ends when the offer says that
 * it does. How long a payment may take (`timeoutSeconds`) counts from when it is signed, not from when the price was
 * seen: it is no end of the price (x402 version 2, section PaymentRequirements).
 */
export function makeQuote(
  seen: { readonly id: string; readonly url: string; readonly method: string; readonly at: number },
  offer: Offer,
): Quote {
  const frozen = freeze(offer);
  const url = withoutFragment(seen.url);
  return {
    id: `${seen.id}/${offer.id}`,
    hash: quoteHash(frozen, url, seen.method),
    offer: frozen,
    url,
    method: seen.method,
    at: seen.at,
    ...(offer.expiresAt === undefined ? {} : { expiresAt: Math.min(offer.expiresAt, END_OF_TIME) }),
  };
}
