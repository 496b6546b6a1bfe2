/** Amounts are BigInt base units, or the same as a decimal string where they cross JSON. */

/** The largest amount that a uint256 holds. */
export const MAX_UINT256 = 2n ** 256n - 1n;

const BASE_UNITS = /^(?:0|[1-9]\d{0,77})$/;

/** Base units from a server's string: no sign, space, exponent, leading zero or fraction; undefined otherwise. */
export function parseBaseUnits(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || !BASE_UNITS.test(text)) return undefined;
  const amount = BigInt(text);
  return amount <= MAX_UINT256 ? amount : undefined;
}

/** Base units as an exact decimal string: (1500n, 6) gives `0.0015`. No trailing zeros. */
export function toDecimal(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** The most fraction digits that every engine formats; ECMA-402 allowed 100 later. */
const FRACTION_DIGITS = 20;

/**
 * An exact decimal string for people of a language: `0.0015` gives `0,0015` in German. Intl takes decimal
 * strings without rounding through a double (ECMA-402, NumberFormat v3). What is too fine for it stays as it
 * is: exact rather than handsome.
 */
export function formatDecimal(decimal: string, locale: string): string {
  const [, fraction = ''] = decimal.split('.');
  if (fraction.length > FRACTION_DIGITS) return decimal;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: FRACTION_DIGITS });
  return format.format(decimal as unknown as number);
}
