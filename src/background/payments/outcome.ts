import type { ParsedResponse } from '../../core/offers/parsed-response.ts';
import { type FrozenOffer, freeze } from '../../core/offers/quote.ts';
import { isInstantRail } from '../../core/offers/rail.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import type { Came, Outcome, Payment } from '../../core/payment/index.ts';
import { detourOf } from '../../core/payment/landing.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { isDownload, isEmpty, isRedirect, isSuccess } from '../../core/web/response-kind.ts';

/** What a 2xx brings to a request of this type. The document shows later where the browser saves a file unasked. */
function cameOf({ target }: Payment, response: HttpResponse): Came {
  if (target.download === true) return 'file';
  if (target.type !== 'main_frame') return 'answer';
  if (isEmpty(response)) return 'nothing';
  return isDownload(response) ? 'file' : 'page';
}

/** A WebSocket is open when its handshake is answered by 101 (RFC 6455 section 4.2.2). */
function isSocket({ target }: Payment, { status }: HttpResponse): boolean {
  return target.type === 'websocket' && status === 101;
}

/**
 * The state of a payment after the answer to its proof. A 2xx settles it, unless the site says that it took nothing.
 * A second 402 refuses it. After a redirect it stays `sent`, or is settled by the receipt on it, until the answer of
 * the other address comes (`landedOf`). Whatever else happened, money may have moved or may move yet: `unknown`, unless
 * a receipt says that it did. `read`: how the protocols read a second 402, for its new price.
 */
export function outcomeOf(
  payment: Payment,
  response: HttpResponse,
  receipt: Receipt | undefined,
  read: (response: HttpResponse) => ParsedResponse,
): Outcome {
  const { status } = response;
  const said = receipt === undefined ? {} : { receipt };
  const opened = isSuccess(response) || isSocket(payment, response);
  const kind: 'redirect' | 'status' = status >= 300 && status < 400 ? 'redirect' : 'status';
  if (receipt?.outcome === 'settled') {
    const brought = opened ? { came: cameOf(payment, response) } : { ending: { kind, status } };
    return { state: 'settled', ...said, ...brought };
  }
  if (isRedirect(response)) return { state: 'sent', ...said, ending: { kind: 'redirect', status } };
  if (receipt?.outcome === 'pending') {
    const { transaction } = receipt;
    return {
      state: 'sent',
      ending: { kind: 'pending', ...(transaction === undefined ? {} : { transaction }) },
    };
  }
  const reason = receipt?.reason === undefined ? {} : { reason: receipt.reason };
  if (opened) {
    if (receipt === undefined) return { state: 'settled', came: cameOf(payment, response) };
    return { state: 'unknown', ...said, ending: { kind: 'refused', ...reason } };
  }
  // By 400 or 401 a server refuses what was paid for at once; of a signature that says nothing.
  const atOnce = isInstantRail(payment.quote.offer.rail?.kind);
  const says = atOnce && receipt?.outcome === 'refused' && (status === 400 || status === 401);
  if (status === 402 || status === 412 || says) {
    const changed = changedTerms(payment, read(response));
    return {
      state: 'refused',
      ...said,
      ending: { kind: 'refused', ...reason, ...(changed === undefined ? {} : { changed }) },
    };
  }
  return { state: 'unknown', ending: { kind, status } };
}

/**
 * The same after the answer of the address that a redirect led to. The proof did not go there, so nothing that this
 * answer says of money counts; that it is a page (2xx) shows that the payment opened it. A page of another site, or one
 * that asks the user to log in, shows that less (`detour`): the site is then not paid without asking.
 */
export function landedOf(payment: Payment, response: HttpResponse): Outcome {
  const { ending, receipt, state } = payment;
  if (isSuccess(response)) {
    if (receipt?.outcome === 'refused') {
      const { reason } = receipt;
      return { state: 'unknown', ending: { kind: 'refused', ...(reason ? { reason } : {}) } };
    }
    const detour = detourOf(payment.quote.url, response.url);
    const came = cameOf(payment, response);
    const landedAt = detour === 'elsewhere' ? { landedAt: new URL(response.url).origin } : {};
    return { state: 'settled', came, ...(detour === undefined ? {} : { detour }), ...landedAt };
  }
  const status = ending?.kind === 'redirect' ? ending.status : 302;
  return {
    state: state === 'settled' ? 'settled' : 'unknown',
    ending: { kind: 'redirect', status, landed: response.status },
  };
}

/**
 * The same way to pay at another price, if that is what the new 402 holds. Another payee at the same price is no
 * other price: many sites have a fresh address for each request.
 */
function changedTerms(payment: Payment, reading: ParsedResponse): FrozenOffer | undefined {
  const { offer: paid } = payment.quote;
  const offers = reading.offers.map(freeze);
  const like = (offer: FrozenOffer) =>
    offer.protocol === paid.protocol &&
    offer.method === paid.method &&
    offer.network === paid.network &&
    offer.price?.asset?.toLowerCase() === paid.price?.asset?.toLowerCase();
  const same = offers.some((offer) => like(offer) && offer.price?.amount === paid.price?.amount);
  return same ? undefined : offers.find(like);
}
