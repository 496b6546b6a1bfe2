import { assetOf } from '../../core/money/assets.ts';
import { formatDecimal, toDecimal } from '../../core/money/money.ts';
import type { FrozenOffer } from '../../core/offers/quote.ts';

const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };

/** Currencies of which people say the hundredth part as so many of this sign. */
const CENTS: Readonly<Record<string, string>> = { USD: '¢' };

/**
 * What a site asks for, in so many characters and no more: `1¢`, `0.5¢`, `$5`, `5sat`. It is exact and carries its unit:
 * undefined where it is too long (`$1.25`), and where the unit is not known. A token counts as the currency that it stands for.
 */
export function badgePrice(
  offer: Pick<FrozenOffer, 'price' | 'network'>,
  most: number,
  locale: string,
): string | undefined {
  const { price } = offer;
  if (price?.decimals === undefined) return undefined;
  const amount = BigInt(price.amount);
  const text = (decimals: number) => formatDecimal(toDecimal(amount, decimals), locale);
  const { currency, decimals } = { currency: currencyOf(offer), decimals: price.decimals };
  if (currency === undefined) return undefined;
  const cent = CENTS[currency];
  const sign = SIGNS[currency];
  const isBelowOne = amount > 0n && amount < 10n ** BigInt(decimals);
  const written =
    cent !== undefined && isBelowOne && decimals >= 2
      ? text(decimals - 2) + cent
      : sign === undefined
        ? text(decimals) + currency
        : sign + text(decimals);
  return [...written].length <= most ? written : undefined;
}

/** The code of the currency that a price is in, or that its token stands for; undefined for a token of no known worth. */
function currencyOf({
  price,
  network,
}: Pick<FrozenOffer, 'price' | 'network'>): string | undefined {
  if (price === undefined) return undefined;
  const { asset, currency } = price;
  const token = asset !== undefined && network !== undefined ? assetOf(network, asset) : undefined;
  if (token !== undefined) return token.peg ?? 'USD';
  return currency === 'sat' || SIGNS[currency] !== undefined ? currency : undefined;
}
