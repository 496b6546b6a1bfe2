import { FareboxError } from '../../core/errors.ts';
import { fiatOf } from '../../core/fiat.ts';
import type { EcashView, MintView, MoneyView } from '../../messages/index.ts';
import type { TokenOut } from '../../wallets/ecash/index.ts';
import type { Farebox } from '../farebox.ts';

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

/** The ecash purse ready to draw. What is under way is moved on first, while it can be. */
export async function ecashOf(farebox: Farebox): Promise<EcashView> {
  const { ecash } = farebox;
  const error = await ecash.ready().then(
    () => undefined,
    (reason: unknown) => (reason instanceof FareboxError ? reason.key : 'error_internal'),
  );
  if (error === undefined) await ecash.sweep();
  const [mints, shown, purse, lightning, settings] = await Promise.all([
    ecash.mints(),
    ecash.shown(),
    farebox.purse.status(),
    farebox.lightning.status(),
    farebox.settings(),
  ]);
  return {
    mints: mints.map(
      ({ url, name, description, units, holdings }): MintView => ({
        url,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        balances: holdings.map(({ amount, held, unit }) => mintMoney(amount + held, unit)),
        units: units.filter((unit) => unit === 'sat'),
      }),
    ),
    cap: settings.ecashCap,
    backedUp: shown.confirmed === true,
    toRecover: shown.tokens.map((token: TokenOut) => ({
      paymentId: token.paymentId,
      money: mintMoney(token.amount, token.unit),
    })),
    mayFund: lightning !== undefined,
    ...(purse.state === 'none'
      ? { error: 'error_no_purse' as const }
      : purse.state === 'locked'
        ? { error: 'error_locked' as const }
        : {}),
  };
}
