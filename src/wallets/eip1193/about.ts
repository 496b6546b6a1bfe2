import type { WalletAbout } from '../wallet.ts';

/**
 * A wallet of the user's own in this browser (EIP-1193): MetaMask, asked from Farebox's background, or what a page
 * announces. It shows a question of its own each time, so it pays only when the user chooses it.
 */
export const about = {
  id: 'eip1193',
  rails: ['eip3009'],
  repeatable: false,
  inPage: true,
  hasBalance: false,
  texts: {
    name: 'wallet_eip1193',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered_wallet',
    paying: 'paying_eip1193',
  },
} as const satisfies WalletAbout;
