import { mayHaveMoved, type Payment } from './payment.ts';
import { type FrozenOffer, totalOf } from './quote.ts';
import { siteKey } from './site.ts';

/**
 * What may be spent. All amounts are in the reference unit, millionths of a US dollar, as decimal strings;
 * an absent limit is none. Test money is counted apart, against the same figures.
 */
export type Limits = {
  readonly perPayment?: string;
  readonly perSiteDay?: string;
  readonly perDay?: string;
  readonly perMonth?: string;
  /**
   * By asset, `<CAIP-2>/<address in lower case>`, `bitcoin/sat` or `ecash/<unit>`: base units (millisatoshi) in a day.
   * Empty: the user wants none.
   */
  readonly perAssetDay?: Readonly<Record<string, string>>;
};

/** A limit; `worth`: what is asked for cannot be held to any, because nobody here knows what it is worth. */
export type LimitKey =
  | 'perPayment'
  | 'perSiteDay'
  | 'perDay'
  | 'perMonth'
  | 'perAssetDay'
  | 'worth';

/** Bitcoin that is worth something, over Lightning or as ecash. */
export const BITCOIN = 'bitcoin/sat';

export const DEFAULT_LIMITS: Limits = {
  perPayment: '5000000',
  perSiteDay: '10000000',
  perDay: '20000000',
  perMonth: '100000000',
  // Nobody here knows what bitcoin is worth today: it has a figure of its own, in millisatoshi.
  perAssetDay: { [BITCOIN]: '50000000' },
};

/** The person's own days: when this day and this month began where they are, ms since 1970. */
export type Calendar = { readonly day: number; readonly month: number };

/** What a quote is worth in the reference unit; undefined where nobody here knows (core/usd-value). */
export type Worth = (
  offer: FrozenOffer,
) => { readonly usd: bigint; readonly testnet: boolean } | undefined;

/** Which limit a payment would break: what it allows, and what was spent of it before. Reference unit. */
export type Excess = {
  readonly limit: LimitKey;
  readonly allowed: bigint;
  readonly spent: bigint;
};

/**
 * Whether a payment counts as spent, for every limit, every allowance and the totals in the settings: where money of
 * it moved or may have moved (`mayHaveMoved`, core/payment).
 */
export function countsAsSpent(payment: Payment, now: number): boolean {
  return mayHaveMoved(payment, now);
}

/** Subdomains cost nothing: a site's limit is that of its registrable domain. */
const siteOfUrl = (url: string): string => siteKey(url) ?? url;

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

/**
 * The first limit that a new payment would break or that cannot be held (`worth`), given every record of the journal; undefined when it
 * breaks none. Pure: `now` in ms, `calendar` of the person's own days, `worth` from the asset table. Run it
 * where the journal is written, so that payments that race are counted against each other.
 */
export function excessOf(
  quote: Payment['quote'],
  payments: readonly Payment[],
  limits: Limits,
  worth: Worth,
  calendar: Calendar,
  now: number,
): Excess | undefined {
  const value = worth(quote.offer);
  const wanted = assetAmount(quote.offer);
  const counted = payments.filter((payment) => countsAsSpent(payment, now));
  const since = (start: number) =>
    counted.filter(({ history }) => (history[0]?.at ?? now) >= start);
  const today = since(calendar.day);

  if (value !== undefined) {
    const sum = (list: readonly Payment[]) =>
      list.reduce((total, { quote: { offer } }) => {
        const spent = worth(offer);
        return spent?.testnet === value.testnet ? total + spent.usd : total;
      }, 0n);
    const site = siteOfUrl(quote.url);
    const here = today.filter((payment) => siteOfUrl(payment.quote.url) === site);
    const checks: readonly (readonly [LimitKey, string | undefined, () => bigint])[] = [
      ['perPayment', limits.perPayment, () => 0n],
      ['perSiteDay', limits.perSiteDay, () => sum(here)],
      ['perDay', limits.perDay, () => sum(today)],
      ['perMonth', limits.perMonth, () => sum(since(calendar.month))],
    ];
    for (const [limit, allowed, spentOf] of checks) {
      if (allowed === undefined) continue;
      const spent = spentOf();
      if (spent + value.usd > BigInt(allowed)) return { limit, allowed: BigInt(allowed), spent };
    }
  }

  const ofAsset = wanted && limits.perAssetDay?.[wanted.key];
  if (wanted === undefined || ofAsset === undefined) {
    // Satoshi without a limit are so by the user's choice. Of what nobody here knows the worth, no limit would hold.
    const { price } = quote.offer;
    const known = value !== undefined || (price !== undefined && isSat(price));
    return known || !hasDollarLimit(limits)
      ? undefined
      : { limit: 'worth', allowed: 0n, spent: 0n };
  }
  const spent = today
    .map(spentAmount)
    .reduce((total, each) => (each?.key === wanted.key ? total + each.amount : total), 0n);
  return spent + wanted.amount > BigInt(ofAsset)
    ? { limit: 'perAssetDay', allowed: BigInt(ofAsset), spent }
    : undefined;
}

function hasDollarLimit({ perPayment, perSiteDay, perDay, perMonth }: Limits): boolean {
  return [perPayment, perSiteDay, perDay, perMonth].some((limit) => limit !== undefined);
}

/** What was spent, test money apart: today and this month in all, and today by site. Reference unit. */
export function spending(
  payments: readonly Payment[],
  worth: Worth,
  calendar: Calendar,
  now: number,
): { readonly day: bigint; readonly month: bigint; readonly testDay: bigint } {
  let day = 0n;
  let month = 0n;
  let testDay = 0n;
  for (const payment of payments) {
    if (!countsAsSpent(payment, now)) continue;
    const value = worth(payment.quote.offer);
    const at = payment.history[0]?.at ?? now;
    if (value === undefined || at < calendar.month) continue;
    if (value.testnet) testDay += at >= calendar.day ? value.usd : 0n;
    else {
      month += value.usd;
      day += at >= calendar.day ? value.usd : 0n;
    }
  }
  return { day, month, testDay };
}
