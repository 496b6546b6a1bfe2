import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { FareboxError } from '../../core/errors.ts';
import { checksummed, isAddress, isSameAddress } from '../../core/money/address.ts';
import { type Asset, assetOf } from '../../core/money/assets.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { chainIdOf } from '../../core/money/networks.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Eip3009Request, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { PayContext } from '../protocol.ts';
import type { Answer } from './credential.ts';
import { evm } from './methods/evm.ts';
import { requestOf } from './terms.ts';

/** Seconds: the longest that a signature of ours may be used, whatever the server asks for. */
const LONGEST_VALIDITY = 600;
/** Seconds: how long one may be used where the challenge has no end (mppx takes the same). */
const USUAL_VALIDITY = 300;

const SIGNATURE = /^0x[0-9a-f]{130}$/i;

/** What a charge comes to when its challenge is read anew. */
type Checked = { readonly asset: Asset; readonly value: string; readonly payee: string };

function checked(offer: Offer, terms: JsonObject): Checked {
  const read = requestOf(terms);
  if (read === undefined) throw new FareboxError('error_terms');
  const amount = parseBaseUnits(member(read.request, 'amount'));
  const facts = evm({ ...read, intent: 'charge', amount });
  if ('reason' in facts || facts.why !== undefined) throw new FareboxError('error_terms');
  const { rail, payee } = facts;
  const asset = rail?.kind === 'eip3009' ? assetOf(rail.network, rail.asset) : undefined;
  const agrees =
    offer.payable &&
    asset !== undefined &&
    offer.rail?.kind === 'eip3009' &&
    offer.rail.network === asset.network &&
    offer.rail.asset === asset.address &&
    offer.network === asset.network &&
    offer.price?.asset === asset.address &&
    offer.price.amount === amount &&
    offer.price.decimals === asset.decimals &&
    offer.payee === payee;
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
  const { asset, value, payee } = checked(offer, terms);
  const chainId = chainIdOf(asset.network);
  const from = account.rail === 'eip3009' ? account.address : undefined;
  const canPay = isAddress(from) && !isSameAddress(from, payee);
  const end = endOf(terms, now);
  if (chainId === undefined || !canPay || !Number.isSafeInteger(end)) {
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
      validBefore: String(end),
      nonce: challengeNonce(terms),
    },
  };
}

/** The signed authorization (draft-evm-charge-00, `authorization`). Throws `error_terms`. */
export function answer(
  offer: Offer,
  terms: JsonObject,
  asked: RailRequest,
  result: RailResult,
): Answer & { readonly validUntil: number } {
  const { asset, value, payee } = checked(offer, terms);
  if (asked.rail !== 'eip3009' || result.rail !== 'eip3009') throw new FareboxError('error_terms');
  const { domain, message } = asked;
  const belongs =
    asked.network === asset.network &&
    domain.verifyingContract === asset.address &&
    message.value === value &&
    message.to === payee &&
    message.nonce === challengeNonce(terms) &&
    SIGNATURE.test(result.signature);
  if (!belongs) throw new FareboxError('error_terms');
  const { from, to, validAfter, validBefore, nonce } = message;
  return {
    source: `did:pkh:${asset.network}:${checksummed(from)}`,
    payload: {
      type: 'authorization',
      from,
      to,
      value,
      validAfter,
      validBefore,
      nonce,
      signature: result.signature,
    },
    validUntil: Number(validBefore) * 1000,
  };
}
