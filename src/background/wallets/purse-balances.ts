import { FareboxError } from '../../core/errors.ts';
import { ASSETS, type Asset } from '../../core/money/assets.ts';
import type { BalanceView } from '../../messages/index.ts';
import type { Context } from '../context.ts';
import { networkOf } from '../offers/money.ts';

/** What the purse pays with. */
export const PURSE_ASSETS = ASSETS.filter(({ transfer }) => transfer === 'eip3009');

/** Where the purse is filled first. */
const FIRST = 'eip155:8453';

/**
 * What the purse holds, network by network; all are asked at once. Each that is asked learns the address, so without
 * `all` only those are that know it: where the purse has paid or last held money, and Base.
 */
export async function purseBalances(
  context: Context,
  { all }: { readonly all: boolean },
): Promise<BalanceView[]> {
  const status = await context.purse.status();
  if (status.state === 'none') return [];
  const { address } = status;
  const used = all ? undefined : await usedNetworks(context, address);
  const assets = PURSE_ASSETS.filter(({ network }) => used?.has(network) !== false);
  const views = await Promise.all(assets.map((asset) => balanceOf(context, asset, address)));
  const answers = new Map<string, boolean>();
  for (const { id } of new Set(views.map(({ network }) => network))) {
    const amounts = views.filter(({ network }) => network.id === id).map(({ amount }) => amount);
    const holds = amounts.some((amount) => amount !== undefined && amount !== '0');
    // One that did not say everything may hold what it did not say.
    if (holds || !amounts.includes(undefined)) answers.set(id, holds);
  }
  await context.fundedNetworks.note(address, answers);
  return views;
}

/** The networks that know the address: where the purse has paid or last held money, and Base. */
export async function usedNetworks(
  context: Context,
  address: string,
): Promise<ReadonlySet<string>> {
  const paidOn = await context.journal.networksOf(context.purse.id);
  return new Set<string>([FIRST, ...(await context.fundedNetworks.of(address)), ...paidOn]);
}

async function balanceOf(context: Context, asset: Asset, owner: string): Promise<BalanceView> {
  const { network, address, symbol, decimals } = asset;
  const row = { network: networkOf(network), asset: address, currency: symbol, decimals };
  try {
    const amount = await context.purse.balanceOf(network, address, owner);
    return { ...row, amount: amount.toString() };
  } catch (error) {
    const off = error instanceof FareboxError && error.key === 'error_rpc_off';
    return { ...row, error: off ? 'error_rpc_off' : 'error_rpc' };
  }
}
