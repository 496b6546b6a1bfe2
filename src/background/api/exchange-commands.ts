import type { Handlers } from './handlers.ts';
import { exchangeOf, rowOf } from './views/exchange.ts';

/** What the developers' page asks for. */
export const exchangeHandlers: Handlers<'exchange.list' | 'exchange.get' | 'exchange.clear'> = {
  'exchange.list': async (context, { tabId }) => {
    const exchanges = await context.exchanges.list(tabId);
    return { rows: await Promise.all(exchanges.map((each) => rowOf(context, each))) };
  },
  'exchange.get': async (context, { tabId, id }) => (await exchangeOf(context, tabId, id)) ?? null,
  'exchange.clear': async (context, { tabId }) => {
    await context.exchanges.clear(tabId);
    return null;
  },
};
