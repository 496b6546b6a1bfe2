import type { HeldView, Holding, PurseHoldings } from '../../../../messages/index.ts';
import type { Context } from '../../../context.ts';
import { moneyOfPrice, networkOf } from '../../../offers/money.ts';
import { balanceKey } from '../../../offers/payers.ts';
import { PURSE_ASSETS, usedNetworks } from '../../../wallets/purse-balances.ts';
import { isLocked, purseOf } from '../../../wallets/wallet-state.ts';
import { mintMoney } from '../mint-money.ts';

/** What there is to pay from. Nothing is waited for, and no Lightning wallet and no mint is asked. */
export async function heldOf(context: Context): Promise<HeldView> {
  const [purse, locked, lightning, mints] = await Promise.all([
    purseOf(context),
    isLocked(context),
    context.lightning.status(),
    context.ecash.mints(),
  ]);
  // A balance is for whoever has typed the password.
  if (locked || purse.state === 'locked') return { state: 'locked', ecash: [] };
  if (purse.state === 'none' && lightning === undefined && mints.length === 0) {
    return { state: 'none', ecash: [] };
  }
  const coins = mints.flatMap(({ holdings }) =>
    holdings.map(({ amount, held, unit }) => mintMoney(amount + held, unit)),
  );
  return {
    state: 'ready',
    ...(purse.state === 'none' ? {} : { purse: await purseHoldings(context, purse.address) }),
    ...(lightning === undefined
      ? {}
      : { lightning: lightning.alias === undefined ? {} : { name: lightning.alias } }),
    ecash: addedUp(coins.map((money) => ({ money, testnet: false }))),
  };
}

/** What is known of it now; what is not known, or not fresh, is asked for, and open pages are told of the answer. */
async function purseHoldings(context: Context, address: string): Promise<PurseHoldings> {
  const { purse, balances } = context;
  const used = await usedNetworks(context, address);
  let isComplete = true;
  const known = PURSE_ASSETS.filter(({ network }) => used.has(network)).flatMap((asset) => {
    const { network, address: token, symbol, decimals } = asset;
    const key = balanceKey(purse, { kind: 'eip3009', network, asset: token });
    const amount = balances.known(key, () => purse.balanceOf(network, token, address));
    if (amount === undefined) {
      isComplete = false;
      return [];
    }
    const money = moneyOfPrice({ amount, currency: symbol, decimals });
    return [{ money, testnet: networkOf(network).testnet }];
  });
  const holds = addedUp(known);
  if (isComplete) return { holds };
  // Nothing where it is known is not yet nothing.
  return { holds: holds.filter(({ money }) => money.amount !== '0'), incomplete: true };
}

/** One amount for each currency that is there, test money apart and last; where there is none, one of nothing. */
function addedUp(holds: readonly Holding[]): Holding[] {
  const sums = new Map<string, Holding>();
  for (const { money, testnet } of holds) {
    const key = `${money.currency} ${money.decimals} ${testnet}`;
    const before = BigInt(sums.get(key)?.money.amount ?? '0');
    const amount = (before + BigInt(money.amount)).toString();
    sums.set(key, { money: { ...money, amount }, testnet });
  }
  const all = [...sums.values()].toSorted((a, b) => Number(a.testnet) - Number(b.testnet));
  const some = all.filter(({ money }) => money.amount !== '0');
  return some.length > 0 ? some : all.slice(0, 1);
}
