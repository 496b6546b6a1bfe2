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
import { type Facts, responseOf } from '../facts/facts.ts';
import { SPEC } from '../links.ts';

const DOLLARS = /^(?:USDC|USDT|USD|USDC\.e|pathUSD|USDT0)$/;

const keyOf = ({ protocol, method, network, price }: Offer) =>
  [protocol, method, network, price?.asset ?? price?.currency].join(' ');

/** The offers of the newest earlier answer that made some. */
function offersBefore(facts: Facts): readonly Offer[] {
  const { exchange } = facts;
  const readings = (exchange.earlier ?? []).map((answer) =>
    registry.read(responseOf(exchange, answer)),
  );
  return readings.findLast(({ offers }) => offers.length > 0)?.offers ?? [];
}

/** Each offer with the one of before that is of its kind. */
function pairs(facts: Facts): (readonly [now: Offer, then: Offer])[] {
  const earlier = new Map(offersBefore(facts).map((offer) => [keyOf(offer), offer]));
  return facts.reading.offers.flatMap((offer) => {
    const then = earlier.get(keyOf(offer));
    return then === undefined ? [] : [[offer, then] as const];
  });
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
  const name = Object.keys(paths)
    .slice(0, 2000)
    .find((path) => matches(path, pathname));
  const item = name === undefined ? undefined : member(paths, name);
  const operation = isObject(item) ? member(item, exchange.method.toLowerCase()) : undefined;
  return isObject(operation) ? operation : undefined;
}

/** `/users/{id}` and `/users/7`. */
function matches(path: string, pathname: string): boolean {
  const parts = path.split('/');
  const own = pathname.split('/');
  return (
    parts.length === own.length &&
    parts.every((part, at) => part === own[at] || /^\{[^}]+\}$/.test(part))
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
        const risen = pairs(facts).filter(([now, then]) => {
          const [one, other] = [now.price?.amount, then.price?.amount];
          return one !== undefined && other !== undefined && one > other;
        });
        const [first] = risen;
        const reason =
          first &&
          `It asked ${said(first[1])}, and now ${said(first[0])}: clients with a limit stop.`;
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
          const known = now.payee !== undefined && then.payee !== undefined;
          return known && now.payee?.toLowerCase() !== then.payee?.toLowerCase();
        });
        const reason = 'Who pays again is told that the money goes to someone else.';
        return foundIf(changed, 'payee', reason);
      },
    },
  ],
};
