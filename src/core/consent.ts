import type { Allowance } from './allowance.ts';
import { isObject } from './json.ts';
import type { Limits } from './limits.ts';
import { mayHaveMoved, type Payment } from './payment.ts';
import { type FrozenOffer, type Quote, totalOf } from './quote.ts';
import { readSettings } from './settings.ts';
import { stricter } from './stricter.ts';

/** What payment without asking relies on. Kept as JSON text with a seal (background/consent.ts). */
export type Consent = {
  readonly version: 1;
  /** One more with each change. A record with a lower number than was seen before is an old copy. */
  readonly count: number;
  /** By origin. */
  readonly allowances: Readonly<Record<string, Allowance>>;
  /** By origin: addresses, in lower case, that the user paid by a press at a site with an allowance. */
  readonly payees: Readonly<Record<string, readonly string[]>>;
  readonly limits: Limits;
  /** Payments without asking, written before the wallet is asked. Oldest first. */
  readonly ledger: readonly Entry[];
};

/** One payment without asking, or the sum of several old ones (`id` is empty). */
export type Entry = {
  /** The payment's id. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  /** The page; of a sum its origin. */
  readonly url: string;
  /** What limits count; the price with its fees. */
  readonly offer: Pick<FrozenOffer, 'price' | 'network' | 'rail'>;
};

/** ms: for so long each payment keeps its own entry; rules about the page and the minute look back a day. */
const ALONE = 2 * 86_400_000;
/** ms: longer than a month, the longest time that a limit looks back. */
const KEPT = 32 * 86_400_000;

/** A record from its text, each part made whole; undefined where the text is no record of this version. */
export function readConsent(text: string): Consent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const { count, payees, ledger } = value;
  if (!Number.isSafeInteger(count) || !isObject(payees) || !Array.isArray(ledger)) return undefined;
  const { allowances, limits } = readSettings(value);
  return {
    version: 1,
    count: count as number,
    allowances,
    payees: payees as Consent['payees'],
    limits,
    ledger: ledger as Entry[],
  };
}

/** The entry of a quote that is about to be paid without asking; `at` in ms. */
export function entryOf({ id, url, offer }: Quote, at: number): Entry {
  const { price, network, rail } = offer;
  const total = totalOf(offer);
  return {
    id,
    at,
    url,
    offer: {
      ...(price === undefined || total === undefined
        ? {}
        : { price: { ...price, amount: `${total}` } }),
      ...(network === undefined ? {} : { network }),
      // The unit of ecash says what it is worth; of other rails nothing is counted.
      ...(rail?.kind === 'ecash' ? { rail } : {}),
    },
  };
}

/** A ledger with one more entry. Entries of the same site, asset and day become one when they are old. */
export function withEntry(ledger: readonly Entry[], entry: Entry): Entry[] {
  const { at: now } = entry;
  const old = ledger.filter(({ at }) => at <= now - ALONE && at > now - KEPT);
  const sums = new Map<string, Entry>();
  for (const { at, url, offer } of old) {
    const site = `${new URL(url).origin}/`;
    const { price, network, rail } = offer;
    const day = Math.floor(at / 86_400_000);
    const key = JSON.stringify([site, day, network, price?.asset, price?.currency, rail]);
    const sum = sums.get(key);
    const amount = BigInt(price?.amount ?? '0') + BigInt(sum?.offer.price?.amount ?? '0');
    const whole =
      price === undefined ? offer : { ...offer, price: { ...price, amount: `${amount}` } };
    sums.set(key, { id: '', at: Math.max(at, sum?.at ?? at), url: site, offer: whole });
  }
  return [...sums.values(), ...ledger.filter(({ at }) => at > now - ALONE), entry];
}

/**
 * The journal, with the ledger's word for what was paid without asking: its time, page and amount, and that it counts.
 * So a journal from which records were deleted or changed allows no more than the whole one. What is missing there is
 * drawn as a payment whose end is not known: its site is asked for until the user has paid it by a press. `now` in ms.
 */
export function counted(
  payments: readonly Payment[],
  ledger: readonly Entry[],
  now: number,
): Payment[] {
  const records = new Map(payments.map((payment) => [payment.id, payment]));
  const entries = ledger.map((entry): Payment => {
    const record = entry.id === '' ? undefined : records.get(entry.id);
    records.delete(entry.id);
    const start = { state: 'approved', at: entry.at } as const;
    const quote = { method: 'GET', url: entry.url };
    if (record !== undefined) {
      const [, ...later] = record.history;
      const { extra: _, ...offer } = record.quote.offer;
      return {
        ...record,
        quote: { ...record.quote, ...quote, offer: { ...offer, ...entry.offer } },
        unasked: true,
        history: [start, ...later],
        ...(mayHaveMoved(record, now) ? {} : { state: 'settled' }),
      } as Payment;
    }
    const state = entry.id === '' ? 'settled' : 'unknown';
    return {
      version: 1,
      id: entry.id,
      quote: {
        ...quote,
        id: entry.id,
        hash: '',
        at: entry.at,
        offer: { ...NOTHING, ...entry.offer },
      },
      wallet: '',
      state,
      history: [start, { state, at: entry.at }],
      target: { tabId: -1, frameId: 0, type: 'main_frame' },
      unasked: true,
    };
  });
  return [...records.values(), ...entries];
}

const NOTHING: FrozenOffer = {
  id: '',
  protocol: '',
  method: '',
  payable: false,
  cautions: [],
  terms: null,
};

/** What may be taken from a record without its seal: less of everything. */
export type Restriction = {
  /** Origins that are not paid without asking any more. */
  readonly origins: readonly string[];
  /** Origins whose pages are not paid twice a day any more. */
  readonly once: readonly string[];
  readonly limits: Limits;
};

/** The record less a restriction. */
export function restricted(record: Consent, less: Partial<Restriction> | undefined): Consent {
  if (less === undefined) return record;
  const { origins = [], once = [], limits = {} } = less;
  const kept = <Value>(of: Readonly<Record<string, Value>>) =>
    Object.entries(of).filter(([origin]) => !origins.includes(origin));
  return {
    ...record,
    allowances: Object.fromEntries(
      kept(record.allowances).map(([origin, allowance]) => [
        origin,
        once.includes(origin) ? { ...allowance, again: false } : allowance,
      ]),
    ),
    payees: Object.fromEntries(kept(record.payees)),
    limits: stricter(record.limits, limits),
  };
}
