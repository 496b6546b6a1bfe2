import type { WalletView } from '../../messages/index.ts';
import { walletAbout } from '../../wallets/index.ts';
import type { Wallet, WalletAbout } from '../../wallets/wallet.ts';

/** For a wallet that this version does not have any more. */
const UNKNOWN: WalletAbout['texts'] = {
  name: 'row_wallet',
  notEnough: 'not_enough_text',
  notCovered: 'not_covered_wallet',
  paying: 'paying_sign',
};

/** A wallet ready to draw. What the popup says of it comes from itself, else from the registry under its id. */
export function walletViewOf(
  wallet: Pick<Wallet, 'id' | 'texts' | 'settings'> & { readonly practice?: true },
  name?: string,
): WalletView {
  const { id } = wallet;
  const about = wallet.texts === undefined ? walletAbout(id) : wallet;
  const settings = about?.settings;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    texts: about?.texts ?? UNKNOWN,
    ...(settings === undefined ? {} : { settings }),
    ...(about?.practice === true ? { practice: true } : {}),
  };
}
