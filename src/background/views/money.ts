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

/** Networks of protocols that are read and not paid: `lightning:regtest` → `Lightning regtest`. */
const UNPAID = { lightning: 'Lightning', monero: 'Monero', kaspa: 'Kaspa' } as const;
const UNPAID_ID = /^(lightning|monero|kaspa):([a-z0-9-]{1,32})$/;

/** `testnet`: what the protocol knows of a network that our table does not have. */
export function networkOf(id: string, testnet = false): NetworkView {
  const network = networkById(id);
  return { id, name: network?.name ?? unpaidName(id), testnet: network?.testnet ?? testnet };
}

function unpaidName(id: string): string {
  const [, family, name] = UNPAID_ID.exec(id) ?? [];
  if (family === undefined) return id;
  const spoken = UNPAID[family as keyof typeof UNPAID];
  return name === 'mainnet' ? spoken : `${spoken} ${name}`;
}
