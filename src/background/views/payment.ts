import { explorerUrl } from '../../core/networks.ts';
import { isLive, isOpen, type Payment } from '../../core/payment.ts';
import type { PaymentView } from '../../messages/index.ts';
import { moneyOf, networkOf } from './money.ts';
import { siteFor } from './request.ts';

/** A payment ready to draw, `now` in ms. The proof stays behind. */
export function paymentOf(payment: Payment, now: number): PaymentView {
  const { quote, receipt, ending, validUntil } = payment;
  const { offer } = quote;
  const money = moneyOf(offer);
  const network = receipt?.network ?? offer.network;
  const link = network === undefined ? undefined : explorerUrl(network, receipt?.transaction);
  const live = isLive(payment, now) && validUntil !== undefined;
  const usable = payment.proof !== undefined && (validUntil === undefined || now < validUntil);
  return {
    id: payment.id,
    state: payment.state,
    site: siteFor(quote.url),
    url: quote.url,
    method: quote.method,
    ...(money === undefined ? {} : { money }),
    ...(offer.network === undefined ? {} : { network: networkOf(offer.network) }),
    ...(offer.payee === undefined ? {} : { payee: offer.payee }),
    ...(offer.description === undefined ? {} : { description: offer.description }),
    protocol: offer.protocol,
    at: payment.history[0]?.at ?? quote.at,
    ...(live ? { liveUntil: validUntil } : {}),
    ...(ending === undefined ? {} : { ending }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(link === undefined ? {} : { explorerUrl: link }),
    maySend: usable && quote.method === 'GET' && isOpen(payment),
    mayCheck: isOpen(payment) && payment.proof !== undefined,
    copyOnly: quote.method !== 'GET',
  };
}
