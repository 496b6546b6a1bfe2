import { formatDecimal, toDecimal } from '../../core/money.ts';
import type { MoneyView } from '../../messages/index.ts';
import type { Translate } from './ui.ts';

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
