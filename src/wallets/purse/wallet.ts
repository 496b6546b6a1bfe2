import { FareboxError } from '../../core/errors.ts';
import { assetOf } from '../../core/money/assets.ts';
import type { Rail } from '../../core/offers/rail.ts';
import { addressOf } from '../evm/address.ts';
import type { ChainReader } from '../evm/chain-reader.ts';
import { checkTerms, readTerms } from '../evm/check-request.ts';
import { lookup } from '../evm/lookup.ts';
import { signAuthorization } from '../evm/sign.ts';
import type { Wallet } from '../wallet.ts';
import { about } from './about.ts';
import type { Account } from './account.ts';

/** Whether we vouch for the token, and it can be moved by a signature. */
function serves(rail: Rail): boolean {
  return rail.kind === 'eip3009' && assetOf(rail.network, rail.asset)?.transfer === 'eip3009';
}

/** The purse as a wallet: signs EIP-3009 transfers of the assets that we vouch for. */
export function createPurseWallet(
  keys: Pick<Account, 'status' | 'key' | 'opens'>,
  chain: ChainReader,
  now: () => number,
): Wallet {
  const address = async (): Promise<string | undefined> => {
    try {
      const status = await keys.status();
      return status.state === 'none' ? undefined : status.address;
    } catch (error) {
      // A damaged purse pays nothing; what to say about it is the purse page's business.
      const damaged = ['error_purse_damaged', 'error_keys_damaged'];
      if (error instanceof FareboxError && damaged.includes(error.key)) return undefined;
      throw error;
    }
  };
  return {
    ...about,
    serves: async (rail) => serves(rail) && (await address()) !== undefined,
    account: async (rail) => {
      const payer = serves(rail) ? await address() : undefined;
      return payer === undefined ? undefined : { rail: 'eip3009', address: payer };
    },
    // Whose key it is, is looked at before it signs.
    ready: () => keys.opens(),
    fulfil: async (request) => {
      if (request.rail !== 'eip3009') throw new FareboxError('error_no_wallet');
      const key = await keys.key();
      try {
        const terms = readTerms(request);
        checkTerms(terms, addressOf(key), now());
        return { rail: 'eip3009', signature: signAuthorization(key, terms.domain, terms.message) };
      } finally {
        key.fill(0);
      }
    },
    balance: async (rail) => {
      const owner = serves(rail) ? await address() : undefined;
      return owner === undefined || rail.kind !== 'eip3009'
        ? undefined
        : chain.balanceOf(rail.network, rail.asset, owner);
    },
    lookup: async (request) => (request.rail === 'eip3009' ? lookup(chain, request) : 'unknown'),
  };
}
