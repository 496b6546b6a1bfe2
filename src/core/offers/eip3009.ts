import { FareboxError } from '../errors.ts';
import { isAddress, isSameAddress } from '../money/address.ts';
import type { Asset } from '../money/assets.ts';
import { chainIdOf } from '../money/networks.ts';
import type { Offer } from './offer.ts';
import type { Account, Eip3009Request, RailRequest, RailResult } from './rail.ts';

/** Seconds: the longest that a signature of ours may be used, whatever the server asks for. */
export const LONGEST_VALIDITY = 600;

const SIGNATURE = /^0x[0-9a-f]{130}$/i;

/** What a signature moves. `value`: base units, decimal; `payee`: an address. */
export type Transfer = { readonly asset: Asset; readonly value: string; readonly payee: string };

/** Whether an offer names this very token, amount (base units) and payee, on the EIP-3009 rail. */
export function isOfferOf(
  offer: Offer,
  asset: Asset,
  amount: bigint | undefined,
  payee: string | undefined,
): boolean {
  return (
    offer.rail?.kind === 'eip3009' &&
    offer.rail.network === asset.network &&
    offer.rail.asset === asset.address &&
    offer.network === asset.network &&
    offer.price?.asset === asset.address &&
    offer.price.amount === amount &&
    offer.price.decimals === asset.decimals &&
    offer.payee === payee
  );
}

/**
 * The authorization of a transfer (EIP-3009), in the EIP-712 domain of our own table. `validBefore`: Unix seconds; `nonce`:
 * 0x and 64 hex digits. Throws `error_terms` for an account that cannot pay it.
 */
export function transferRequest(
  { asset, value, payee }: Transfer,
  account: Account,
  validBefore: number,
  nonce: string,
): Eip3009Request {
  const chainId = chainIdOf(asset.network);
  const from = account.rail === 'eip3009' ? account.address : undefined;
  const canPay = isAddress(from) && !isSameAddress(from, payee);
  if (chainId === undefined || !canPay || !Number.isSafeInteger(validBefore)) {
    throw new FareboxError('error_terms');
  }
  return {
    rail: 'eip3009',
    network: asset.network,
    domain: {
      name: asset.name,
      version: asset.version,
      chainId,
      verifyingContract: asset.address,
    },
    message: {
      from,
      to: payee,
      value,
      validAfter: '0',
      validBefore: String(validBefore),
      nonce,
    },
  };
}

/** What a wallet signed. `validUntil`: ms since 1970. */
export type SignedTransfer = {
  readonly message: Eip3009Request['message'];
  readonly signature: string;
  readonly validUntil: number;
};

/** What a wallet signed, where it was asked for this very transfer. Else throws `error_terms`. */
export function signedTransfer(
  { asset, value, payee }: Transfer,
  asked: RailRequest,
  result: RailResult,
): SignedTransfer {
  if (asked.rail !== 'eip3009' || result.rail !== 'eip3009') throw new FareboxError('error_terms');
  const { domain, message } = asked;
  const belongs =
    asked.network === asset.network &&
    domain.verifyingContract === asset.address &&
    message.value === value &&
    message.to === payee &&
    SIGNATURE.test(result.signature);
  if (!belongs) throw new FareboxError('error_terms');
  const { signature } = result;
  return { message, signature, validUntil: Number(message.validBefore) * 1000 };
}
