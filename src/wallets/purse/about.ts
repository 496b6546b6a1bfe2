import type { WalletAbout } from '../wallet.ts';

/** The key in this browser that pays with dollar tokens. The same request gives the same signature. */
export const about = {
  id: 'purse',
  rails: ['eip3009'],
  repeatable: true,
  hasBalance: true,
  settings: 'purse',
  texts: {
    name: 'wallet_purse',
    row: 'row_purse',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered',
    paying: 'paying_sign',
  },
} as const satisfies WalletAbout;
