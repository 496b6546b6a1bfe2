import { networkById } from '../../core/networks.ts';
import type { FrozenOffer } from '../../core/quote.ts';
import type { MoneyView, NetworkView } from '../../messages/index.ts';

export function moneyOf({ price }: FrozenOffer): MoneyView | undefined {
  if (price === undefined) return undefined;
  const { amount, decimals, currency, asset } = price;
  return {
    amount,
    currency,
    ...(decimals === undefined ? {} : { decimals }),
    ...(asset === undefined ? {} : { asset }),
  };
}

export function networkOf(id: string): NetworkView {
  const network = networkById(id);
  return { id, name: network?.name ?? id, testnet: network?.testnet ?? false };
}
