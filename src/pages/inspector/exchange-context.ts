import type { ExchangeContext } from '../../inspect/check-input.ts';
import type { ExchangeView } from '../../messages/index.ts';
import type { Watch } from './watch.ts';

/** What the open page and earlier answers know of an exchange. */
export function contextOf({ exchange, earlier }: ExchangeView, watch: Watch): ExchangeContext {
  const requestHeaders = watch.headersOf(exchange);
  const preflight = watch.preflightOf(exchange);
  return {
    ...(requestHeaders === undefined ? {} : { requestHeaders }),
    ...(preflight === undefined ? {} : { preflight }),
    ...(earlier === undefined ? {} : { earlier }),
  };
}
