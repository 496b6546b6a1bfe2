import type { WalletAbout } from '../wallet.ts';

/** The Lightning wallet that a page brings (WebLN). It pays whenever it is asked, so it is asked once. */
export const about = {
  id: 'webln',
  rails: ['lightning'],
  repeatable: false,
  inPage: true,
  hasBalance: false,
  texts: {
    name: 'wallet_webln',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered_wallet',
    paying: 'paying_page',
  },
} as const satisfies WalletAbout;
