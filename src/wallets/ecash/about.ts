import type { WalletAbout } from '../wallet.ts';

/** Ecash in this browser. An operation is on disk before the mint is asked, so it can be repeated. */
export const about = {
  id: 'ecash',
  rails: ['ecash'],
  repeatable: true,
  hasBalance: true,
  settings: 'ecash',
  texts: {
    name: 'wallet_ecash',
    notEnough: 'not_enough_ecash',
    notCovered: 'not_covered_wallet',
    paying: 'paying_ecash',
    topUp: 'fund_ecash',
  },
} as const satisfies WalletAbout;
