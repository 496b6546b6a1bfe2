import { type Finding, findingsOf as findingsIn } from '../checks/index.ts';
import type { Exchange } from '../core/exchange/exchange.ts';
import type { Offer } from '../core/offers/offer.ts';
import { EMPTY_RESPONSE, type ParsedResponse } from '../core/offers/parsed-response.ts';
import { makeQuote, type Quote } from '../core/offers/quote.ts';
import type { HttpResponse } from '../core/web/http.ts';
import { registry } from '../protocols/index.ts';
import { checkInput, type ExchangeContext } from './check-input.ts';

/** What Farebox makes of an answer, as the background reads it. */
export function readingOf(response: HttpResponse | undefined): ParsedResponse {
  return response === undefined ? EMPTY_RESPONSE : registry.read(response);
}

export function protocolName(id: string): string {
  return registry.nameOf(id);
}

/** Everything that the checks find in a recorded exchange. */
export function findingsOf(exchange: Exchange, context?: ExchangeContext): readonly Finding[] {
  const input = checkInput(exchange, context);
  return input === undefined ? [] : findingsIn(input);
}

/** The offers of an exchange as quotes: the ids and hashes that the popup has. Fees that a mint names are not in them. */
export function quotesOf(
  exchange: Exchange,
): readonly { readonly offer: Offer; readonly quote: Quote }[] {
  const { id, at, url, method, asked } = exchange;
  return readingOf(asked?.response).offers.map((offer) => ({
    offer,
    quote: makeQuote({ id, url, method, at }, offer),
  }));
}
