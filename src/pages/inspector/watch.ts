import type { PreflightAnswer } from '../../checks/index.ts';
import type { Exchange } from '../../core/exchange/exchange.ts';
import { PROOF_HEADERS } from '../../core/offers/proof/proof.ts';
import { preflightQuestion } from '../../core/web/cors.ts';
import { type HeaderLine, withoutFragment } from '../../core/web/http.ts';
import type { WatchedRequest } from '../../platform/pages/inspector.ts';

/** Requests that are remembered. */
const MOST = 1_000;
/** ms: a request is sent at most so long before its answer comes, and clocks differ a little. */
const BEFORE = 60_000;
const SLACK = 500;
const PROOFS: ReadonlySet<string> = new Set(PROOF_HEADERS.map((name) => name.toLowerCase()));

/** What the page has seen of requests since it was opened. */
export type Watch = {
  /** Whether the browser reports requests to the page: DevTools of Firefox do not. */
  readonly seesRequests: boolean;
  heard(request: WatchedRequest): void;
  /** The headers of the request that was answered by the 402; undefined where the page was not open then. */
  headersOf(exchange: Exchange): readonly HeaderLine[] | undefined;
  /** The answer to the preflight before it, or to that of the page's own request with a proof. */
  preflightOf(exchange: Exchange): PreflightAnswer | undefined;
};

export function createWatch(seesRequests = true): Watch {
  const seen: WatchedRequest[] = [];
  const find = ({ url, at }: Exchange, method: string, answered: boolean) => {
    const isOf = (each: WatchedRequest) =>
      each.method === method &&
      (each.status !== undefined) === answered &&
      withoutFragment(each.url) === withoutFragment(url) &&
      each.at > at - BEFORE;
    // One that came after the 402 may carry its proof: only where there is none before may it be the one.
    return (
      seen.findLast((each) => isOf(each) && each.at <= at) ??
      seen.find((each) => isOf(each) && each.at <= at + SLACK)
    );
  };
  /** The answers to preflights of this request's address and method that came up to `until`, the newest first. */
  const preflights = ({ url, at, method }: Exchange, until: number) =>
    seen.toReversed().flatMap((answer) => {
      const { status, headers } = answer;
      const isOf = status !== undefined && withoutFragment(answer.url) === withoutFragment(url);
      if (!isOf || answer.at <= at - BEFORE || answer.at > until) return [];
      const sent = seen.find(
        ({ requestId, status: none }) => requestId === answer.requestId && none === undefined,
      );
      const requestHeaders = sent?.headers ?? [];
      const question = preflightQuestion(requestHeaders);
      // A 402 to OPTIONS may be the answer to a preflight itself.
      if (question === undefined || (method !== question.method && method !== 'OPTIONS')) return [];
      return [{ names: question.names, answer: { status, headers, requestHeaders } }];
    });
  const headersOf = (exchange: Exchange) => find(exchange, exchange.method, false)?.headers;
  return {
    seesRequests,
    heard: (request) => {
      seen.push(request);
      if (seen.length > MOST) seen.splice(0, MOST / 2);
    },
    headersOf,
    preflightOf: (exchange) => {
      const { at, method } = exchange;
      const own = new Set(headersOf(exchange)?.map(([name]) => name.toLowerCase()));
      const forProof = preflights(exchange, at + BEFORE).find(({ names }) =>
        names.some((name) => PROOFS.has(name) && !own.has(name)),
      );
      const before = preflights(exchange, at + SLACK).find(
        ({ names }) => method === 'OPTIONS' || names.every((name) => own.has(name)),
      );
      return (forProof ?? before)?.answer;
    },
  };
}
