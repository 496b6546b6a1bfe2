import { FareboxError } from '../../../core/errors.ts';
import { isAddress, isSameAddress } from '../../../core/money/address.ts';
import type { Asset } from '../../../core/money/assets.ts';
import { chainIdOf } from '../../../core/money/networks.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import type { Eip3009Request, RailRequest, RailResult } from '../../../core/offers/rail.ts';
import type { PayContext } from '../../protocol.ts';
import { readEntry } from '../entry/entry.ts';
import type { Terms } from '../entry/terms.ts';

/** Seconds: the longest that a signature of ours may be used, whatever the server asks for. */
const LONGEST_VALIDITY = 600;

const SIGNATURE = /^0x[0-9a-f]{130}$/i;

/** What a proof is made of, on whichever rail. */
export type Payload = {
  readonly scheme: string;
  /** As the server wrote it. */
  readonly network: string;
  readonly payload: object;
  /** ms since 1970. */
  readonly validUntil?: number;
};

/** What an offer comes to when its terms are read anew. */
type Checked = {
  readonly scheme: string;
  readonly network: string;
  readonly asset: Asset;
  readonly value: string;
  readonly payTo: string;
  readonly timeout: number;
};

function checked(offer: Offer, terms: Terms): Checked {
  const entry = readEntry(terms.accepted, terms.x402Version);
  if (entry === undefined || entry.why !== undefined) throw new FareboxError('error_terms');
  const { asset, amount, payTo, timeout, scheme, networkText: network } = entry;
  const agrees =
    asset !== undefined &&
    offer.rail?.kind === 'eip3009' &&
    offer.rail.network === asset.network &&
    offer.rail.asset === asset.address &&
    offer.network === asset.network &&
    offer.price?.asset === asset.address &&
    offer.price.amount === amount &&
    offer.price.decimals === asset.decimals &&
    offer.payee === payTo &&
    offer.timeoutSeconds === timeout;
  if (!agrees || amount === undefined || payTo === undefined || timeout === undefined) {
    throw new FareboxError('error_terms');
  }
  if (scheme === undefined || network === undefined) throw new FareboxError('error_terms');
  return { scheme, network, asset, value: amount.toString(), payTo, timeout };
}

/** The EIP-3009 authorization for an offer, in the EIP-712 domain of our own table. */
export function request(
  offer: Offer,
  terms: Terms,
  { account, now, random }: PayContext,
): Eip3009Request {
  const { asset, value, payTo, timeout } = checked(offer, terms);
  const chainId = chainIdOf(asset.network);
  const from = account.rail === 'eip3009' ? account.address : undefined;
  const canPay = isAddress(from) && !isSameAddress(from, payTo);
  if (chainId === undefined || !canPay) throw new FareboxError('error_terms');
  const seconds = Math.floor(now.getTime() / 1000) + Math.min(timeout, LONGEST_VALIDITY);
  const nonce = random(32);
  if (nonce.length !== 32 || !Number.isSafeInteger(seconds)) throw new FareboxError('error_terms');
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
      to: payTo,
      value,
      validAfter: '0',
      validBefore: String(seconds),
      nonce: `0x${Array.from(nonce, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    },
  };
}

/** Signature and authorization (scheme_exact_evm.md). */
export function payload(
  offer: Offer,
  terms: Terms,
  asked: RailRequest,
  result: RailResult,
): Payload {
  const { scheme, network, asset, value, payTo } = checked(offer, terms);
  if (asked.rail !== 'eip3009' || result.rail !== 'eip3009') throw new FareboxError('error_terms');
  const { domain, message } = asked;
  const belongs =
    asked.network === asset.network &&
    domain.verifyingContract === asset.address &&
    message.value === value &&
    message.to === payTo &&
    SIGNATURE.test(result.signature);
  if (!belongs) throw new FareboxError('error_terms');
  const { from, to, validAfter, validBefore, nonce } = message;
  const authorization = { from, to, value, validAfter, validBefore, nonce };
  return {
    scheme,
    network,
    payload: { signature: result.signature, authorization },
    validUntil: Number(validBefore) * 1000,
  };
}
