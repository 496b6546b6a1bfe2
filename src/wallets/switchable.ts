import { FareboxError } from '../core/errors.ts';
import type { Wallet } from './wallet.ts';

/**
 * A wallet that the organisation can switch off: then it begins no payment (`error_wallet_off`). What it began before is
 * looked up, proved and taken back as ever: money that has left stays counted. Where practice is on, no other wallet takes its
 * place.
 */
export function switchable(wallet: Wallet, isOff: (id: string) => Promise<boolean>): Wallet {
  const { id } = wallet;
  return {
    ...wallet,
    serves: async (rail, url) => !(await isOff(id)) && wallet.serves(rail, url),
    ready: async () => {
      if (await isOff(id)) throw new FareboxError('error_wallet_off');
      await wallet.ready();
    },
  };
}
