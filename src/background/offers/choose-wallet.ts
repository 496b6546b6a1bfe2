import type { Rail } from '../../core/offers/rail.ts';
import type { Wallet, WalletId } from '../../wallets/wallet.ts';

/** The first wallet that serves the rail, or the one that the user chose. One that lives in a page must be chosen. */
export async function walletFor(
  wallets: readonly Wallet[],
  rail: Rail | undefined,
  wanted?: WalletId,
): Promise<Wallet | undefined> {
  if (rail === undefined) return undefined;
  for (const wallet of wallets) {
    const mayServe = wanted === undefined ? wallet.inPage !== true : wallet.id === wanted;
    if (mayServe && (await wallet.serves(rail))) return wallet;
  }
  return undefined;
}
