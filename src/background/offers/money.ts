import { networkById } from '../../core/money/networks.ts';
import type { Price } from '../../core/offers/offer.ts';
import { type FrozenOffer, totalOf } from '../../core/offers/quote.ts';
import type { ExtraView, MoneyView, NetworkView, OfferView } from '../../messages/index.ts';
import { registry } from '../../protocols/index.ts';

/** All that leaves the wallet for an offer: price, surcharge and fee. */
export function moneyOf(offer: FrozenOffer): MoneyView | undefined {
  const total = totalOf(offer);
  return offer.price && total !== undefined
    ? moneyOfPrice({ ...offer.price, amount: total })
    : undefined;
}

/** The part of it that is not the site's price; undefined where the wallet has named none. */
export function extraOf({ price, extra }: FrozenOffer): ExtraView | undefined {
  if (price === undefined || extra === undefined) return undefined;
  return {
    price: moneyOfPrice(price),
    fee: moneyOfPrice({ ...price, amount: extra.fee }),
    ...(extra.surcharge === '0'
      ? {}
      : { surcharge: moneyOfPrice({ ...price, amount: extra.surcharge }) }),
  };
}

/** Whether other mints than those of the list are taken, and what is added for them at most. */
export function othersOf({ price, rail }: FrozenOffer): OfferView['otherMints'] {
  if (price === undefined || rail?.kind !== 'ecash' || rail.others !== true) return undefined;
  const fees = (rail.methods ?? []).map(({ fee }) => BigInt(fee));
  const [most = 0n] = fees.toSorted((a, b) => (a < b ? 1 : -1));
  return { surcharge: moneyOfPrice({ ...price, amount: most }) };
}

/** An amount ready to draw. */
export function moneyOfPrice(
  price: Omit<Price, 'amount'> & { readonly amount: bigint | string },
): MoneyView {
  const { amount, decimals, currency, asset } = price;
  return {
    amount: amount.toString(),
    currency,
    ...(decimals === undefined ? {} : { decimals }),
    ...(asset === undefined ? {} : { asset }),
  };
}

/** The network of an offer: where our table does not have it, the protocol has noticed test money. */
export function networkOfOffer({
  network,
  cautions,
}: Pick<FrozenOffer, 'network' | 'cautions'>): NetworkView | undefined {
  return network === undefined
    ? undefined
    : networkOf(network, cautions.includes('caution_test_network'));
}

/** `testnet`: what the protocol knows of a network that our table does not have. */
export function networkOf(id: string, testnet = false): NetworkView {
  const network = networkById(id);
  return {
    id,
    name: network?.name ?? registry.networkName(id) ?? id,
    testnet: network?.testnet ?? testnet,
  };
}
