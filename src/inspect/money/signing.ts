import { FareboxError } from '../../core/errors.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Account, RailRequest } from '../../core/offers/rail.ts';
import { registry } from '../../protocols/index.ts';

/** A nonce is drawn when it is signed; a preview has none. */
const NO_NONCE = (length: number) => new Uint8Array(length);

/**
 * What a wallet would be asked for an offer, or the key of the error that says why nothing is asked. `payer`: an address
 * for rails that have one. The nonce is all zeros: a real one is drawn with each payment.
 */
export function requestFor(
  offer: Offer,
  payer: string,
  now: Date,
): RailRequest | { readonly error: string } {
  const protocol = registry.payingById(offer.protocol);
  const kind = offer.rail?.kind;
  if (protocol === undefined || kind === undefined)
    return { error: offer.why ?? 'error_not_payable' };
  if (!offer.payable) return { error: offer.why ?? 'error_not_payable' };
  const account: Account = kind === 'eip3009' ? { rail: kind, address: payer } : { rail: kind };
  try {
    return protocol.request(offer, { account, now, random: NO_NONCE });
  } catch (error) {
    return { error: error instanceof FareboxError ? error.key : 'error_internal' };
  }
}

const TRANSFER = [
  ['from', 'address'],
  ['to', 'address'],
  ['value', 'uint256'],
  ['validAfter', 'uint256'],
  ['validBefore', 'uint256'],
  ['nonce', 'bytes32'],
] as const;
const DOMAIN = [
  ['name', 'string'],
  ['version', 'string'],
  ['chainId', 'uint256'],
  ['verifyingContract', 'address'],
] as const;

const named = (fields: readonly (readonly [string, string])[]) =>
  fields.map(([name, type]) => ({ name, type }));

/** What is asked of the wallet as it would be copied elsewhere: for EIP-3009 the typed data of `eth_signTypedData_v4`. */
export function signedData(request: RailRequest): object {
  if (request.rail !== 'eip3009' || !('domain' in request)) return request;
  return {
    types: { EIP712Domain: named(DOMAIN), TransferWithAuthorization: named(TRANSFER) },
    primaryType: 'TransferWithAuthorization',
    domain: request.domain,
    message: request.message,
  };
}
