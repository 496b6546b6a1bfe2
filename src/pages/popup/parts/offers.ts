import type { MoneyView, OfferView, RequestView } from '../../../messages/index.ts';

export type PricedOffer = OfferView & { readonly money: MoneyView };

function priced(offer: OfferView): offer is PricedOffer {
  return offer.money !== undefined;
}

/** Offers that a wallet of ours can pay, whatever it holds. */
export function payable(request: RequestView): PricedOffer[] {
  return request.offers.filter(priced).filter((offer) => offer.payable);
}

export function isExpired(offer: OfferView, now: number): boolean {
  return offer.expiresAt !== undefined && offer.expiresAt <= now;
}

/** False only when we know that the purse holds less than the price. */
export function isCovered(offer: PricedOffer): boolean {
  return offer.balance === undefined || BigInt(offer.balance) >= BigInt(offer.money.amount);
}
