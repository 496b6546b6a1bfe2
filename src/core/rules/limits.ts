import { type FrozenOffer, totalOf } from '../offers/quote.ts';
import type { Payment } from '../payment/index.ts';
import type { SpentSums } from './facts.ts';
import type { Limits } from './settings-schema.ts';

export type { Limits };

/** A limit; `worth`: what is asked for cannot be held to any, because what it is worth is not known here. */
export type LimitKey =
  | 'perPayment'
  | 'perSiteDay'
  | 'perDay'
  | 'perMonth'
  | 'perAssetDay'
  | 'worth';

/** Bitcoin that is worth something, over Lightning or as ecash. */
export const BITCOIN = 'bitcoin/sat';

/** The limits in the reference unit. */
export const DOLLAR_LIMITS = ['perPayment', 'perSiteDay', 'perDay', 'perMonth'] as const;

/** Limits that allow nothing. */
export const NO_MONEY: Limits = {
  ...Object.fromEntries(DOLLAR_LIMITS.map((key) => [key, '0'])),
  perAssetDay: { [BITCOIN]: '0' },
};

export const DEFAULT_LIMITS: Limits = {
  perPayment: '5000000',
  perSiteDay: '10000000',
  perDay: '20000000',
  perMonth: '100000000',
  // What bitcoin is worth today is not known here: it has a figure of its own, in millisatoshi.
  perAssetDay: { [BITCOIN]: '50000000' },
};

/** The user's own days: when this day and this month began where they are, ms since 1970. */
export type Calendar = { readonly day: number; readonly month: number };

/** What a quote is worth in the reference unit; undefined where that is not known here (core/offers/usd-value). */
export type Worth = (
  offer: FrozenOffer,
) => { readonly usd: bigint; readonly testnet: boolean } | undefined;

/** Which limit a payment would break: what it allows, and what was spent of it before. Reference unit. */
export type Excess = {
  readonly limit: LimitKey;
  readonly allowed: bigint;
  readonly spent: bigint;
};

/** What an asset is counted under, and how much of it: base units, of bitcoin millisatoshi. */
export type AssetAmount = { readonly key: string; readonly amount: bigint };

function isSat({ currency, decimals }: NonNullable<FrozenOffer['price']>): boolean {
  return currency === 'sat' && (decimals === 0 || decimals === 3);
}

/** An offer's amount with its fees, by its asset; undefined where none is named. Test money has keys of its own. */
export function assetAmount(offer: FrozenOffer): AssetAmount | undefined {
  const { network, price, rail } = offer;
  const amount = totalOf(offer);
  if (price === undefined || amount === undefined) return undefined;
  if (isSat(price)) {
    const real = network === undefined || network === 'lightning:mainnet';
    return {
      key: real ? BITCOIN : `${network}/sat`,
      amount: price.decimals === 3 ? amount : amount * 1000n,
    };
  }
  if (rail?.kind === 'ecash') return { key: `ecash/${rail.unit}`, amount };
  return network === undefined || price.asset === undefined
    ? undefined
    : { key: `${network}/${price.asset.toLowerCase()}`, amount };
}

/** What a payment took of its asset: over Lightning with what routing cost, once the wallet has told that. */
function spentAmount({ quote, paid }: Payment): AssetAmount | undefined {
  const counted = assetAmount(quote.offer);
  const fee = quote.offer.rail?.kind === 'lightning' ? paid?.fee : undefined;
  const isAmount = fee !== undefined && /^\d{1,16}$/.test(fee);
  return counted && isAmount ? { ...counted, amount: counted.amount + BigInt(fee) } : counted;
}

/** What a payment counts as: its worth in the reference unit where it is known, and its asset with routing costs. */
export type Spent = {
  readonly usd?: { readonly amount: bigint; readonly testnet: boolean };
  readonly asset?: AssetAmount;
};

/** What a payment takes of limits, if it counts as spent (`mayHaveMoved`, core/payment). Practice takes nothing. */
export function spentOf(payment: Payment, worth: Worth): Spent {
  if (payment.practice === true) return {};
  const value = worth(payment.quote.offer);
  const asset = spentAmount(payment);
  return {
    ...(value === undefined ? {} : { usd: { amount: value.usd, testnet: value.testnet } }),
    ...(asset === undefined ? {} : { asset }),
  };
}

/**
 * The first limit that a new payment would break or that cannot be held (`worth`), given what the journal says of
 * earlier ones; undefined when it breaks none. Pure: `worth` from the asset table. Run it where the journal is
 * written, so that payments that race are counted against each other.
 */
export function excessOf(
  quote: Payment['quote'],
  facts: SpentSums,
  limits: Limits,
  worth: Worth,
): Excess | undefined {
  const value = worth(quote.offer);
  const wanted = assetAmount(quote.offer);

  if (value !== undefined) {
    const checks: readonly (readonly [LimitKey, string | undefined, bigint])[] = [
      ['perPayment', limits.perPayment, 0n],
      ['perSiteDay', limits.perSiteDay, facts.siteDay],
      ['perDay', limits.perDay, facts.day],
      ['perMonth', limits.perMonth, facts.month],
    ];
    for (const [limit, allowed, spent] of checks) {
      if (allowed === undefined) continue;
      if (spent + value.usd > BigInt(allowed)) return { limit, allowed: BigInt(allowed), spent };
    }
  }

  const ofAsset = wanted && limits.perAssetDay?.[wanted.key];
  if (wanted === undefined || ofAsset === undefined) {
    // Satoshi without a limit are so by the user's choice. Where the worth is not known, no limit would hold.
    const { price } = quote.offer;
    const known = value !== undefined || (price !== undefined && isSat(price));
    return known || !hasDollarLimit(limits)
      ? undefined
      : { limit: 'worth', allowed: 0n, spent: 0n };
  }
  const spent = facts.assetDay;
  return spent + wanted.amount > BigInt(ofAsset)
    ? { limit: 'perAssetDay', allowed: BigInt(ofAsset), spent }
    : undefined;
}

function hasDollarLimit(limits: Limits): boolean {
  return DOLLAR_LIMITS.some((key) => limits[key] !== undefined);
}
