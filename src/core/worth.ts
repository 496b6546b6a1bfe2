import { assetOf } from './assets.ts';
import { networkById } from './networks.ts';
import type { FrozenOffer } from './quote.ts';

const REFERENCE_DECIMALS = 6;

/**
 * What an offer is worth in millionths of a US dollar, rounded up. Every asset of our table is meant to be
 * worth a dollar; of anything else nobody here knows the worth: undefined.
 */
export function worthOf(
  offer: FrozenOffer,
): { readonly usd: bigint; readonly testnet: boolean } | undefined {
  const { price, network } = offer;
  if (price?.asset === undefined || network === undefined) return undefined;
  const asset = assetOf(network, price.asset);
  if (asset === undefined) return undefined;
  const amount = BigInt(price.amount);
  const shift = asset.decimals - REFERENCE_DECIMALS;
  const unit = 10n ** BigInt(Math.abs(shift));
  return {
    usd: shift <= 0 ? amount * unit : (amount + unit - 1n) / unit,
    testnet: networkById(network)?.testnet ?? false,
  };
}
