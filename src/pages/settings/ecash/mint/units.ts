import { fiatOf } from '../../../../core/money/fiat.ts';
import type { MintView, MoneyView } from '../../../../messages/index.ts';

/** An amount as a mint counts it (NUT-01): `usd` in cents. A unit that is unknown counts as it comes. */
export function inUnit(amount: string, unit: string): MoneyView & { readonly decimals: number } {
  if (unit === 'sat') return { amount, currency: 'sat', decimals: 0 };
  if (unit === 'msat') return { amount, currency: 'sat', decimals: 3 };
  const fiat = fiatOf(unit);
  return { amount, currency: fiat?.code ?? unit, decimals: fiat?.decimals ?? 0 };
}

/** The units in which a mint holds something. */
export function heldUnits({ units, balances }: MintView): readonly string[] {
  return units.filter((unit) => {
    const { currency, decimals } = inUnit('0', unit);
    return balances.some(
      (money) => money.amount !== '0' && money.currency === currency && money.decimals === decimals,
    );
  });
}
