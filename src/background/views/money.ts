import { networkById } from '../../core/networks.ts';
import type { FrozenOffer } from '../../core/quote.ts';
import type { Price } from '../../core/reading.ts';
import type { MoneyView, NetworkView } from '../../messages/index.ts';

export function moneyOf({ price }: FrozenOffer): MoneyView | undefined {
  return price && moneyOfPrice(price);
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

export function networkOf(id: string): NetworkView {
  const network = networkById(id);
  return { id, name: network?.name ?? id, testnet: network?.testnet ?? false };
}
