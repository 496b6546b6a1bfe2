import { explorerUrl } from '../../../core/money/networks.ts';
import { usdValueOf } from '../../../core/offers/usd-value.ts';
import {
  type Change,
  isLive,
  isOfPage,
  type Payment,
  summaryOf,
} from '../../../core/payment/index.ts';
import { endOf } from '../../../core/payment/landing.ts';
import { grantKeyOf } from '../../../core/rules/auto-pay.ts';
import type { Settings } from '../../../core/rules/settings.ts';
import type { ChangeView, PaymentView } from '../../../messages/index.ts';
import { KINDS } from '../../../messages/request-kind.ts';
import type { Context } from '../../context.ts';
import { extraOf, moneyOf, networkOfOffer } from '../../offers/money.ts';
import { walletViewOf } from '../../offers/wallet-view.ts';
import type { Pass } from '../../stores/passes/pass-store.ts';
import { mintMoney } from './mint-money.ts';
import { passOf } from './pass.ts';
import { siteFor } from './request.ts';

/** A payment ready to draw. The proof stays behind. */
export function paymentOf(
  context: Pick<Context, 'now' | 'protocols'>,
  payment: Payment,
  grants: Settings['grants'],
  pass?: Pass,
  preimage?: string,
): PaymentView {
  const { quote, receipt, ending, validUntil } = payment;
  const now = context.now();
  const summary = summaryOf(payment, now);
  const { offer } = quote;
  const money = moneyOf(offer);
  const extra = extraOf(offer);
  const shown = networkOfOffer(offer);
  const network = receipt?.network ?? offer.network;
  const practice = payment.practice === true;
  // The transaction of a practice payment is pretended, too: no explorer has it.
  const link =
    network === undefined || practice ? undefined : explorerUrl(network, receipt?.transaction);
  const live = isLive(payment, now) && validUntil !== undefined;
  const site = siteFor(quote.url);
  const key = grantKeyOf(payment);
  const grant = grants[key ?? ''];
  const granted = grant !== undefined && now < grant.until;
  const worth = usdValueOf(offer);
  const good = payment.state === 'settled' && !practice && key !== undefined;
  const caller = isOfPage(payment) ? undefined : payment.target.initiator;
  const mayGrant =
    good && worth !== undefined && worth.atMost !== true
      ? {
          usd: worth.usd.toString(),
          testnet: worth.testnet,
          ...(caller === undefined ? {} : { caller: siteFor(caller).host }),
        }
      : undefined;
  return {
    id: payment.id,
    state: payment.state,
    site,
    url: quote.url,
    method: quote.method,
    what: KINDS[payment.target.type],
    ...(payment.armedUntil === undefined ? {} : { armedUntil: payment.armedUntil }),
    ...(hasNoElement(payment) ? { noElement: true as const } : {}),
    ...(money === undefined ? {} : { money }),
    ...(extra === undefined ? {} : { extra }),
    ...(payment.change === undefined ? {} : { change: payment.change.map(changeViewOf) }),
    ...(shown === undefined ? {} : { network: shown }),
    ...(offer.payee === undefined ? {} : { payee: offer.payee }),
    ...(offer.description === undefined ? {} : { description: offer.description }),
    protocol: offer.protocol,
    at: payment.history[0]?.at ?? quote.at,
    ...(live ? { liveUntil: validUntil } : {}),
    ...(ending === undefined ? {} : { ending }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(payment.came === undefined ? {} : { came: payment.came }),
    ...(payment.detour === undefined ? {} : { detour: payment.detour }),
    ...(payment.landedAt === undefined ? {} : { landedAt: endOf(quote.url, payment.landedAt) }),
    ...(link === undefined ? {} : { explorerUrl: link }),
    maySend: summary.maySend,
    mayDownload: summary.mayDownload,
    ...(payment.target.download === true ? { download: true as const } : {}),
    mayCheck: summary.mayCheck,
    ...(offer.rail === undefined ? {} : { rail: offer.rail.kind }),
    wallet: payment.wallet,
    payer: walletViewOf({ id: payment.wallet }),
    paid: summary.paid,
    ...(preimage === undefined ? {} : { preimage }),
    ...(payment.paid ?? {}),
    mayTakeBack: summary.mayTakeBack,
    returned: payment.returned === true,
    mayClose: summary.mayClose,
    ...(pass?.good === true ? { pass: passOf(context, pass) } : {}),
    copyOnly: summary.copyOnly,
    autoPaid: payment.unasked === true,
    ...(mayGrant === undefined ? {} : { mayGrant }),
    autoPay: granted,
    ...(granted ? { autoPayUntil: grant.until } : {}),
    ...(granted && key !== undefined ? { grantKey: key } : {}),
  };
}

/** No element of the page can be given the address again: it has none any more, or, as for a font, never had one. */
function hasNoElement({ noElement, state, target }: Payment): boolean {
  return noElement === true || (state === 'armed' && target.type === 'font');
}

function changeViewOf({ state, mint, unit, amount }: Change): ChangeView {
  if (mint === undefined || unit === undefined || amount === undefined) return { state };
  return { state, mint, money: mintMoney(BigInt(amount), unit) };
}
