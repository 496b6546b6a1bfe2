import type { Handlers } from './handlers.ts';
import { exchangeOf, rowOf } from './views/exchange.ts';

const HASH = /^0x[0-9a-f]{64}$/i;

/** What the developers' page asks for. */
export const exchangeHandlers: Handlers<
  'exchange.list' | 'exchange.get' | 'exchange.clear' | 'exchange.chain' | 'exchange.mint'
> = {
  'exchange.list': async (context, { tabId }) => {
    const exchanges = await context.exchanges.list(tabId);
    return { rows: await Promise.all(exchanges.map((each) => rowOf(context, each))) };
  },
  'exchange.get': async (context, { tabId, id }) => (await exchangeOf(context, tabId, id)) ?? null,
  'exchange.clear': async (context, { tabId }) => {
    await context.exchanges.clear(tabId);
    return null;
  },
  'exchange.chain': async (context, { tabId, id }) => {
    const payment = (await exchangeOf(context, tabId, id))?.payment;
    // No chain has the transaction of a practice payment.
    if (payment?.practice === true) return null;
    const rail = payment?.quote.offer.rail;
    const transaction = payment?.receipt?.transaction;
    if (rail?.kind !== 'eip3009' || transaction === undefined || !HASH.test(transaction))
      return null;
    return context.chain.transaction(rail.network, transaction);
  },
  'exchange.mint': async (context, { tabId, id }) => {
    const payment = (await exchangeOf(context, tabId, id))?.payment;
    // The wallet keeps what it sent by the payment's id.
    if (payment?.quote.offer.rail?.kind !== 'ecash') return null;
    const fate = await context.ecash.check(payment.id);
    return fate === 'none' ? null : fate;
  },
};
