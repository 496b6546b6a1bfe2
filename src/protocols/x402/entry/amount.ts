import type { Json } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { type Asset, assetsOf } from '../../../core/money/assets.ts';
import { type Decimal, parseDecimal, rescale, wholeNumber } from '../../../core/money/decimal.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import type { Price, ReasonKey } from '../../../core/offers/offer.ts';
import type { Terms } from '../challenge/names.ts';

/** Characters of an id (an asset, a payee, a network) that are shown. */
export const ID_CHARACTERS = 100;

/** What an entry says of its amount. */
export type Amount = {
  /** Base units. */
  readonly amount?: bigint;
  /** Whole tokens, where that is what the site wrote: shown, never paid. */
  readonly decimal?: WholeTokens;
  /** Dollars, where that is what the site wrote: shown, never paid. */
  readonly dollars?: Decimal;
  readonly why?: ReasonKey;
  /** In a form that the reference reader would refuse. */
  readonly lenient: boolean;
};

/** `unit`: what is counted, as the site wrote it behind or before the number. */
type WholeTokens = Decimal & { readonly unit?: string };

/** `0.05`, `$0.05`, `0.05 USDC`: the number, where it can only be a count of whole tokens. */
function wholeTokens(value: Json): WholeTokens | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const [, dollar, digits, word] =
    /^(\$?)\s?(\d+(?:\.\d+)?)(?:\s([A-Za-z$.]{2,8}))?$/.exec(value) ?? [];
  const isWhole = dollar !== '' || word !== undefined || digits?.includes('.') === true;
  const decimal = isWhole ? parseDecimal(digits) : undefined;
  const unit = word ?? (dollar === '' ? undefined : dollar);
  return decimal && { ...decimal, ...(unit === undefined ? {} : { unit }) };
}

/** Whether the number counts this token: it has a fraction, which base units have not, or names the token or dollars. */
function isCountOf({ amount, decimals, unit }: WholeTokens, token: Asset): boolean {
  if (unit === '$') return token.symbol.toUpperCase().includes('USD');
  if (unit !== undefined) return unit.toUpperCase() === token.symbol.toUpperCase();
  return amount % 10n ** BigInt(decimals) !== 0n;
}

function baseUnits(value: Json): bigint | undefined {
  return wholeNumber(value) ?? parseBaseUnits(value);
}

/**
 * The amount of an entry: base units as text under the name of its version, or of the other one; also a
 * safe whole number. Two names that differ, other names and whole tokens are shown and not paid.
 */
export function amountOf(terms: Terms, version: 1 | 2 | undefined): Amount {
  const both = [terms.of('amount'), terms.of('maxAmountRequired')] as const;
  const [own, other] = version === 1 ? [both[1], both[0]] : both;
  const term = own?.name === 'other' ? (other ?? own) : (own ?? other);
  if (term === undefined) return { why: 'reason_amount_missing', lenient: true };
  if (term.dollars) {
    const text = typeof term.value === 'number' ? String(term.value) : term.value;
    const dollars = parseDecimal(text);
    return { ...(dollars && { dollars }), why: 'reason_field', lenient: true };
  }
  const amount = baseUnits(term.value);
  if (amount === undefined) {
    const decimal = wholeTokens(term.value);
    return decimal === undefined
      ? { why: numberReason(term.value), lenient: true }
      : { decimal, why: 'reason_amount_form', lenient: true };
  }
  if (term.name === 'other') return { amount, why: 'reason_field', lenient: true };
  const second = term === own ? other : own;
  const agrees =
    second === undefined || second.name === 'other' || baseUnits(second.value) === amount;
  if (!agrees) return { amount, why: 'reason_amounts_differ', lenient: true };
  const isOwn = term === own && term.name === 'own' && typeof term.value === 'string';
  return { amount, lenient: !isOwn, ...(amount === 0n ? { why: 'reason_amount_zero' } : {}) };
}

/** A number with a fraction, or too large to be exact, is of the wrong type; all else cannot be read. */
function numberReason(value: Json): ReasonKey {
  return typeof value === 'number' ? 'reason_amount_form' : 'reason_amount';
}

/** The price to show; symbol and decimals only where our table vouches for them. */
export function priceOf(
  { amount, decimal, dollars }: Amount,
  network: string | undefined,
  asset: Asset | undefined,
  assetText: string | undefined,
): Price | undefined {
  if (dollars !== undefined) return { ...dollars, currency: 'USD', asset: 'USD' };
  const named = asset ?? symbolAsset(network, assetText);
  if (decimal !== undefined) {
    // `10000.0` of what is named by an address may be base units, which are what belongs there.
    const isCount = named !== undefined && (asset === undefined || isCountOf(decimal, named));
    const scaled = isCount ? rescale(decimal, named.decimals) : undefined;
    return scaled === undefined || named === undefined ? undefined : pricedIn(scaled, named);
  }
  if (amount === undefined) return undefined;
  if (named !== undefined) return pricedIn(amount, named);
  const id = sanitize(assetText, ID_CHARACTERS);
  return id === undefined ? { amount, currency: '' } : { amount, currency: id, asset: id };
}

function pricedIn(amount: bigint, { symbol, decimals, address }: Asset): Price {
  return { amount, currency: symbol, decimals, asset: address };
}

/** The token of a network that a site names by its symbol only. */
export function symbolAsset(
  network: string | undefined,
  assetText: string | undefined,
): Asset | undefined {
  if (network === undefined || assetText === undefined || assetText.length > 12) return undefined;
  const symbol = assetText.toUpperCase();
  return assetsOf(network).find((asset) => asset.symbol.toUpperCase() === symbol);
}
