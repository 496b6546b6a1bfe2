import { isObject, type Json, type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { wholeNumber } from '../../core/money/decimal.ts';
import { fiatOf } from '../../core/money/fiat.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import type { Offer, Price } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { secureUrl } from '../../core/web/url.ts';
import { jsonBody, listOf } from '../json-body.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

/** More offers than these are not read. */
const OFFERS = 32;

/**
 * The JSON offers of l402.org, version 0.2 (Fewsats): a list of packages, bought by a POST to another
 * address, with no proof that a repeated request could carry. Read, not paid. Not the L402 of Lightning Labs.
 */
export const l402Offers = {
  id: 'l402-offers',
  name: 'L402 offers',
  specification: 'https://github.com/l402-protocol/l402',
  found: { readsBody: true, bodyKeys: ['payment_request_url'] },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const body = jsonBody(response, 'payment_request_url');
    const list = body && listOf(member(body, 'offers'));
    if (body === undefined || list === undefined) return { offers, notices: [], problems };
    const fault = (field: string, reason: string) =>
      problems.push({ protocol: 'l402-offers', field, reason });
    const url = secureUrl(member(body, 'payment_request_url'), response.url);
    if (url === undefined) {
      fault('payment_request_url', 'The address to buy at is no https URL.');
      return { offers, notices: [], problems };
    }
    for (const [at, raw] of list.slice(0, OFFERS).entries()) {
      const price = isObject(raw) ? priceOf(raw) : undefined;
      if (!isObject(raw) || price === undefined) {
        fault(`offers[${at}]`, 'The offer has no whole amount in a currency.');
        continue;
      }
      offers.push(offerOf(`l402-offers:${offers.length}`, raw, price, body, url));
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

/** Minor units of ISO 4217; version 0.2 writes them as JSON numbers. */
function priceOf(offer: JsonObject): Price | undefined {
  const raw = member(offer, 'amount');
  const amount = wholeNumber(raw) ?? parseBaseUnits(raw);
  const currency = sanitize(member(offer, 'currency'), 16);
  if (amount === undefined || currency === undefined) return undefined;
  const fiat = fiatOf(currency);
  if (fiat === undefined) return { amount, currency };
  return { amount, currency: fiat.code, decimals: fiat.decimals, asset: fiat.code };
}

function offerOf(id: string, raw: JsonObject, price: Price, body: JsonObject, url: URL): Offer {
  const method = sanitize(member(raw, 'type'), 32);
  const description = words(member(raw, 'title'), member(raw, 'description'));
  const version = sanitize(member(body, 'version'), 16);
  const expiresAt = parseTimestamp(member(body, 'expiry'));
  const recurring = method === 'subscription';
  return {
    id,
    protocol: 'l402-offers',
    ...(version === undefined ? {} : { version }),
    method: method ?? 'offer',
    price,
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    payable: false,
    why: recurring ? 'reason_subscription' : 'reason_external',
    cautions: [],
    terms: { payment_request_url: url.href, offer: raw },
  };
}

function words(title: Json | undefined, description: Json | undefined): string | undefined {
  const parts = [sanitize(title), sanitize(description)].filter((part) => part !== undefined);
  return sanitize(parts.join(': '));
}
