import { bytesToHex } from '@noble/hashes/utils.js';
import { FareboxError } from '../../../core/errors.ts';
import {
  isOfferOf,
  LONGEST_VALIDITY,
  signedTransfer,
  type Transfer,
  transferRequest,
} from '../../../core/offers/eip3009.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import type { Eip3009Request, RailRequest, RailResult } from '../../../core/offers/rail.ts';
import type { PayContext } from '../../protocol.ts';
import { readEntry } from '../entry/entry.ts';
import type { Terms } from '../entry/terms.ts';

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
type Checked = Transfer & {
  readonly scheme: string;
  readonly network: string;
  readonly timeout: number;
};

function checked(offer: Offer, terms: Terms): Checked {
  const entry = readEntry(terms.accepted, terms.x402Version);
  if (entry === undefined || entry.why !== undefined) throw new FareboxError('error_terms');
  const { asset, amount, payTo, timeout, scheme, networkText: network } = entry;
  const agrees =
    asset !== undefined &&
    isOfferOf(offer, asset, amount, payTo) &&
    offer.timeoutSeconds === timeout;
  if (!agrees || amount === undefined || payTo === undefined || timeout === undefined) {
    throw new FareboxError('error_terms');
  }
  if (scheme === undefined || network === undefined) throw new FareboxError('error_terms');
  return { scheme, network, asset, value: amount.toString(), payee: payTo, timeout };
}

/** The EIP-3009 authorization for an offer, in the EIP-712 domain of our own table. */
export function request(
  offer: Offer,
  terms: Terms,
  { account, now, random }: PayContext,
): Eip3009Request {
  const { timeout, ...transfer } = checked(offer, terms);
  const seconds = Math.floor(now.getTime() / 1000) + Math.min(timeout, LONGEST_VALIDITY);
  const nonce = random(32);
  if (nonce.length !== 32) throw new FareboxError('error_terms');
  return transferRequest(transfer, account, seconds, `0x${bytesToHex(nonce)}`);
}

/** Signature and authorization (scheme_exact_evm.md). */
export function payload(
  offer: Offer,
  terms: Terms,
  asked: RailRequest,
  result: RailResult,
): Payload {
  const { scheme, network, ...transfer } = checked(offer, terms);
  const { message, signature, validUntil } = signedTransfer(transfer, asked, result);
  const { from, to, value, validAfter, validBefore, nonce } = message;
  const authorization = { from, to, value, validAfter, validBefore, nonce };
  return { scheme, network, payload: { signature, authorization }, validUntil };
}
