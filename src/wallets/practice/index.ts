import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { assetOf } from '../../core/money/assets.ts';
import type { Eip3009Request, LightningRequest, Rail } from '../../core/offers/rail.ts';
import { isThisComputer } from '../../core/web/loopback.ts';
import { addressOf } from '../evm/address.ts';
import { checkTerms, readTerms } from '../evm/check-request.ts';
import { signAuthorization } from '../evm/sign.ts';
import type { PaymentContext, Wallet, Where } from '../wallet.ts';
import { about } from './about.ts';
import { practiceKey } from './key.ts';
import { practicePreimage } from './preimage.ts';

/** Whether the user has switched practice on, and the clock (ms since 1970). */
export type PracticeDeps = {
  readonly isOn: () => Promise<boolean>;
  readonly now: () => number;
};

function servesRail(rail: Rail): boolean {
  if (rail.kind === 'lightning') return true;
  return rail.kind === 'eip3009' && assetOf(rail.network, rail.asset)?.transfer === 'eip3009';
}

/**
 * The practice wallet: serves addresses of this computer while practice is on, and nothing else. What it gives is well
 * formed and worth nothing: a signature of a key that holds no money, or the preimage of a practice invoice.
 */
export function createPractice({ isOn, now }: PracticeDeps): Wallet {
  /** Throws unless the address that is paid for is on this computer and practice is on. */
  const check = async ({ url }: Where) => {
    if (!isThisComputer(url)) throw new FareboxError('error_practice_host');
    if (!(await isOn())) throw new FareboxError('error_practice_off');
  };
  return {
    ...about,
    serves: async (rail, url) => isThisComputer(url) && servesRail(rail) && isOn(),
    practisesAt: async (url) => isThisComputer(url) && isOn(),
    account: async (rail, where) => {
      const { paymentId, url } = where;
      if (!isThisComputer(url) || !servesRail(rail) || !(await isOn())) return undefined;
      if (rail.kind !== 'eip3009') return { rail: 'lightning' };
      return paymentId === undefined
        ? undefined
        : { rail: 'eip3009', address: addressOf(practiceKey(paymentId)) };
    },
    ready: async () => {
      if (!(await isOn())) throw new FareboxError('error_practice_off');
    },
    fulfil: async (request, asked) => {
      await check(asked);
      if (request.rail === 'eip3009') return signed(request, asked, now());
      if (request.rail === 'lightning') return revealed(request);
      throw new FareboxError('error_no_wallet');
    },
    // No money is behind it, whatever the server says.
    lookup: async () => 'unpaid',
  };
}

function signed(request: Eip3009Request, { paymentId }: PaymentContext, now: number) {
  const key = practiceKey(paymentId);
  const terms = readTerms(request);
  checkTerms(terms, addressOf(key), now);
  const signature = signAuthorization(key, terms.domain, terms.message);
  return { rail: 'eip3009', signature } as const;
}

/** The preimage, where the practice command made the invoice; else `error_practice_invoice`: only its payee has it. */
function revealed({ invoice, paymentHash }: LightningRequest) {
  const decoded = decodeInvoice(invoice);
  const preimage = typeof decoded === 'string' ? undefined : practicePreimage(decoded.payee);
  if (preimage === undefined || bytesToHex(sha256(hexToBytes(preimage))) !== paymentHash) {
    throw new FareboxError('error_practice_invoice');
  }
  return { rail: 'lightning', preimage } as const;
}
