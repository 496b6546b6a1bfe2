import type { Answer } from '../../checks/index.ts';
import type { Exchange } from '../../core/exchange/exchange.ts';
import { type HeaderLine, withoutFragment } from '../../core/web/http.ts';
import type { WatchedRequest } from '../../platform/pages/inspector.ts';

/** Requests that are remembered. */
const MOST = 1_000;
/** ms: a request is sent at most so long before its answer comes, and clocks differ a little. */
const BEFORE = 60_000;
const SLACK = 500;

/** What the page has seen of requests since it was opened. */
export type Watch = {
  /** Whether the browser tells the page of requests: DevTools of Firefox do not. */
  readonly isTold: boolean;
  heard(request: WatchedRequest): void;
  /** The headers of the request that was answered by the 402; undefined where the page was not open then. */
  headersOf(exchange: Exchange): readonly HeaderLine[] | undefined;
  /** The answer to the preflight before it. */
  preflightOf(exchange: Exchange): Answer | undefined;
};

export function createWatch(isTold = true): Watch {
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
  return {
    isTold,
    heard: (request) => {
      seen.push(request);
      if (seen.length > MOST) seen.splice(0, MOST / 2);
    },
    headersOf: (exchange) => find(exchange, exchange.method, false)?.headers,
    preflightOf: (exchange) => {
      const answer = find(exchange, 'OPTIONS', true);
      if (answer?.status === undefined) return undefined;
      return { status: answer.status, headers: answer.headers };
    },
  };
}
