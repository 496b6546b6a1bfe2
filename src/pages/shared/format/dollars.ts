import { parseDecimal, rescale } from '../../../core/money/decimal.ts';
import { formatDecimal, toDecimal } from '../../../core/money/money.ts';

/** The reference unit of limits is a millionth of a US dollar. */
const DECIMALS = 6;

/** Millionths of a dollar, a decimal string, for people: `4,25` in German. */
export function dollarText(micros: string, locale: string): string {
  return formatDecimal(toDecimal(BigInt(micros), DECIMALS), locale);
}

/** The same for a field: with the decimal sign of the language, without grouping. */
export function dollarInput(micros: string, locale: string): string {
  return amountInput(micros, DECIMALS, locale);
}

/** Base units of so many decimals for a field. */
export function amountInput(amount: string, decimals: number, locale: string): string {
  return toDecimal(BigInt(amount), decimals).replace('.', decimalSign(locale));
}

/** An example of how an amount is written. */
export function dollarExample(locale: string): string {
  return formatDecimal('0.05', locale);
}

/** What the user typed, in millionths of a dollar; undefined as with `parseAmount`. */
export function parseDollars(text: string, locale: string): string | undefined {
  return parseAmount(text, DECIMALS, locale);
}

/**
 * What the user typed, in base units of so many decimals: digits with one comma or one point, exact. Undefined
 * for anything else, and where a foreign decimal sign would rather be grouping: `1,500` in English.
 */
export function parseAmount(text: string, decimals: number, locale: string): string | undefined {
  const typed = text.trim();
  const foreign = decimalSign(locale) === ',' ? '.' : ',';
  const [whole = '', fraction = '', ...more] = typed.split(foreign);
  if (more.length === 0 && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return undefined;
  const decimal = parseDecimal(typed.replace(',', '.').replace(/^\./, '0.'));
  return decimal && rescale(decimal, decimals)?.toString();
}

function decimalSign(locale: string): string {
  return formatDecimal('0.5', locale).includes(',') ? ',' : '.';
}
