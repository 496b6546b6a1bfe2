import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import { isObject, type Json, parseJson } from '../../../core/encoding/json.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import { firstObject, pick, type Scope, scopeOf } from '../../../core/offers/scope.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { shownJson } from '../response/body.ts';
import type { NoticeReader } from '../response/reader.ts';
import { docLink, words } from '../response/redact.ts';

type Tier = {
  readonly label: string;
  readonly price?: string;
  readonly seconds?: number;
  /** Base units, as the server wrote them. */
  readonly amount?: string;
};

/** Tiers that are shown of one response. */
const MOST = 12;
/** Of a pass: a hundred years are none. */
const LONGEST = 100 * 366 * 86_400;
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const SECONDS: readonly (readonly [name: string, seconds: number])[] = [
  ['seconds', 1],
  ['durationseconds', 1],
  ['minutes', 60],
  ['passminutes', 60],
  ['hours', 3600],
  ['days', 86_400],
];

/**
 * Access for a time, or credit for several requests, in place of one page: the tiers of Dexter's `X-ACCESS-PASS-TIERS`
 * (base64 of JSON, https://github.com/Dexter-DAO/dexter-x402-sdk), profullstack's `pass` in the body (sent back as
 * `x-crawl-pass`), toll-booth's `tiers` and `payment_url`. Farebox keeps none of them yet, which the user reads before
 * paying.
 */
export const readAccessPass: NoticeReader = (response, { offers }) => {
  const found = ofHeader(response) ?? ofBody(response);
  return found === undefined ? [] : [noticeOf(found, offers)];
};

type Found = { readonly tiers: readonly Tier[]; readonly docUrl?: string; readonly time?: number };

function ofHeader(response: HttpResponse): Found | undefined {
  const value = headerValues(response, 'x-access-pass-tiers')[0]?.trim();
  if (value === undefined) return undefined;
  const json = parseJson(value.startsWith('{') ? value : (decodeBase64Text(value) ?? ''));
  // The header alone says that passes are sold, whatever is in it.
  if (!isObject(json)) return { tiers: [] };
  const scope = scopeOf(json);
  const rate = words(text(scope.get('rateperhour')), 40);
  const perHour: Tier[] = rate === undefined ? [] : [{ label: '1h', price: dollars(rate) }];
  const tiers = tiersOf(scope.get('tiers'));
  return { tiers: tiers.length === 0 ? perHour : tiers };
}

function ofBody(response: HttpResponse): Found | undefined {
  const root = shownJson(response);
  if (root === undefined) return undefined;
  const scope = scopeOf(root);
  const inner = ['pass', 'accesspass', 'crawlpass', 'l402'].map((name) => {
    const object = firstObject(scope.get(name));
    return object && scopeOf(object);
  });
  const passes = inner.slice(0, 3).find((each) => each !== undefined);
  const list = pick([passes, scope, inner[3]], ['tiers', 'credittiers', 'passtiers']);
  const tiers = tiersOf(list);
  if (passes === undefined && tiers.length === 0) return undefined;
  const link = pick([passes, scope, inner[3]], ['buy', 'paymenturl', 'buyurl']);
  const docUrl = docLink(link, response.url);
  const time = passes && secondsOf(passes);
  return {
    tiers,
    ...(docUrl === undefined ? {} : { docUrl }),
    ...(time === undefined ? {} : { time }),
  };
}

function tiersOf(value: Json | undefined): Tier[] {
  const list: readonly Json[] = Array.isArray(value) ? value.slice(0, MOST) : [];
  return list.flatMap((each) => {
    const tier = isObject(each) ? tierOf(scopeOf(each)) : undefined;
    return tier === undefined ? [] : [tier];
  });
}

function tierOf(scope: Scope): Tier | undefined {
  const sats = text(pick([scope], ['amountsats', 'pricesats', 'sats']));
  const credit = text(pick([scope], ['creditsats', 'credits', 'credit']));
  const usd = text(pick([scope], ['price', 'priceusd', 'usd']));
  const price = sats !== undefined ? `${sats} sat` : usd === undefined ? undefined : dollars(usd);
  const seconds = secondsOf(scope);
  const amount = text(pick([scope], ['priceatomic', 'amount']));
  const name = pick([scope], ['label', 'name', 'id', 'duration']);
  const label = words(name, 60) ?? words(credit, 40) ?? words(price, 40);
  if (label === undefined || (price ?? seconds ?? credit) === undefined) return undefined;
  const shown = [price, credit !== undefined && credit !== label ? `(${credit})` : undefined];
  const line = words(shown.filter(Boolean).join(' '), 60);
  return {
    label,
    ...(line === undefined ? {} : { price: line }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(amount === undefined ? {} : { amount }),
  };
}

/** How long a pass is good: `seconds: 3600`, `minutes: 60`, or an id such as `1h`. */
function secondsOf(scope: Scope): number | undefined {
  for (const [name, unit] of SECONDS) {
    const value = Number(text(scope.get(name)) ?? Number.NaN) * unit;
    if (Number.isSafeInteger(value) && value > 0 && value <= LONGEST) return value;
  }
  const id = text(pick([scope], ['id', 'duration', 'tier', 'period']));
  const [, count, unit] = /^(\d{1,5}) ?([smhdw])$/.exec(id ?? '') ?? [];
  const value = Number(count) * UNITS[(unit ?? 's') as keyof typeof UNITS];
  return value > 0 && value <= LONGEST ? value : undefined;
}

function dollars(price: string): string {
  return /^\d+(?:\.\d+)?$/.test(price) ? `${price} USD` : price;
}

function text(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= 200 ? value : undefined;
}

function noticeOf({ tiers, docUrl, time }: Found, offers: readonly Offer[]): Notice {
  const details = tiers.map(({ label, price }) => [label, price ?? ''] as const);
  const seconds = time ?? boughtBy(tiers, offers);
  return {
    kind: 'pass',
    ...(docUrl === undefined ? {} : { docUrl }),
    ...(details.length === 0 ? {} : { details }),
    ...(seconds === undefined ? {} : { seconds }),
    whoActs: 'visitor',
  };
}

/** How long the pass is good that the offered price buys: of the tier with this price, or of the only one. */
function boughtBy(tiers: readonly Tier[], offers: readonly Offer[]): number | undefined {
  const prices = new Set(offers.map(({ price }) => price?.amount.toString()));
  const bought = tiers.find(({ amount }) => amount !== undefined && prices.has(amount));
  return (bought ?? (tiers.length === 1 ? tiers[0] : undefined))?.seconds;
}
