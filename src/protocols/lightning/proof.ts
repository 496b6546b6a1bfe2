import { isObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import { invoiceRequest, preimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Proof } from '../../core/offers/proof/proof.ts';
import { checkProof } from '../../core/offers/proof/proof.ts';
import type { LightningRequest, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { PayContext } from '../protocol.ts';

function termOf({ protocol, terms }: Offer, name: 'invoice' | 'paymentHash'): unknown {
  if (protocol !== 'lightning' || !isObject(terms)) throw new FareboxError('error_terms');
  return member(terms, name);
}

/** The header's invoice, to be paid. Errors as of `invoiceRequest` (core/offers/invoice-payment). */
export function request(offer: Offer, { now }: PayContext): LightningRequest {
  return invoiceRequest(offer, termOf(offer, 'invoice'), now);
}

/** `X-Lightning: <preimage>` (Blossom BUD-07). Throws `error_preimage`, `error_terms`. */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const preimage = preimageOf(asked, result, termOf(offer, 'paymentHash'));
  return checkProof({ headers: [['X-Lightning', preimage]], reusable: false });
}
