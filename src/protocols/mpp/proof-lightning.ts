import { type JsonObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import { invoiceRequest, preimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { LightningRequest, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { Answer } from './credential.ts';
import { requestOf } from './terms.ts';

function invoiceOf(terms: JsonObject): unknown {
  const read = requestOf(terms);
  return read === undefined ? undefined : member(read.details, 'invoice');
}

/** The invoice of a lightning charge, to be paid. Errors as of `invoiceRequest` (core/offers/invoice-payment). */
export function request(offer: Offer, terms: JsonObject, now: Date): LightningRequest {
  return invoiceRequest(offer, invoiceOf(terms), now);
}

/** The preimage (draft-lightning-charge-00). Throws `error_preimage`, `error_terms`. */
export function answer(terms: JsonObject, asked: RailRequest, result: RailResult): Answer {
  const own = asked.rail === 'lightning' && asked.invoice === lower(invoiceOf(terms));
  if (!own) throw new FareboxError('error_terms', 'invoice');
  return { payload: { preimage: preimageOf(asked, result, asked.paymentHash) } };
}

function lower(invoice: unknown): string | undefined {
  return typeof invoice === 'string'
    ? invoice
        .trim()
        .toLowerCase()
        .replace(/^lightning:/, '')
    : undefined;
}
