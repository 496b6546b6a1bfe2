import type { WalletAbout } from '../wallet.ts';

/** The Lightning wallet that the user has connected. It pays whenever it is asked, so it is asked once. */
export const about = {
  id: 'nwc',
  rails: ['lightning'],
  repeatable: false,
  hasBalance: true,
  settings: 'lightning',
  texts: {
    name: 'wallet_nwc',
    notEnough: 'not_enough_nwc',
    notCovered: 'not_covered_wallet',
    paying: 'paying_lightning',
  },
} as const satisfies WalletAbout;
