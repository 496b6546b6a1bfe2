import type { Rail } from '../../core/offers/rail.ts';
import type { Wallet, WalletId } from '../../wallets/wallet.ts';

/** Whether practice is on for an address: then nothing that holds money pays there. */
export async function isPracticeAt(wallets: readonly Wallet[], url: string): Promise<boolean> {
  for (const wallet of wallets) {
    if ((await wallet.practisesAt?.(url)) === true) return true;
  }
  return false;
}

/**
 * The first wallet that serves the rail, or the one that the user chose. One that lives in a page must be chosen. Where
 * practice is on for the address (`url`), the practice wallet pays and no other does unless it was chosen: a developer who
 * practises spends nothing by mistake.
 */
export async function walletFor(
  wallets: readonly Wallet[],
  rail: Rail | undefined,
  url: string,
  wanted?: WalletId,
): Promise<Wallet | undefined> {
  if (rail === undefined) return undefined;
  const inOrder = [...wallets].sort(
    (a, b) => Number(b.practice === true) - Number(a.practice === true),
  );
  for (const wallet of inOrder) {
    const mayServe = wanted === undefined ? wallet.inPage !== true : wallet.id === wanted;
    if (mayServe && (await wallet.serves(rail, url))) return wallet;
  }
  return undefined;
}
