import type { RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { withProof } from './request.ts';

// HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/: what is not known is -1 or empty, as the specification asks.

type Pair = { readonly name: string; readonly value: string };

type HarEntry = {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly Pair[];
    readonly headers: readonly Pair[];
    readonly queryString: readonly Pair[];
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly Pair[];
    readonly headers: readonly Pair[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly cache: Record<string, never>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  /** What Farebox knows beside it. */
  readonly _farebox: object;
};

export type Har = {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
};

/** What is known of the request's own headers, by the exchange's id. */
export type KnownHeaders = (id: string) => readonly HeaderLine[];

const pairs = (headers: readonly HeaderLine[]): Pair[] =>
  headers.map(([name, value]) => ({ name, value }));

function first(headers: readonly HeaderLine[], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

/** An absolute address; HAR wants the empty string where there is none. */
function redirectOf({ response }: RecordedAnswer): string {
  const location = first(response.headers, 'location');
  return location === '' ? '' : (URL.parse(location, response.url)?.href ?? '');
}

function entry(
  method: string,
  url: string,
  headers: readonly HeaderLine[],
  started: number,
  answer: RecordedAnswer,
  about: object,
): HarEntry {
  const { response } = answer;
  const query = URL.parse(url)?.searchParams ?? new URLSearchParams();
  const time = Math.max(0, answer.at - started);
  const size = response.body === undefined ? 0 : new TextEncoder().encode(response.body).length;
  return {
    startedDateTime: new Date(started).toISOString(),
    time,
    request: {
      ...{ method, url, httpVersion: '', cookies: [], headers: pairs(headers) },
      queryString: [...query].map(([name, value]) => ({ name, value })),
      ...{ headersSize: -1, bodySize: -1 },
    },
    response: {
      status: response.status,
      ...{ statusText: '', httpVersion: '', cookies: [], headers: pairs(response.headers) },
      content: {
        size,
        mimeType: first(response.headers, 'content-type'),
        ...(response.body === undefined ? {} : { text: response.body }),
      },
      redirectURL: redirectOf(answer),
      ...{ headersSize: -1, bodySize: -1 },
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _farebox: about,
  };
}

function entriesOf({ exchange, payment }: ExchangeView, known: KnownHeaders): HarEntry[] {
  const { id, method, url, type, initiator, asked, paid, landed, sent } = exchange;
  const about = { exchange: id, kind: type, ...(initiator === undefined ? {} : { initiator }) };
  const own = known(id);
  const sentAt = payment?.left ?? payment?.history.find(({ state }) => state === 'sent')?.at;
  const money =
    payment === undefined
      ? {}
      : {
          payment: {
            state: payment.state,
            history: payment.history,
            protocol: payment.quote.offer.protocol,
            price: payment.quote.offer.price,
            network: payment.quote.offer.network,
            payee: payment.quote.offer.payee,
            quoteHash: payment.quote.hash,
            receipt: payment.receipt,
            ending: payment.ending,
          },
        };
  const carried = withProof(own, sent?.headers ?? []);
  // What the browser sent to another origin after a redirect is not known: it leaves keys out there.
  const isHere = landed !== undefined && originOf(landed.response.url) === originOf(url);
  return [
    ...(asked === undefined
      ? []
      : [entry(method, url, own, exchange.at, asked, { ...about, answer: 'asked' })]),
    ...(paid === undefined
      ? []
      : [
          entry(method, url, carried, sentAt ?? paid.at, paid, {
            ...about,
            ...money,
            answer: 'paid',
          }),
        ]),
    ...(landed === undefined
      ? []
      : [
          entry(method, landed.response.url, isHere ? own : [], paid?.at ?? landed.at, landed, {
            ...about,
            answer: 'landed',
          }),
        ]),
  ];
}

/** Exchanges as HAR 1.2, oldest first. `version`: of Farebox. Takes along what it is given: redact it before. */
export function toHar(views: readonly ExchangeView[], version: string, known: KnownHeaders): Har {
  const entries = views
    .flatMap((view) => entriesOf(view, known))
    .toSorted((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : 1));
  return { log: { version: '1.2', creator: { name: 'Farebox', version }, entries } };
}
