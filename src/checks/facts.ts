import type { ParsedResponse } from '../core/offers/parsed-response.ts';
import type { HttpResponse } from '../core/web/http.ts';
import { registry } from '../protocols/index.ts';
import type { Answer, Exchange } from './exchange.ts';
import { type X402, x402Of } from './facts-x402.ts';

/** An exchange with all that several checks ask of it, decoded once. */
export type Facts = {
  readonly exchange: Exchange;
  /** The 402 as the readers take it. */
  readonly response: HttpResponse;
  /** What Farebox makes of it. */
  readonly reading: ParsedResponse;
  readonly x402: X402;
};

/** An answer to a request of this exchange, as the readers take it. JSON that was cut off is no body. */
export function responseOf({ url, method }: Exchange, answer: Answer): HttpResponse {
  const { status, headers, body, truncated } = answer;
  const isCut = truncated === true && /^\s*[{[]/.test(body ?? '');
  return { url, method, status, headers, ...(body === undefined || isCut ? {} : { body }) };
}

export function factsOf(exchange: Exchange): Facts {
  const response = responseOf(exchange, exchange.answer);
  return { exchange, response, reading: registry.read(response), x402: x402Of(response) };
}
