import type { WalletAbout } from '../wallet.ts';

/** Pretends to pay servers on this computer, for developers. No money is behind it. */
export const about = {
  id: 'practice',
  rails: ['eip3009', 'lightning'],
  repeatable: true,
  practice: true,
  hasBalance: false,
  texts: {
    name: 'wallet_practice',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered_wallet',
    paying: 'paying_practice',
  },
} as const satisfies WalletAbout;
