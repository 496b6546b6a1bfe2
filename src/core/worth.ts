import { assetOf } from './assets.ts';
import { networkById } from './networks.ts';
import type { FrozenOffer } from './quote.ts';

const REFERENCE_DECIMALS = 6;
const CENT = 10_000n;

/**
 * What an offer is worth in millionths of a US dollar, rounded up. Every asset of our table without a peg of
 * its own is meant to be worth a dollar, and so is a mint's; of anything else the worth is not known: undefined.
 */
export function worthOf(
  offer: FrozenOffer,
): { readonly usd: bigint; readonly testnet: boolean } | undefined {
  const { price, network, rail } = offer;
  // A mint's dollars count cents (NUT-01).
  if (rail?.kind === 'ecash' && rail.unit === 'usd' && price !== undefined) {
    return { usd: BigInt(price.amount) * CENT, testnet: false };
  }
  if (price?.asset === undefined || network === undefined) return undefined;
  const asset = assetOf(network, price.asset);
  // A token that is meant to be worth something else changes its worth in dollars each day.
  if (asset === undefined || asset.peg !== undefined) return undefined;
  const amount = BigInt(price.amount);
  const shift = asset.decimals - REFERENCE_DECIMALS;
  const unit = 10n ** BigInt(Math.abs(shift));
  return {
    usd: shift <= 0 ? amount * unit : (amount + unit - 1n) / unit,
    testnet: networkById(network)?.testnet ?? false,
  };
}
