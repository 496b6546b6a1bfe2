import { encodeBase64 } from '../../../core/encoding/base64.ts';
import type { Json } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import type { Proof } from '../../../core/offers/proof/proof.ts';
import { checkProof } from '../../../core/offers/proof/proof.ts';
import type { RailRequest, RailResult } from '../../../core/offers/rail.ts';
import type { PayContext } from '../../protocol.ts';
import { readTerms, type Terms } from '../entry/terms.ts';
import * as eip3009 from './eip3009.ts';
import * as lightning from './lightning.ts';

/** The terms of a payable offer, read anew: nothing is asked of a wallet on the word of a stored offer. */
function payableTerms(offer: Offer): Terms {
  if (offer.protocol !== 'x402' || !offer.payable || offer.why !== undefined) {
    throw new FareboxError('error_not_payable');
  }
  const terms = readTerms(offer.terms);
  if (terms === undefined || offer.version !== String(terms.x402Version)) {
    throw new FareboxError('error_terms');
  }
  return terms;
}

/**
 * What to ask of the wallet for an offer: exactly its amount, to exactly its payee. Throws
 * `error_not_payable`, or `error_terms` when the offer and its terms disagree, when the payer would pay
 * itself, or when the proof would be too large to send; for an invoice also `error_quote_expired`.
 */
export function request(offer: Offer, context: PayContext): RailRequest {
  const terms = payableTerms(offer);
  if (offer.rail?.kind === 'lightning') return lightning.request(offer, terms, context);
  const made = eip3009.request(offer, terms, context);
  proof(offer, made, { rail: 'eip3009', signature: `0x${'0'.repeat(130)}` });
  return made;
}

/**
 * `PAYMENT-SIGNATURE` (version 2) or `X-PAYMENT` (version 1): canonical base64 of UTF-8 JSON. Pure. Throws
 * `error_terms` when request or result are not of this offer, `error_preimage` when the preimage is not the
 * invoice's, `error_proof_header` when it is too large.
 */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const terms = payableTerms(offer);
  const paid =
    offer.rail?.kind === 'lightning'
      ? lightning.payload(offer, terms, asked, result)
      : eip3009.payload(offer, terms, asked, result);
  const { payload, scheme, network, validUntil } = paid;
  const name = terms.x402Version === 1 ? 'X-PAYMENT' : 'PAYMENT-SIGNATURE';
  const sent = envelope(terms, { scheme, network }, payload);
  return checkProof({
    headers: [[name, encodeBase64(JSON.stringify(sent))]],
    ...(validUntil === undefined ? {} : { validUntil }),
    reusable: false,
  });
}

/**
 * The PaymentPayload. Version 2 has its scheme and network within `accepted`; servers of thirdweb and clients
 * of Alby have them beside it as well, as version 1 does, and others pass them over
 * (https://github.com/thirdweb-dev/js, packages/thirdweb/src/x402/common.ts).
 */
function envelope(
  { x402Version, accepted, resource, extensions }: Terms,
  named: { readonly scheme: string; readonly network: string },
  payload: Json | object,
): object {
  if (x402Version === 1) return { x402Version, ...named, payload };
  return {
    x402Version,
    ...named,
    ...(resource === undefined ? {} : { resource }),
    accepted,
    payload,
    ...(extensions === undefined ? {} : { extensions }),
  };
}
