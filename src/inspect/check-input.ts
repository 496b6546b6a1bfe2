import type {
  Answer,
  Exchange as Checked,
  EarlierAnswer as CheckedEarlier,
  PaidRequest,
  PreflightAnswer,
} from '../checks/index.ts';
import type { EarlierAnswer, Exchange, RecordedAnswer } from '../core/exchange/exchange.ts';
import { contentOf, type HeaderLine, type HttpResponse, headerValues } from '../core/web/http.ts';
import { originOf } from '../core/web/origin.ts';
import { isRedirect } from '../core/web/response-kind.ts';

/** What is known of an exchange from elsewhere: from DevTools or the open page, and earlier answers of its address. */
export type ExchangeContext = {
  readonly requestHeaders?: readonly HeaderLine[];
  readonly requestBody?: string;
  readonly preflight?: PreflightAnswer;
  /** Oldest first. */
  readonly earlier?: readonly EarlierAnswer[];
};

/** The body of an answer, empty where the answer has none; undefined where it was not read. */
export function readBody(response: HttpResponse): string | undefined {
  return response.body ?? (contentOf(response) === 'none' ? '' : undefined);
}

function answerOf({ response, cut }: RecordedAnswer): Answer {
  const { status, headers } = response;
  const body = readBody(response);
  return {
    status,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(cut === undefined ? {} : { truncated: cut }),
  };
}

function earlierOf(answer: EarlierAnswer): CheckedEarlier {
  const { isInvoicePaid } = answer;
  return { ...answerOf(answer), ...(isInvoicePaid === undefined ? {} : { isInvoicePaid }) };
}

/** The answer to the proof; where that was a redirect, what it led to, if that was recorded. */
function cameOf({ url, paid, landed }: Exchange): Pick<PaidRequest, 'redirects' | 'answer'> {
  if (paid === undefined) return {};
  const { response } = paid;
  const [written = ''] = headerValues(response, 'location');
  const location = isRedirect(response) ? URL.parse(written, url)?.href : undefined;
  if (location === undefined) return { answer: answerOf(paid) };
  const redirects = [{ url, status: response.status, location }];
  return { redirects, answer: answerOf(landed ?? paid) };
}

/** A recorded exchange as the checks take it; undefined where no answer asked for money. */
export function checkInput(exchange: Exchange, context: ExchangeContext = {}): Checked | undefined {
  const { asked, sent, type } = exchange;
  const { earlier = [], ...known } = context;
  if (asked === undefined) return undefined;
  const origin = originOf(exchange.initiator ?? (type === 'main_frame' ? exchange.url : ''));
  return {
    url: exchange.url,
    method: exchange.method,
    ...known,
    answer: answerOf(asked),
    ...(earlier.length === 0 ? {} : { earlier: earlier.map(earlierOf) }),
    ...(origin === undefined ? {} : { initiator: { origin, type } }),
    ...(sent === undefined
      ? {}
      : {
          paid: {
            headers: sent.headers,
            ...cameOf(exchange),
          },
        }),
    now: asked.at,
  };
}
