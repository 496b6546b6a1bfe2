import { FareboxError, Unsure } from '../../core/errors.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { explorerUrl } from '../../core/money/networks.ts';
import type { BrowserWalletView, Commands } from '../../messages/index.ts';
import type { Context } from '../context.ts';
import { moneyOfPrice, networkOf } from '../offers/money.ts';
import type { IncomingTransfer } from '../stores/wallets/incoming-transfer.ts';
import { PURSE_ASSETS } from './purse-balances.ts';

/** The wallet extension that can be asked to send money to the purse, and the transfer that it was last asked for. */
export async function browserWallet(context: Context): Promise<BrowserWalletView> {
  const [found, last, { walletExtension }] = await Promise.all([
    context.browserWallet.extension(),
    context.incoming.get(),
    context.settings(),
  ]);
  const asset = last && assetOf(last.network, last.asset);
  const link = last && explorerUrl(last.network, last.hash);
  return {
    there: found !== undefined,
    ...(found?.name === undefined ? {} : { name: found.name }),
    extensionId: walletExtension,
    ...(last === undefined || asset === undefined
      ? {}
      : {
          last: {
            at: last.at,
            money: moneyOfPrice({
              amount: last.amount,
              currency: asset.symbol,
              decimals: asset.decimals,
              asset: asset.address,
            }),
            network: networkOf(last.network),
            sent: last.hash !== undefined,
            ...(link === undefined ? {} : { explorerUrl: link }),
          },
        }),
  };
}

/**
 * Has the wallet extension send dollars to the purse, by an ordinary transfer. What it is asked for is written down before:
 * while no one knows what became of that, nothing more is asked for.
 */
export function addMoney(
  context: Context,
  wanted: Commands['browserWallet.send']['in'],
): Promise<BrowserWalletView> {
  return context.changeLock.withLock('incoming', async () => {
    await context.policies.sure();
    if (await context.policies.isOff(context.browserWallet.id)) {
      throw new FareboxError('error_wallet_off');
    }
    const status = await context.purse.status();
    if (status.state === 'none') throw new FareboxError('error_no_purse');
    const asset = assetOf(wanted.network, wanted.asset);
    const amount = parseBaseUnits(wanted.amount);
    if (asset === undefined) throw new FareboxError('error_setting', 'asset');
    if (amount === undefined || amount === 0n) throw new FareboxError('error_setting', 'amount');
    const before = await context.incoming.get();
    if (before !== undefined && before.hash === undefined) {
      throw new FareboxError('error_transfer_open');
    }
    const { network, address } = asset;
    const to = status.address;
    const transfer: IncomingTransfer = {
      at: context.now(),
      network,
      asset: address,
      amount: amount.toString(),
      to,
    };
    try {
      const hash = await context.browserWallet.send({ network, asset: address, to, amount }, () =>
        context.incoming.set(transfer),
      );
      await context.incoming.set({ ...transfer, hash });
      await context.fundedNetworks.note(to, new Map([[network, true]]));
      context.balances.forget();
    } catch (error) {
      const sure = error instanceof FareboxError && !(error instanceof Unsure);
      if (sure) await undo(context, before);
      throw error;
    } finally {
      context.changed();
    }
    return browserWallet(context);
  });
}

async function undo({ incoming }: Context, before: IncomingTransfer | undefined): Promise<void> {
  await (before === undefined ? incoming.remove() : incoming.set(before));
}

/** The user has looked in the other wallet, and knows. */
export async function forgetTransfer(context: Context): Promise<BrowserWalletView> {
  await context.incoming.remove();
  context.changed();
  return browserWallet(context);
}

function assetOf(network: string, address: string) {
  return PURSE_ASSETS.find(
    (asset) => asset.network === network && asset.address.toLowerCase() === address.toLowerCase(),
  );
}
