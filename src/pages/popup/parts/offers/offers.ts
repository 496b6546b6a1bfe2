import type { RailKind } from '../../../../core/offers/rail.ts';
import type { MoneyView, OfferView, RequestView } from '../../../../messages/index.ts';

export type PricedOffer = OfferView & { readonly money: MoneyView };

function priced(offer: OfferView): offer is PricedOffer {
  return offer.money !== undefined;
}

/**
 * Whether Farebox could pay an offer, whatever wallets there are and whatever they hold. Never one in a token whose
 * decimals are not known: how much that is cannot be told.
 */
export function canBePaid(offer: OfferView): offer is PricedOffer {
  return offer.payable && priced(offer) && offer.money.decimals !== undefined;
}

export function payable(request: RequestView): PricedOffer[] {
  return request.offers.filter(canBePaid);
}

/** By which kind of wallet a payable offer is paid. */
export function railOf(offer: OfferView): RailKind {
  return offer.rail ?? 'eip3009';
}

export function isExpired(offer: OfferView, now: number): boolean {
  return offer.expiresAt !== undefined && offer.expiresAt <= now;
}

/** False only when we know that the wallet holds less than the price. */
export function isCovered(offer: PricedOffer): boolean {
  if (offer.short === true) return false;
  // A mint that holds just enough is covered, whatever a swap of all its coins would cost.
  if (offer.extra !== undefined) return true;
  return offer.balance === undefined || BigInt(offer.balance) >= BigInt(offer.money.amount);
}

/** True only when we know that the wallet holds the price. */
function isKnownCovered(offer: PricedOffer): boolean {
  return (offer.extra !== undefined || offer.balance !== undefined) && isCovered(offer);
}

/** Whether a wallet of the user's own pays it: there is one, and it is not known to hold too little. */
export function payableByOwnWallet(offer: PricedOffer): boolean {
  return offer.wallet !== undefined && isCovered(offer);
}

/**
 * The offer that is chosen when the user has chosen none: the first that a wallet is known to cover, or else
 * the only one. Undefined where it depends on what is not known yet: another price is not to be shown for it.
 */
export function foreseen(request: RequestView, now: number): PricedOffer | undefined {
  const open = payable(request).filter(
    (offer) => !isExpired(offer, now) && offer.over === undefined && payableByOwnWallet(offer),
  );
  const chosen = preselected(open);
  return chosen !== undefined && (open.length === 1 || isKnownCovered(chosen)) ? chosen : undefined;
}

function isTest({ network }: OfferView): boolean {
  return network?.testnet === true;
}

/**
 * Of offers that may be paid, cheapest first, the one that is chosen while the user has chosen none: the cheapest that
 * a wallet is known to cover, or else the cheapest. Test money that is covered never goes before real money of which
 * it is not known yet whether it is: the two are not worth the same.
 */
export function preselected(open: readonly PricedOffer[]): PricedOffer | undefined {
  const real = open.filter((offer) => !isTest(offer));
  return real.find(isKnownCovered) ?? real[0] ?? open.find(isKnownCovered) ?? open[0];
}

/** Whether a wallet that the page brings could pay it. */
export function payableByPageWallet(offer: OfferView): boolean {
  return offer.pageWallet !== undefined && canBePaid(offer);
}
