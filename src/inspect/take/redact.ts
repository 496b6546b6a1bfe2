import type { Exchange, RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { HeaderLine, HttpResponse } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';

/** What stands in the place of a secret: plain, so that it goes through every shell and header. */
const REDACTED = 'REDACTED';

/** Headers whose values open something or are money. `X-Cashu` of an answer may be a request, which is no secret. */
const SECRET_REQUEST =
  /^(?:authorization|proxy-authorization|payment-authorization|payment-signature|x-payment|x-cashu|x-lightning|sign-in-with-x|cookie|x-api-key|api-key|x-auth-token)$/i;
const SECRET_ANSWER = /^set-cookie$/i;

/** Ecash tokens are money wherever they stand (NUT-00); requests (`creq…`) are not. */
const TOKEN = /cashu[AB][A-Za-z0-9_-]{16,}={0,2}/g;

function redactText(text: string): string {
  return text.replace(TOKEN, REDACTED);
}

/** Name and password before the host are secrets, too. */
function redactUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.username === '' && parsed.password === '')) return url;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

function redact(headers: readonly HeaderLine[], secret: RegExp): HeaderLine[] {
  return headers.map(([name, value]) => [name, secret.test(name) ? REDACTED : redactText(value)]);
}

/** The headers of a request without what opens a page, an account or a purse. */
export function redactRequest(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return redact(headers, SECRET_REQUEST);
}

function redactResponse(response: HttpResponse): HttpResponse {
  const { body, headers, url } = response;
  return {
    ...response,
    url: redactUrl(url),
    headers: redact(headers, SECRET_ANSWER),
    ...(body === undefined ? {} : { body: redactText(body) }),
  };
}

function redactAnswer(answer: RecordedAnswer): RecordedAnswer {
  return { ...answer, response: redactResponse(answer.response) };
}

function redactExchange(exchange: Exchange): Exchange {
  const { asked, paid, landed, sent, url } = exchange;
  return {
    ...exchange,
    url: redactUrl(url),
    ...(asked === undefined ? {} : { asked: redactAnswer(asked) }),
    ...(paid === undefined ? {} : { paid: redactAnswer(paid) }),
    ...(landed === undefined ? {} : { landed: redactAnswer(landed) }),
    ...(sent === undefined
      ? {}
      : {
          sent: {
            ...sent,
            headers: sent.headers.map(([name]) => [name, REDACTED] as const),
            ...(sent.preimage === undefined ? {} : { preimage: REDACTED }),
          },
        }),
  };
}

/** An exchange as it may leave the machine: nothing in it opens a page or takes money. */
export function redactView({ exchange, payment }: ExchangeView): ExchangeView {
  if (payment === undefined) return { exchange: redactExchange(exchange) };
  // What the record may hold beside these opens the page, or is money.
  const { proof: _, answer: __, room: ___, change, paid, quote, ...rest } = payment;
  const { preimage: ____, ...kept } = paid ?? {};
  return {
    exchange: redactExchange(exchange),
    payment: {
      ...(rest as typeof payment),
      quote: { ...quote, url: redactUrl(quote.url) },
      ...(paid === undefined ? {} : { paid: kept }),
      ...(change === undefined ? {} : { change: change.map(({ token: _____, ...each }) => each) }),
    },
  };
}
