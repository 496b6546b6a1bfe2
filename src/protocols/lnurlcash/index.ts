import { decodeBase64Text } from '../../core/encoding/base64.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { Offer, Price } from '../../core/offers/offer.ts';
import {
  EMPTY_RESPONSE,
  type ParsedResponse,
  type Problem,
} from '../../core/offers/parsed-response.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { jsonBody } from '../json-body.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

const PREFIX = 'lnurlcashreq1';

/**
 * LNURLcash notes in an `X-LNURLcash` header (toll-booth): the prefix and base64url of JSON, in the form of its
 * schema (`amount`, `currency`, `methodDetails.mints`) or the earlier short one (`a`, `u`, `m`); the same under
 * `lnurlcash` in the body. Shown and not paid: the notes are no Cashu ecash.
 */
export const lnurlcash = {
  id: 'lnurlcash',
  name: 'LNURLcash',
  specification: 'https://github.com/forgesworn/toll-booth',
  found: { headers: ['x-lnurlcash'], readsBody: true },
  read(response: HttpResponse): ParsedResponse {
    if (response.status !== 402) return EMPTY_RESPONSE;
    const [header] = headerValues(response, 'x-lnurlcash');
    const inBody = jsonBody(response, 'lnurlcash');
    const body = inBody && member(inBody, 'lnurlcash');
    if (header === undefined && body === undefined) return EMPTY_RESPONSE;
    const found = [header === undefined ? undefined : decode(header.trim()), body].find(isTerms);
    if (found !== undefined) return { offers: [offerOf(found)], notices: [], problems: [] };
    // A body without a header that names it may be about something else.
    return header === undefined
      ? EMPTY_RESPONSE
      : { offers: [], notices: [], problems: [problem(header)] };
  },
} as const satisfies ReadOnlyProtocol;

function decode(text: string): Json | undefined {
  if (!text.toLowerCase().startsWith(PREFIX)) return undefined;
  const json = decodeBase64Text(text.slice(PREFIX.length));
  return json === undefined ? undefined : parseJson(json);
}

function problem(header: string): Problem {
  const reason = header.trim().toLowerCase().startsWith(PREFIX)
    ? 'What follows lnurlcashreq1 is no request: JSON in base64url with amount and mints.'
    : 'The header holds no LNURLcash request (lnurlcashreq1…).';
  return { protocol: 'lnurlcash', field: 'X-LNURLcash', reason };
}

const pick = (terms: JsonObject, names: readonly string[]): Json | undefined =>
  names.map((name) => member(terms, name)).find((value) => value !== undefined && value !== null);

const amountIn = (terms: JsonObject): bigint | undefined => {
  const value = pick(terms, ['amount', 'a']);
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
};

function isTerms(value: Json | undefined): value is JsonObject {
  return isObject(value) && amountIn(value) !== undefined;
}

function offerOf(terms: JsonObject): Offer {
  const price = priceOf(terms);
  const description = sanitize(pick(terms, ['memo', 'description', 'd']));
  return {
    id: 'lnurlcash:0',
    protocol: 'lnurlcash',
    method: 'in-band',
    ...(price === undefined ? {} : { price }),
    ...(description === undefined ? {} : { description }),
    payable: false,
    why: 'reason_no_wallet',
    cautions: [],
    terms,
  };
}

/** Whole satoshi; the schema knows no other unit. */
function priceOf(terms: JsonObject): Price | undefined {
  const amount = amountIn(terms);
  const unit = pick(terms, ['currency', 'unit', 'u']) ?? 'sat';
  if (amount === undefined || typeof unit !== 'string') return undefined;
  return unit.toLowerCase() === 'sat'
    ? { amount, currency: 'sat', decimals: 0 }
    : { amount, currency: sanitize(unit, 32) ?? '?' };
}
