import { decodeInvoice } from '../../../core/lightning/bolt11.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import { bodyWords, shownJson } from '../response/body.ts';
import { readErrorBody } from '../response/error-body.ts';
import { priceOfUri } from '../response/link-price.ts';
import type { NoticeReader } from '../response/reader.ts';
import { type ByHand, waysByHand } from './pay-by-hand.ts';

/**
 * A Lightning invoice, an LNURL or another wallet's link in a body that belongs to no protocol. How a payment would
 * be proved is not known, so it is shown to be paid by hand, and the page is loaded again afterwards.
 */
export const readByHand: NoticeReader = (response, { offers }) => {
  const ways = waysByHand(response).map(factsOf);
  const open = ways.filter((way) => !offers.some((offer) => covers(offer, way)));
  if (open.length === 0) return [];
  const root = shownJson(response);
  const said = root && readErrorBody(root);
  const message = said?.message ?? bodyWords(response);
  return open.map((way) => ({
    kind: 'link' as const,
    ...way,
    ...(said?.code === undefined ? {} : { code: said.code }),
    ...(message === undefined ? {} : { message }),
    ...(said === undefined || said.details.length === 0 ? {} : { details: said.details }),
    whoActs: 'visitor' as const,
  }));
};

type Facts = Pick<Notice, 'uri' | 'price' | 'payee' | 'expiresAt'>;

function factsOf({ uri, sats }: ByHand): Facts {
  const invoice = decodeInvoice(uri);
  const price =
    priceOfUri(uri) ??
    (sats === undefined || !uri.startsWith('lightning:')
      ? undefined
      : { amount: BigInt(sats) * 1000n, currency: 'sat', decimals: 3 });
  return {
    uri,
    ...(price === undefined ? {} : { price }),
    ...(typeof invoice === 'string' ? {} : { payee: invoice.payee, expiresAt: invoice.expiresAt }),
  };
}

/** The same money is asked for by a protocol, which knows how it is proved. */
function covers({ network, payee, price }: Offer, way: Facts): boolean {
  const isSame = payee === way.payee && price?.amount === way.price?.amount;
  return network?.startsWith('lightning:') === true && way.payee !== undefined && isSame;
}
