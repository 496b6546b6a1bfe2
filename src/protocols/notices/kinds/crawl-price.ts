import { member } from '../../../core/encoding/json.ts';
import { parseDecimal } from '../../../core/money/decimal.ts';
import { fiatOf } from '../../../core/money/fiat.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import type { Price } from '../../../core/offers/offer.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { httpsUrl } from '../../../core/web/url.ts';
import { shownJson } from '../response/body.ts';
import { readErrorBody } from '../response/error-body.ts';
import type { NoticeReader } from '../response/reader.ts';
import { docLink, words } from '../response/redact.ts';

/** A publisher's subdomain that TollBit answers for, and TollBit itself. */
const GATE = /^tollbit\./;
const TOLLBIT = /(?:^|\.)tollbit\.com$/;

/** A price for crawlers: only an operator with an account and a signing key can pay it. */
export const readCrawlPrice: NoticeReader = (response) => [
  ...crawlerPrice(response),
  ...tollbit(response),
];

function first(response: HttpResponse, name: string): string | undefined {
  return headerValues(response, name)[0]?.trim();
}

/** Cloudflare's Pay Per Crawl: `crawler-price` and, when a bid was wrong, `crawler-error`. */
function crawlerPrice(response: HttpResponse): Notice[] {
  const text = first(response, 'crawler-price');
  const code = words(first(response, 'crawler-error'), 64);
  if (text === undefined && code === undefined) return [];
  const price = text === undefined ? undefined : priceOf(text);
  // A price in a form that is not known stays the server's words.
  const said = shownJson(response);
  const message =
    price === undefined && text !== undefined ? words(text) : said && readErrorBody(said).message;
  const isCloudflare =
    first(response, 'cf-ray') !== undefined || first(response, 'server') === 'cloudflare';
  const rail = words(first(response, 'crawler-price-rail'), 64);
  return [
    {
      kind: 'crawl-price',
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message }),
      ...(price === undefined ? {} : { price }),
      ...(isCloudflare ? { service: 'Cloudflare' } : {}),
      ...(rail === undefined ? {} : { details: [['crawler-price-rail', rail] as const] }),
      whoActs: 'bot-operator',
    },
  ];
}

/** `USD 0.01`, or `5000 micros USD`. */
function priceOf(text: string): Price | undefined {
  const [one = '', two, three] = (text.split(';', 1)[0] ?? '').trim().split(/ +/, 4);
  const fiat = fiatOf(three === undefined ? one : three);
  if (fiat === undefined) return undefined;
  const micros = two === 'micros' ? parseBaseUnits(one) : undefined;
  const decimal =
    three === undefined
      ? parseDecimal(two)
      : micros === undefined
        ? undefined
        : { amount: micros, decimals: 6 };
  return decimal && { ...decimal, currency: fiat.code, asset: fiat.code };
}

/** TollBit answers for a site on a subdomain of its own, or for a forwarded request. */
function tollbit(response: HttpResponse): Notice[] {
  const body = shownJson(response);
  const link = body && httpsUrl(member(body, 'url'));
  const isTollbit =
    first(response, 'x-tollbit-forwarded') !== undefined ||
    GATE.test(httpsUrl(response.url)?.hostname ?? '') ||
    (link !== undefined && TOLLBIT.test(link.hostname));
  if (!isTollbit) return [];
  const message = body && words(member(body, 'message'));
  const docUrl = docLink(link?.href);
  return [
    {
      kind: 'crawl-price',
      ...(message === undefined ? {} : { message }),
      ...(docUrl === undefined ? {} : { docUrl }),
      service: 'TollBit',
      whoActs: 'bot-operator',
    },
  ];
}
