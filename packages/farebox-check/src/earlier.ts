import { type Exchange, mayAsk } from '../../../src/checks/index.ts';
import { EARLIER } from '../../../src/core/exchange/exchange.ts';
import { withoutFragment } from '../../../src/core/web/http.ts';

/** The same request: to the same address, by the same method and, where both are known, with the same body. */
function isSame(one: Exchange, other: Exchange): boolean {
  const bodies = [one.requestBody, other.requestBody];
  return (
    one.method === other.method &&
    withoutFragment(one.url) === withoutFragment(other.url) &&
    (bodies.includes(undefined) || bodies[0] === bodies[1])
  );
}

/**
 * Each exchange with what its address asked for before it, by their times; those of one time in their order. What an
 * exchange says of earlier answers itself comes before those.
 */
export function withEarlier(all: readonly Exchange[]): readonly Exchange[] {
  const inTime = all
    .filter(({ answer }) => mayAsk(answer.status))
    .toSorted((one, other) => one.now - other.now);
  return all.map((exchange) => {
    const at = inTime.indexOf(exchange);
    const earlier = inTime
      .slice(0, Math.max(0, at))
      .filter((each) => isSame(each, exchange))
      .map(({ answer }) => answer);
    const all = [...(exchange.earlier ?? []), ...earlier].slice(-EARLIER);
    return all.length === 0 ? exchange : { ...exchange, earlier: all };
  });
}
