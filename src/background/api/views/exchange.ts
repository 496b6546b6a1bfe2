import { type Exchange, earlierAnswers, lastAt } from '../../../core/exchange/exchange.ts';
import { EMPTY_RESPONSE } from '../../../core/offers/parsed-response.ts';
import { type FrozenOffer, freeze } from '../../../core/offers/quote.ts';
import type { Payment } from '../../../core/payment/index.ts';
import { cheapestFirst, costOf } from '../../../core/rules/order.ts';
import { isRepeatable } from '../../../core/web/request-type.ts';
import { siteKey } from '../../../core/web/site/site.ts';
import type { ExchangeOutcome, ExchangeRow, ExchangeView } from '../../../messages/index.ts';
import { KINDS } from '../../../messages/request-kind.ts';
import type { Context } from '../../context.ts';
import { moneyOf, networkOfOffer } from '../../offers/money.ts';

/** An exchange as a line of the list. */
export async function rowOf(context: Context, exchange: Exchange): Promise<ExchangeRow> {
  const { id, at, method, url, initiator, type, worker, asked, paid } = exchange;
  const payment = await paymentOf(context, exchange);
  const { offers, problems } =
    asked === undefined ? EMPTY_RESPONSE : context.readings.of(asked.response);
  const ways = cheapestFirst(offers.map(freeze), costOf);
  const offer = payment?.quote.offer ?? ways.find(({ payable }) => payable) ?? ways[0];
  const money = offer && moneyOf(offer);
  const ids = new Set(
    [...ways, ...problems, ...(offer ? [offer] : [])].map((each) => each.protocol),
  );
  return {
    ...{ id, at, method, url, what: KINDS[type], lastAt: lastAt(exchange) },
    ...(initiator === undefined ? {} : { initiator }),
    ...(worker === undefined ? {} : { worker }),
    ...(asked === undefined ? {} : { status: asked.response.status, body: asked.body }),
    ...(paid === undefined ? {} : { paidStatus: paid.response.status }),
    protocols: [...ids].map((each) => context.protocols.nameOf(each)),
    ...(money === undefined ? {} : { money }),
    ...(offer !== undefined && networkOfOffer(offer)?.testnet === true ? { testnet: true } : {}),
    outcome: payment?.state ?? outcomeOf(exchange, ways, problems.length > 0),
  };
}

function outcomeOf(
  { sent, method }: Exchange,
  offers: readonly FrozenOffer[],
  broken: boolean,
): ExchangeOutcome {
  if (sent?.kind === 'pass') return 'pass';
  // What asks for a preflight is the browser: no proof can go with it.
  if (isRepeatable(method) && offers.some(({ payable }) => payable)) return 'asks';
  return broken && offers.length === 0 ? 'broken' : 'explained';
}

/** An exchange whole; undefined where it is not known any more. */
export async function exchangeOf(
  context: Context,
  tabId: number,
  id: string,
): Promise<ExchangeView | undefined> {
  const all = await context.exchanges.list(tabId);
  const exchange = all.find((each) => each.id === id);
  if (exchange === undefined) return undefined;
  const earlier = earlierAnswers(all, exchange);
  const otherProofs = otherProofsOf(exchange, all);
  const view = {
    exchange,
    ...(earlier.length === 0 ? {} : { earlier }),
    ...(otherProofs.length === 0 ? {} : { otherProofs }),
  };
  const payment = await paymentOf(context, exchange);
  if (payment === undefined) return view;
  const hash = exchange.quoteHash ?? payment.quote.hash;
  return { ...view, payment: { ...payment, quote: { ...payment.quote, hash } } };
}

/** Requests whose proofs are told with another one of the same site. */
const OTHER_PROOFS = 20;

/** Sites that an exchange's requests went to. */
function sitesOf({ url, paid, landed }: Exchange): readonly string[] {
  return [url, paid?.response.url, landed?.response.url].flatMap((each) => {
    const site = each === undefined ? undefined : siteKey(each);
    return site === undefined ? [] : [site];
  });
}

/** The newest proofs that went to the same site, each once: the row of a refusal is not that of the payment it refuses. */
function otherProofsOf(
  exchange: Exchange,
  all: readonly Exchange[],
): NonNullable<ExchangeView['otherProofs']> {
  const sites = new Set(sitesOf(exchange));
  const proofs = new Map(
    all
      .filter((each) => each.id !== exchange.id && sitesOf(each).some((site) => sites.has(site)))
      .flatMap(({ sent, asked }) =>
        sent === undefined
          ? []
          : [[JSON.stringify(sent.headers), { sent, ...(asked === undefined ? {} : { asked }) }]],
      ),
  );
  return [...proofs.values()].slice(-OTHER_PROOFS);
}

async function paymentOf(
  { journal }: Context,
  { payment }: Exchange,
): Promise<Payment | undefined> {
  return payment === undefined ? undefined : journal.get(payment);
}
