import { fiatOf } from '../../../core/money/fiat.ts';
import type { MoneyView } from '../../../messages/index.ts';

/** An amount as a mint counts it (NUT-01): cents of `usd`. */
export function mintMoney(amount: bigint, unit: string): MoneyView {
  const money = { amount: amount.toString() };
  if (unit === 'sat') return { ...money, currency: 'sat', decimals: 0 };
  if (unit === 'msat') return { ...money, currency: 'sat', decimals: 3 };
  const fiat = fiatOf(unit);
  return fiat === undefined
    ? { ...money, currency: unit }
    : { ...money, currency: fiat.code, decimals: fiat.decimals };
}
