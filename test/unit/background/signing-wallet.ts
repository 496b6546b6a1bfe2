import type { RailResult } from '../../../src/core/offers/rail.ts';
import type { Wallet } from '../../../src/wallets/wallet.ts';
import { PAYER } from '../../fixtures/x402/weather.ts';

export const SIGNED: RailResult = { rail: 'eip3009', signature: `0x${'1b'.repeat(65)}` };

/** A wallet on this computer that signs whatever it is asked; `change`: what it does otherwise. */
export function signingWallet(change: Partial<Wallet> = {}): Wallet {
  return {
    id: 'purse',
    repeatable: true,
    serves: async ({ kind }) => kind === 'eip3009',
    account: async () => ({ rail: 'eip3009', address: PAYER }),
    ready: async () => undefined,
    fulfil: async () => SIGNED,
    lookup: async () => 'unknown',
    ...change,
  };
}
