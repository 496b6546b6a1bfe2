import { isObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import { invoiceRequest, preimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Proof } from '../../core/offers/proof/proof.ts';
import { checkProof } from '../../core/offers/proof/proof.ts';
import type { LightningRequest, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { PayContext } from '../protocol.ts';
import type { Terms } from './challenge.ts';

/** The terms of an offer, which may have been through storage. Throws `error_terms`. */
function termsOf({ protocol, terms }: Offer): Terms {
  if (protocol !== 'l402' || !isObject(terms)) throw new FareboxError('error_terms');
  const [scheme, token, invoice, paymentHash] = ['scheme', 'token', 'invoice', 'paymentHash'].map(
    (name) => member(terms, name),
  );
  const whole =
    (scheme === 'L402' || scheme === 'LSAT') &&
    typeof token === 'string' &&
    typeof invoice === 'string' &&
    typeof paymentHash === 'string';
  if (!whole) throw new FareboxError('error_terms');
  return { scheme, token, invoice, paymentHash };
}

/** The challenge's invoice, to be paid. Errors as of `invoiceRequest` (core/offers/invoice-payment). */
export function request(offer: Offer, { now }: PayContext): LightningRequest {
  return invoiceRequest(offer, termsOf(offer).invoice, now);
}

/**
 * `Authorization: <scheme as offered> <token>:<preimage>`, which opens the address again and again
 * (protocol-specification.md, section "HTTP Specification"). Throws `error_preimage`, `error_terms`.
 */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const { scheme, token, paymentHash } = termsOf(offer);
  const preimage = preimageOf(asked, result, paymentHash);
  return checkProof({
    headers: [['Authorization', `${scheme} ${token}:${preimage}`]],
    reusable: true,
  });
}
