import type { HttpResponse } from '../../src/core/web/http.ts';
import { inTurns } from './stats.ts';

const ROUNDS = 61;
/** ms of calls before any are counted. */
const WARM_UP = 300;

/** A 402 of a shop with these header lines. */
export function respond(
  lines: readonly (readonly [string, string])[],
  body?: string,
): HttpResponse {
  const url = 'https://shop.example/article';
  return {
    url,
    method: 'GET',
    status: 402,
    headers: lines,
    ...(body === undefined ? {} : { body }),
  };
}

/** ms for one call, as the mean of so many that the clock can tell. */
function timeOf(work: () => unknown, times: number): number {
  const start = performance.now();
  for (let n = 0; n < times; n++) work();
  return (performance.now() - start) / times;
}

/** So many calls take some milliseconds, once the engine has made of the code what it can. */
function enough(work: () => unknown): number {
  const end = performance.now() + WARM_UP;
  while (performance.now() < end) timeOf(work, 50);
  return Math.max(1, Math.round(2 / timeOf(work, 50)));
}

/** The fastest of many rounds each: nothing makes code faster than it is, but a busy machine makes it slower. */
export async function compare(ours: () => unknown, theirs: () => unknown) {
  const counts = [enough(ours), enough(theirs)] as const;
  const fastest = { ours: Number.POSITIVE_INFINITY, theirs: Number.POSITIVE_INFINITY };
  await inTurns(
    ROUNDS,
    async () => {
      fastest.ours = Math.min(fastest.ours, timeOf(ours, counts[0]));
    },
    async () => {
      fastest.theirs = Math.min(fastest.theirs, timeOf(theirs, counts[1]));
    },
  );
  return { ...fastest, ratio: fastest.ours / fastest.theirs };
}
