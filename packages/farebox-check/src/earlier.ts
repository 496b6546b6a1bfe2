import { type Exchange, mayAsk } from '../../../src/checks/index.ts';
import { EARLIER } from '../../../src/core/exchange/exchange.ts';
import { withoutFragment } from '../../../src/core/web/http.ts';

const keyOf = ({ method, url }: Exchange) => `${method} ${withoutFragment(url)}`;

/** Whether requests to one address have the same body, as far as both are known. */
function isSameBody(one: Exchange, other: Exchange): boolean {
  const bodies = [one.requestBody, other.requestBody];
  return bodies.includes(undefined) || bodies[0] === bodies[1];
}

/** The newest of them that asked with the body of `exchange`, oldest first. */
function newest(before: readonly Exchange[], exchange: Exchange): Exchange[] {
  const found: Exchange[] = [];
  for (let at = before.length - 1; at >= 0 && found.length < EARLIER; at--) {
    const each = before[at];
    if (each !== undefined && isSameBody(each, exchange)) found.unshift(each);
  }
  return found;
}

/**
 * Each exchange with what its address asked for before it, by their times; those of one time in their order. What an
 * exchange says of earlier answers itself comes before those. It is the same address by the same method, without its
 * fragment.
 */
export function withEarlier(all: readonly Exchange[]): readonly Exchange[] {
  const inTime = all
    .filter(({ answer }) => mayAsk(answer.status))
    .toSorted((one, other) => one.now - other.now);
  const byAddress = new Map<string, Exchange[]>();
  const earlierOf = new Map<Exchange, Exchange[]>();
  for (const exchange of inTime) {
    const key = keyOf(exchange);
    const before = byAddress.get(key) ?? [];
    earlierOf.set(exchange, newest(before, exchange));
    before.push(exchange);
    byAddress.set(key, before);
  }
  return all.map((exchange) => {
    const found = earlierOf.get(exchange) ?? [];
    const earlier = [...(exchange.earlier ?? []), ...found.map(({ answer }) => answer)];
    return earlier.length === 0 ? exchange : { ...exchange, earlier: earlier.slice(-EARLIER) };
  });
}
