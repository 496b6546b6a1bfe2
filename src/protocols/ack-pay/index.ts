import { decodeBase64Text } from '../../core/encoding/base64.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { parseTimestamp, parseUnixSeconds } from '../../core/encoding/time.ts';
import { wholeNumber } from '../../core/money/decimal.ts';
import { fiatOf } from '../../core/money/fiat.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import type { Offer, Price } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { httpsUrl } from '../../core/web/url.ts';
import { jsonBody, listOf } from '../json-body.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

/** More options than these are not read. */
const OPTIONS = 32;

/**
 * ACK-Pay (Agent Commerce Kit 0.11): a signed payment request in the body. Read, not paid. The signature is
 * not checked: it would tell that a DID asks, and the browser already tells which site asks.
 */
export const ackPay = {
  id: 'ack-pay',
  name: 'ACK-Pay',
  specification: 'https://www.npmjs.com/package/@agentcommercekit/ack-pay',
  found: { readsBody: true, bodyKeys: ['paymentRequestToken'] },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const body = jsonBody(response, 'paymentRequestToken');
    const token = body && member(body, 'paymentRequestToken');
    if (typeof token !== 'string') return { offers, notices: [], problems };
    const request = payloadOf(token);
    const options = request && listOf(member(request, 'paymentOptions'));
    if (request === undefined || options === undefined) {
      const field = 'paymentRequestToken';
      const reason = 'The token is no JWT with payment options.';
      return { offers, notices: [], problems: [{ protocol: 'ack-pay', field, reason }] };
    }
    for (const [at, option] of options.slice(0, OPTIONS).entries()) {
      const found = offerOf(`ack-pay:${offers.length}`, request, option);
      if (typeof found !== 'string') offers.push(found);
      else problems.push({ protocol: 'ack-pay', field: `paymentOptions[${at}]`, reason: found });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

/** The claims of a JWT in compact form (RFC 7519 section 7.2), unverified. */
function payloadOf(token: string): JsonObject | undefined {
  const parts = token.split('.', 4);
  const json = parts.length === 3 ? decodeBase64Text(parts[1] ?? '') : undefined;
  const payload = json === undefined ? undefined : parseJson(json);
  return isObject(payload) ? payload : undefined;
}

function offerOf(id: string, request: JsonObject, option: Json): Offer | string {
  if (!isObject(option)) return 'The option is no object.';
  const price = priceOf(option);
  const payee = sanitize(member(option, 'recipient'), 128);
  if (price === undefined) return 'The option has no amount in base units of a currency.';
  if (payee === undefined) return 'recipient is missing.';
  const network = sanitize(member(option, 'network'), 64);
  const description = sanitize(member(request, 'description'));
  const expiresAt =
    parseTimestamp(member(request, 'expiresAt')) ?? parseUnixSeconds(member(request, 'exp'));
  const service = httpsUrl(member(option, 'paymentService'));
  return {
    id,
    protocol: 'ack-pay',
    method: service === undefined ? 'transfer' : 'payment-service',
    price,
    payee,
    ...(network === undefined ? {} : { network }),
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    payable: false,
    why: price.amount === 0n ? 'reason_amount_zero' : 'reason_external',
    cautions: price.decimals === undefined ? ['caution_unknown_asset'] : [],
    terms: option,
  };
}

/** A currency of ISO 4217 is vouched for, in the server's subunits; a token's bare symbol is not. */
function priceOf(option: JsonObject): Price | undefined {
  const raw = member(option, 'amount');
  const amount = parseBaseUnits(raw) ?? wholeNumber(raw);
  const currency = sanitize(member(option, 'currency'), 32);
  if (amount === undefined || currency === undefined) return undefined;
  const decimals = member(option, 'decimals');
  const fiat = fiatOf(currency);
  const isScale = typeof decimals === 'number' && Number.isInteger(decimals);
  return fiat !== undefined && isScale && decimals >= 0 && decimals <= 18
    ? { amount, currency: fiat.code, decimals, asset: fiat.code }
    : { amount, currency, asset: currency };
}
