import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { FareboxError } from '../../core/errors.ts';
import { invoiceRequest, preimageOf } from '../../core/offers/invoice-payment.ts';
import { checkProof } from '../../core/offers/proof.ts';
import type { LightningRequest, RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { Offer, Proof } from '../../core/offers/reading.ts';
import type { PayContext } from '../protocol.ts';
import { credentialOf } from './credential.ts';
import { decodeRequest } from './request.ts';

function termsOf({ protocol, terms }: Offer): JsonObject {
  if (protocol !== 'mpp' || !isObject(terms)) throw new FareboxError('error_terms');
  const charge = member(terms, 'method') === 'lightning' && member(terms, 'intent') === 'charge';
  if (!charge) throw new FareboxError('error_not_payable');
  return terms;
}

function invoiceOf(terms: JsonObject): unknown {
  const request = decodeRequest(String(member(terms, 'request')));
  const details = 'object' in request ? member(request.object, 'methodDetails') : undefined;
  return isObject(details) ? member(details, 'invoice') : undefined;
}

/** ms: an invoice takes some seconds, and its credential must come before the challenge ends. */
const RUNWAY = 10_000;

/**
 * The invoice of a lightning charge, to be paid. Errors as of `invoiceRequest` (core/offers/invoice-payment);
 * `error_quote_expired` also when the challenge ends before the preimage could be shown.
 */
export function request(offer: Offer, { now }: PayContext): LightningRequest {
  const terms = termsOf(offer);
  const end = parseTimestamp(member(terms, 'expires'));
  if (end !== undefined && end - now.getTime() < RUNWAY)
    throw new FareboxError('error_quote_expired');
  return invoiceRequest(offer, invoiceOf(terms), now);
}

/** The header that carries the credential: `Authorization` unless the challenge names another. */
export function headerOf(terms: unknown): string {
  const name = isObject(terms) ? member(terms, 'header') : undefined;
  return typeof name === 'string' ? name : 'Authorization';
}

/**
 * `Payment <credential>`: the challenge as it came, and the preimage (draft-lightning-charge-00). It opens the
 * address once. Throws `error_preimage`, `error_terms`.
 */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const terms = termsOf(offer);
  const own = asked.rail === 'lightning' && asked.invoice === lower(invoiceOf(terms));
  if (!own) throw new FareboxError('error_terms', 'invoice');
  const preimage = preimageOf(asked, result, asked.paymentHash);
  return checkProof({
    headers: [[headerOf(terms), credentialOf(terms, preimage)]],
    reusable: false,
  });
}

function lower(invoice: unknown): string | undefined {
  return typeof invoice === 'string'
    ? invoice
        .trim()
        .toLowerCase()
        .replace(/^lightning:/, '')
    : undefined;
}
