import { FareboxError } from '../../../core/errors.ts';
import { invoiceRequest, preimageOf } from '../../../core/offers/invoice/invoice-payment.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import type { LightningRequest, RailRequest, RailResult } from '../../../core/offers/rail.ts';
import type { PayContext } from '../../protocol.ts';
import { type LightningEntry, readLightning } from '../entry/lightning.ts';
import { extraOf } from '../entry/schemes.ts';
import type { Terms } from '../entry/terms.ts';
import type { Payload } from './eip3009.ts';

type Checked = LightningEntry & { readonly invoice: NonNullable<LightningEntry['invoice']> };

function checked(terms: Terms): Checked {
  const { invoice, ...entry } = readLightning(terms.accepted, terms.x402Version);
  if (invoice === undefined || entry.why !== undefined) throw new FareboxError('error_terms');
  return { ...entry, invoice };
}

/** The entry's invoice, to be paid. Errors as of `invoiceRequest` (core/offers/invoice-payment). */
export function request(offer: Offer, terms: Terms, { now }: PayContext): LightningRequest {
  return invoiceRequest(offer, checked(terms).invoice.text, now);
}

/** The invoice as the server wrote it, or its preimage, as the network's specification asks. */
export function payload(
  offer: Offer,
  terms: Terms,
  asked: RailRequest,
  result: RailResult,
): Payload {
  const { invoice, form, scheme, networkText: network } = checked(terms);
  const isOwn = offer.payee === invoice.payee && offer.price?.amount === invoice.amount;
  if (!isOwn) throw new FareboxError('error_terms', 'invoice');
  const preimage = preimageOf(asked, result, invoice.paymentHash);
  const written = extraOf(terms.accepted)?.['invoice'];
  const proof = form === 'preimage' ? { preimage } : { invoice: written ?? invoice.text };
  return { scheme, network, payload: proof };
}
