import { FareboxError } from '../../core/errors.ts';
import type { Found, Wallet } from '../wallet.ts';
import { about } from './about.ts';
import type { Ecash } from './index.ts';

/** Ecash as a wallet: makes tokens that are worth the amount to the payee, and takes back what was not used. */
export function createEcashWallet(ecash: Ecash): Wallet {
  const found = async (paymentId: string): Promise<Found> => {
    const made = await ecash.made(paymentId);
    if (made.state === 'spent') return 'paid';
    if (made.state !== 'out') return 'unpaid';
    // Whoever has it may have used it: the mint knows.
    const used = await ecash.check(paymentId);
    return used === 'spent' ? 'paid' : { rail: 'ecash', token: made.token };
  };
  return {
    ...about,
    serves: async (rail) => rail.kind === 'ecash' && ecash.serves(rail),
    account: async (rail) =>
      rail.kind === 'ecash' && (await ecash.serves(rail)) ? { rail: 'ecash' } : undefined,
    ready: () => ecash.ready(),
    fulfil: async (request, { paymentId }) => {
      if (request.rail !== 'ecash') throw new FareboxError('error_no_wallet');
      return { rail: 'ecash', token: await ecash.send(paymentId, request) };
    },
    lookup: async (_request, { paymentId }) => found(paymentId).catch(() => 'unknown'),
    name: async (rail) => (rail.kind === 'ecash' ? ecash.placeFor(rail) : undefined),
    balance: async (rail) => {
      if (rail.kind !== 'ecash') return undefined;
      return ecash.spendable(rail).catch(() => undefined);
    },
    extra: async (rail, amount, locked) => {
      if (rail.kind !== 'ecash') return 'short';
      const cost = await ecash.costOf(rail, amount, locked);
      if (cost.kind === 'pays') {
        return { from: cost.from, surcharge: cost.surcharge, fee: cost.fee };
      }
      if (cost.kind === 'short') return 'short';
      return cost.kind === 'dear' ? 'reason_mint_fee' : 'reason_mint_silent';
    },
    takeBack: ({ paymentId }) => ecash.takeBack(paymentId),
  };
}
