import { isAddress, isSameAddress } from '../../core/address.ts';
import type { Asset } from '../../core/assets.ts';
import { encodeBase64 } from '../../core/base64.ts';
import { FareboxError } from '../../core/errors.ts';
import { chainIdOf } from '../../core/networks.ts';
import { checkProof } from '../../core/proof.ts';
import type { Eip3009Request, RailRequest, RailResult } from '../../core/rail.ts';
import type { Offer, Proof } from '../../core/reading.ts';
import type { PayContext } from '../protocol.ts';
import { type Entry, readEntry } from './entry.ts';
import { readTerms, type Terms } from './terms.ts';

/** Seconds: the longest that a signature of ours may be used, whatever the server asks for. */
export const LONGEST_VALIDITY = 600;

const SIGNATURE = /^0x[0-9a-f]{130}$/i;

/** What an offer comes to when its terms are read anew: nothing is signed on the word of a stored offer. */
type Checked = {
  readonly terms: Terms;
  readonly entry: Entry;
  readonly asset: Asset;
  readonly value: string;
  readonly payTo: string;
  readonly timeout: number;
};

function checked(offer: Offer): Checked {
  if (offer.protocol !== 'x402' || !offer.payable || offer.why !== undefined) {
    throw new FareboxError('error_not_payable');
  }
  const terms = readTerms(offer.terms);
  const entry = terms && readEntry(terms.accepted, terms.x402Version);
  if (terms === undefined || entry === undefined || entry.why !== undefined) {
    throw new FareboxError('error_terms');
  }
  const { asset, amount, payTo, timeout } = entry;
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
    offer.timeoutSeconds === timeout &&
    offer.version === String(terms.x402Version);
  if (!agrees || amount === undefined || payTo === undefined || timeout === undefined) {
    throw new FareboxError('error_terms');
  }
  return { terms, entry, asset, value: amount.toString(), payTo, timeout };
}

/**
 * The EIP-3009 authorization for an offer: exactly its amount, to exactly its payee, in the EIP-712 domain
 * of our own table. Throws `error_not_payable`, or `error_terms` when the offer and its terms disagree, when
 * the payer would pay itself, or when the proof would be too large to send.
 */
export function request(offer: Offer, { account, now, random }: PayContext): Eip3009Request {
  const { asset, value, payTo, timeout } = checked(offer);
  const chainId = chainIdOf(asset.network);
  const from = account.rail === 'eip3009' ? account.address : undefined;
  const canPay = isAddress(from) && !isSameAddress(from, payTo);
  if (chainId === undefined || !canPay) throw new FareboxError('error_terms');
  const seconds = Math.floor(now.getTime() / 1000) + Math.min(timeout, LONGEST_VALIDITY);
  const nonce = random(32);
  if (nonce.length !== 32 || !Number.isSafeInteger(seconds)) throw new FareboxError('error_terms');
  const made: Eip3009Request = {
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
  proof(offer, made, { rail: 'eip3009', signature: `0x${'0'.repeat(130)}` });
  return made;
}

function payloadOf({ message }: Eip3009Request, signature: string): object {
  const { from, to, value, validAfter, validBefore, nonce } = message;
  return { signature, authorization: { from, to, value, validAfter, validBefore, nonce } };
}

/**
 * `PAYMENT-SIGNATURE` (version 2) or `X-PAYMENT` (version 1): canonical base64 of UTF-8 JSON. Pure. Throws
 * `error_terms` when request or result are not of this offer, `error_proof_header` when it is too large.
 */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const { terms, entry, asset, value, payTo } = checked(offer);
  if (asked.rail !== 'eip3009' || result.rail !== 'eip3009') throw new FareboxError('error_terms');
  const { network, domain, message } = asked;
  const belongs =
    network === asset.network &&
    domain.verifyingContract === asset.address &&
    message.value === value &&
    message.to === payTo &&
    SIGNATURE.test(result.signature);
  if (!belongs) throw new FareboxError('error_terms');
  const payload = payloadOf(asked, result.signature);
  const { x402Version, accepted, resource, extensions } = terms;
  const sent =
    x402Version === 1
      ? { x402Version, scheme: entry.scheme, network: entry.networkText, payload }
      : {
          x402Version,
          ...(resource === undefined ? {} : { resource }),
          accepted,
          payload,
          ...(extensions === undefined ? {} : { extensions }),
        };
  const name = x402Version === 1 ? 'X-PAYMENT' : 'PAYMENT-SIGNATURE';
  return checkProof({
    headers: [[name, encodeBase64(JSON.stringify(sent))]],
    validUntil: Number(message.validBefore) * 1000,
    reusable: false,
  });
}
