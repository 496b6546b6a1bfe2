import { assetOf } from '../money/assets.ts';
import { networkById } from '../money/networks.ts';
import { type FrozenOffer, totalOf } from './quote.ts';

const REFERENCE_DECIMALS = 6;
const CENT = 10_000n;

/**
 * Dollars that a euro is counted as. No rate is fetched, so this is more than a euro has ever cost (1.599 dollars on
 * 15 July 2008, reference rates of the European Central Bank): limits hold in any case.
 */
const DOLLARS_PER_EURO = 2n;

/** The worth of an offer in millionths of a US dollar. */
export type UsdValue = {
  readonly usd: bigint;
  readonly testnet: boolean;
  /** It is worth this at the most: good for limits, and not good enough to pay without asking. */
  readonly atMost?: true;
};

/** An amount of millionths of a unit of this currency; undefined where its worth is not known here. */
function valued(currency: string, millionths: bigint, testnet: boolean): UsdValue | undefined {
  if (currency === 'usd') return { usd: millionths, testnet };
  if (currency === 'eur') return { usd: millionths * DOLLARS_PER_EURO, testnet, atMost: true };
  return undefined;
}

/**
 * What an offer costs with its fees, rounded up. The assets of our table stand for a dollar, or for what their peg says; a mint’s
 * dollars and euros count cents (NUT-01). Undefined for all else (bitcoin, other currencies of a mint,
 * unknown tokens): what that is worth is not known here.
 */
export function usdValueOf(offer: FrozenOffer): UsdValue | undefined {
  const { price, network, rail } = offer;
  const amount = totalOf(offer);
  if (price === undefined || amount === undefined) return undefined;
  if (rail?.kind === 'ecash') return valued(rail.unit, amount * CENT, false);
  if (price.asset === undefined || network === undefined) return undefined;
  const asset = assetOf(network, price.asset);
  if (asset === undefined) return undefined;
  const shift = asset.decimals - REFERENCE_DECIMALS;
  const unit = 10n ** BigInt(Math.abs(shift));
  const millionths = shift <= 0 ? amount * unit : (amount + unit - 1n) / unit;
  return valued(
    asset.peg?.toLowerCase() ?? 'usd',
    millionths,
    networkById(network)?.testnet ?? false,
  );
}

/** The same where it is known, and no bound: undefined for euros, too. */
export function exactUsdOf(offer: FrozenOffer): UsdValue | undefined {
  const worth = usdValueOf(offer);
  return worth?.atMost === true ? undefined : worth;
}

/** The same in millionths of a dollar; undefined for test money, too, which is worth nothing. */
export function realUsdOf(offer: FrozenOffer): bigint | undefined {
  const worth = exactUsdOf(offer);
  return worth?.testnet === true ? undefined : worth?.usd;
}
