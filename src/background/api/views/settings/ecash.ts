import { FareboxError } from '../../../../core/errors.ts';
import type { EcashView, MintView } from '../../../../messages/index.ts';
import type { TokenOut } from '../../../../wallets/ecash/index.ts';
import type { Context } from '../../../context.ts';
import { takeInAllChange } from '../../../requests/take-change.ts';
import { mintMoney } from '../mint-money.ts';

/** The ecash purse ready to draw. What is under way is moved on first, while it can be. */
export async function ecashOf(context: Context): Promise<EcashView> {
  const { ecash } = context;
  const error = await ecash.ready().then(
    () => undefined,
    (reason: unknown) => (reason instanceof FareboxError ? reason.key : 'error_internal'),
  );
  if (error === undefined) {
    await ecash.resume();
    await takeInAllChange(context);
  }
  const [mints, shown, state, lightning, settings] = await Promise.all([
    ecash.mints(),
    ecash.shown(),
    context.keyring.state(),
    context.lightning.status(),
    context.settings(),
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
    toRecover: shown.tokens.map((token: TokenOut) => ({
      paymentId: token.paymentId,
      money: mintMoney(token.amount, token.unit),
    })),
    changes: shown.changes.map(({ id, mint, unit, amount }) => ({
      id,
      mint,
      money: mintMoney(BigInt(amount), unit),
    })),
    mayFund: lightning !== undefined,
    ...(state === 'none'
      ? { error: 'error_no_password' as const }
      : state === 'locked'
        ? { error: 'error_locked' as const }
        : {}),
  };
}
