import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { FareboxError } from '../../core/errors.ts';
import { checksummed } from '../../core/money/address.ts';
import { assetOf } from '../../core/money/assets.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import {
  isOfferOf,
  LONGEST_VALIDITY,
  signedTransfer,
  type Transfer,
  transferRequest,
} from '../../core/offers/eip3009.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Eip3009Request, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { PayContext } from '../protocol.ts';
import type { Answer } from './credential.ts';
import { evm } from './methods/evm.ts';
import { requestOf } from './terms.ts';

/** Seconds: how long one may be used where the challenge has no end (mppx takes the same). */
const USUAL_VALIDITY = 300;

/** What a charge comes to when its challenge is read anew. */
function checked(offer: Offer, terms: JsonObject): Transfer {
  const read = requestOf(terms);
  if (read === undefined) throw new FareboxError('error_terms');
  const amount = parseBaseUnits(member(read.request, 'amount'));
  const facts = evm({ ...read, intent: 'charge', amount });
  if ('reason' in facts || facts.why !== undefined) throw new FareboxError('error_terms');
  const { rail, payee } = facts;
  const asset = rail?.kind === 'eip3009' ? assetOf(rail.network, rail.asset) : undefined;
  const agrees = offer.payable && asset !== undefined && isOfferOf(offer, asset, amount, payee);
  if (!agrees || amount === undefined || payee === undefined) throw new FareboxError('error_terms');
  return { asset, value: amount.toString(), payee };
}

/** The nonce that binds a transfer to its challenge (draft-evm-charge-00, `authorization`). */
function challengeNonce(terms: JsonObject): string {
  const [id, realm] = [member(terms, 'id'), member(terms, 'realm')];
  if (typeof id !== 'string' || typeof realm !== 'string') throw new FareboxError('error_terms');
  return `0x${bytesToHex(keccak_256(utf8ToBytes(id + realm)))}`;
}

/** Unix seconds. */
function endOf(terms: JsonObject, now: Date): number {
  const seconds = now.getTime() / 1000;
  const end = parseTimestamp(member(terms, 'expires'));
  const wanted = end === undefined ? seconds + USUAL_VALIDITY : end / 1000;
  return Math.floor(Math.min(wanted, seconds + LONGEST_VALIDITY));
}

/**
 * The EIP-3009 authorization for a charge, in the EIP-712 domain of our own table. Its nonce is the challenge's, so that
 * one challenge can never take money twice. Throws `error_terms`.
 */
export function request(
  offer: Offer,
  terms: JsonObject,
  { account, now }: PayContext,
): Eip3009Request {
  return transferRequest(checked(offer, terms), account, endOf(terms, now), challengeNonce(terms));
}

/** The signed authorization (draft-evm-charge-00, `authorization`). Throws `error_terms`. */
export function answer(
  offer: Offer,
  terms: JsonObject,
  asked: RailRequest,
  result: RailResult,
): Answer & { readonly validUntil: number } {
  const transfer = checked(offer, terms);
  const { message, signature, validUntil } = signedTransfer(transfer, asked, result);
  if (message.nonce !== challengeNonce(terms)) throw new FareboxError('error_terms');
  const { from, to, value, validAfter, validBefore, nonce } = message;
  return {
    source: `did:pkh:${transfer.asset.network}:${checksummed(from)}`,
    payload: { type: 'authorization', from, to, value, validAfter, validBefore, nonce, signature },
    validUntil,
  };
}
