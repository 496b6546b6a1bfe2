import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../core/encoding/json.ts';
import { parseDecimal, rescale } from '../../core/money/decimal.ts';
import { parseBaseUnits, toDecimal } from '../../core/money/money.ts';
import type { Offer } from '../../core/offers/offer.ts';
import { registry } from '../../protocols/index.ts';
import { type Family, foundIf } from '../check.ts';
import type { Facts } from '../facts/facts.ts';
import { SPEC } from '../links.ts';

const DOLLARS = /^(?:USDC|USDT|USD|USDC\.e|pathUSD|USDT0)$/;

const keyOf = ({ protocol, method, network, price }: Offer) =>
  [protocol, method, network, price?.asset ?? price?.currency].join(' ');

/**
 * The terms of another request say nothing of this one. Where the body of a POST is not known, the next one may buy
 * something else.
 */
function isSameRequest({ exchange: { method, requestBody } }: Facts): boolean {
  return method === 'GET' || method === 'HEAD' || requestBody !== undefined;
}

/** Offers by their kind. Two of one kind may stand in one answer: a part for each payee. */
function byKind(offers: readonly Offer[]): ReadonlyMap<string, readonly Offer[]> {
  const kinds = new Map<string, Offer[]>();
  for (const offer of offers) kinds.set(keyOf(offer), [...(kinds.get(keyOf(offer)) ?? []), offer]);
  return kinds;
}

/** The offers of this answer with those of the newest earlier one that made some, kind by kind. */
function pairs(facts: Facts): (readonly [now: readonly Offer[], then: readonly Offer[]])[] {
  if (!isSameRequest(facts)) return [];
  const newest = facts.earlier
    .map(({ response }) => registry.read(response).offers)
    .findLast((offers) => offers.length > 0);
  const earlier = byKind(newest ?? []);
  return [...byKind(facts.reading.offers)].flatMap(([kind, now]) => {
    const then = earlier.get(kind);
    return then === undefined ? [] : [[now, then] as const];
  });
}

/** The cheapest of some offers of one kind; undefined where one names no price. */
function cheapest(offers: readonly Offer[]): Offer | undefined {
  return offers.reduce<Offer | undefined>(
    (least, offer) => ((offer.price?.amount ?? 0n) < (least?.price?.amount ?? 0n) ? offer : least),
    offers.every(({ price }) => price !== undefined) ? offers[0] : undefined,
  );
}

/** Payees, compared without case; undefined where one is not named. */
function payeesOf(offers: readonly Offer[]): readonly string[] | undefined {
  const payees = offers.flatMap(({ payee }) => (payee === undefined ? [] : [payee.toLowerCase()]));
  return payees.length === offers.length ? payees : undefined;
}

const said = ({ price }: Offer) =>
  price?.decimals === undefined
    ? String(price?.amount ?? '')
    : `${toDecimal(price.amount, price.decimals)} ${price.currency}`;

/** What an OpenAPI document says of this address and method. */
function operationOf({ exchange }: Facts): JsonObject | undefined {
  const document = parseJson(exchange.openapi ?? '');
  const paths = isObject(document) ? member(document, 'paths') : undefined;
  if (!isObject(paths)) return undefined;
  const { pathname } = new URL(exchange.url);
  const [name] = Object.keys(paths)
    .slice(0, 2000)
    .filter((path) => matches(path, pathname))
    .toSorted((a, b) => (templateOf(a) < templateOf(b) ? -1 : 1));
  const item = name === undefined ? undefined : member(paths, name);
  const operation = isObject(item) ? member(item, exchange.method.toLowerCase()) : undefined;
  return isObject(operation) ? operation : undefined;
}

const isParameter = (part: string): boolean => /^\{[^}]+\}$/.test(part);

/**
 * Which segments of a path are parameters: of several paths that match, the least text is of the one that is concrete, or is
 * so for longer (OpenAPI 3.1 section 4.8.8.2).
 */
const templateOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (isParameter(part) ? '1' : '0'))
    .join('');

/** `/users/{id}` and `/users/7`. */
function matches(path: string, pathname: string): boolean {
  const parts = path.split('/');
  const own = pathname.split('/');
  return (
    parts.length === own.length && parts.every((part, at) => part === own[at] || isParameter(part))
  );
}

/** The highest price that a document names, in base units of the offer; undefined where it names none of its money. */
function advertised(info: Json | undefined, { price }: Offer): bigint | undefined {
  if (!isObject(info) || price?.decimals === undefined) return undefined;
  const offers = member(info, 'offers');
  const amounts = (Array.isArray(offers) ? (offers as readonly Json[]) : []).flatMap((offer) => {
    if (!isObject(offer)) return [];
    const currency = member(offer, 'currency');
    const isSame =
      typeof currency === 'string' && currency.toLowerCase() === price.asset?.toLowerCase();
    return isSame ? (parseBaseUnits(member(offer, 'amount')) ?? []) : [];
  });
  const fixed = member(info, 'price');
  const text = isObject(fixed) ? member(fixed, 'amount') : fixed;
  const decimal = DOLLARS.test(price.currency)
    ? parseDecimal(String(text ?? '').replace('$', ''))
    : undefined;
  const whole = decimal && rescale(decimal, price.decimals);
  const all = whole === undefined ? amounts : [...amounts, whole];
  return all.toSorted((one, other) => (one < other ? -1 : 1)).at(-1);
}

export const before: Family = {
  name: 'paid/before',
  checks: [
    {
      id: 'price-openapi',
      level: 'warning',
      title: 'The challenge asks more than the OpenAPI document says',
      link: SPEC.openapi,
      fix: {
        text: 'Write both from one constant: x-payment-info in /openapi.json, and the price of the route.',
      },
      find: (facts) => {
        const operation = operationOf(facts);
        const info = operation && member(operation, 'x-payment-info');
        const dearer = facts.reading.offers.filter((offer) => {
          const most = advertised(info, offer);
          return most !== undefined && (offer.price?.amount ?? 0n) > most;
        });
        const reason = `It asks ${dearer.map(said).join(', ')}: clients that budget by the document are charged more.`;
        return foundIf(dearer.length > 0, '/openapi.json: x-payment-info', reason);
      },
    },
    {
      id: 'price-rises',
      level: 'note',
      title: 'The same address asked less a moment ago',
      link: SPEC.x402Required,
      fix: {
        text: 'Keep a price while its challenge is good, and say in the description what it depends on.',
      },
      find: (facts) => {
        const [first] = pairs(facts).flatMap(([now, then]) => {
          const [one, other] = [cheapest(now), cheapest(then)];
          if (one?.price === undefined || other?.price === undefined) return [];
          return one.price.amount > other.price.amount ? [{ one, other }] : [];
        });
        const reason =
          first &&
          `It asked ${said(first.other)}, and now ${said(first.one)}: clients with a limit stop.`;
        return foundIf(first !== undefined, 'price', reason ?? '');
      },
    },
    {
      id: 'payee-rotates',
      level: 'warning',
      title: 'The payee changes between two answers, without notice',
      link: SPEC.x402Required,
      fix: {
        text: 'Keep one payee for each site. Where an address has to be new each time, say so in the description: wallets warn of payees that they do not know.',
      },
      find: (facts) => {
        const changed = pairs(facts).some(([now, then]) => {
          const [payees, before] = [payeesOf(now), payeesOf(then)];
          return payees?.some((payee) => before?.includes(payee) === false) === true;
        });
        const reason = 'Who pays again is told that the money goes to someone else.';
        return foundIf(changed, 'payee', reason);
      },
    },
  ],
};
