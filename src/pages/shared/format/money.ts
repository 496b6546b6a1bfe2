import { formatDecimal, toDecimal } from '../../../core/money/money.ts';
import type { MoneyView } from '../../../messages/index.ts';
import type { Translate } from '../ui.ts';

const NO_BREAK = '\u00a0';

/** The number alone: `0.001`, or base units of a token that we do not know. */
export function numberText(money: MoneyView, locale: string): string {
  return formatDecimal(toDecimal(BigInt(money.amount), money.decimals ?? 0), locale);
}

/** Number and currency for a line or a button: `0.001 USDC`. */
export function moneyText(money: MoneyView, ui: { t: Translate; locale: string }): string {
  const number = numberText(money, ui.locale);
  return money.decimals === undefined
    ? ui.t('base_units', number)
    : `${number}${NO_BREAK}${money.currency}`;
}

/** `0x1234ab…5678cdef`: both ends are worth comparing. Short ids stay whole. */
export function shortAddress(address: string): string {
  return address.length <= 22 ? address : `${address.slice(0, 8)}…${address.slice(-8)}`;
}

/** Millisatoshi for a line: `21.5 sat`. */
export function satText(amount: string, ui: { t: Translate; locale: string }): string {
  return moneyText({ amount, decimals: 3, currency: 'sat' }, ui);
}

/** The host of an address, which is what people know a mint or a relay by; else the text as it is. */
export function hostText(url: string): string {
  return URL.parse(url)?.host ?? url;
}
