import { isObject, type JsonObject, parseJson } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { ParsedResponse } from '../../core/offers/parsed-response.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { registry } from '../../protocols/index.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { type Auth, authOf } from './auth.ts';
import { type CashuRequest, cashuOf } from './cashu.ts';
import { type InvoiceFact, invoicesOf } from './invoices.ts';
import { type X402, x402Of } from './x402.ts';

/** An earlier answer of the address. */
export type Earlier = {
  readonly response: HttpResponse;
  readonly auth: Auth;
  readonly isInvoicePaid: boolean;
};

/** An exchange with all that several checks ask of it, decoded once. */
export type Facts = {
  readonly exchange: Exchange;
  /** The 402 as the readers take it. */
  readonly response: HttpResponse;
  /** What Farebox makes of it. */
  readonly reading: ParsedResponse;
  readonly x402: X402;
  readonly auth: Auth;
  readonly cashu: readonly CashuRequest[];
  readonly invoices: readonly InvoiceFact[];
  /** What the address asked for before, oldest first. */
  readonly earlier: readonly Earlier[];
  /** The body, where it is a JSON object. */
  readonly json: JsonObject | undefined;
  readonly isHtml: boolean;
  /** Whether the body was read whole: nothing is said of what one that was not read holds or lacks. */
  readonly isBodyRead: boolean;
};

/** An answer to a request of this exchange, as the readers take it. JSON that was cut off is no body. */
export function responseOf({ url, method }: Exchange, answer: Answer): HttpResponse {
  const { status, headers, body, truncated } = answer;
  const isCut = truncated === true && /^\s*[{[]/.test(body ?? '');
  return { url, method, status, headers, ...(body === undefined || isCut ? {} : { body }) };
}

/** Whether the body of an answer was read whole. A HEAD has none, and says nothing of the one that a GET would get. */
export function isRead({ method }: Exchange, { body, truncated }: Answer): boolean {
  return body !== undefined && truncated !== true && method !== 'HEAD';
}

export function factsOf(exchange: Exchange): Facts {
  const response = responseOf(exchange, exchange.answer);
  const auth = authOf(response);
  const body = parseJson(response.body?.trim() ?? '');
  return {
    exchange,
    response,
    reading: registry.read(response),
    x402: x402Of(response),
    auth,
    cashu: cashuOf(response),
    invoices: invoicesOf(response, auth),
    earlier: (exchange.earlier ?? []).map((each) => {
      const before = responseOf(exchange, each);
      return {
        response: before,
        auth: authOf(before),
        isInvoicePaid: each.isInvoicePaid === true,
      };
    }),
    json: isObject(body) ? body : undefined,
    isHtml: isHtml(response),
    isBodyRead: isRead(exchange, exchange.answer),
  };
}

function isHtml(response: HttpResponse): boolean {
  const type = headerValues(response, 'content-type').at(-1);
  if (type !== undefined) return /^\s*(?:text\/html|application\/xhtml)/i.test(type);
  return /^\s*<(?:!doctype html|html)/i.test(response.body ?? '');
}

/** A value of the site's, short, safe and in quotation marks. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return `"${sanitize(text, 60) ?? ''}"`;
}
