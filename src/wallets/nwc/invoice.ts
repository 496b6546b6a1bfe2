import { type JsonObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { isPreimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import type { LightningRequest, LightningResult } from '../../core/offers/rail.ts';

/**
 * Checks a request that comes back from the journal against its invoice. Throws `error_terms` (the field) or
 * `error_quote_expired`.
 */
export function checkRequest(request: LightningRequest, now: number): void {
  const invoice = decodeInvoice(request.invoice);
  if (typeof invoice === 'string') throw new FareboxError('error_terms', 'invoice');
  const { paymentHash, amount, network, expiresAt } = invoice;
  if (paymentHash !== request.paymentHash) throw new FareboxError('error_terms', 'paymentHash');
  if (amount?.toString() !== request.amount) throw new FareboxError('error_terms', 'amount');
  if (network !== request.network) throw new FareboxError('error_terms', 'network');
  if (expiresAt <= now) throw new FareboxError('error_quote_expired');
}

/** What the wallet gave, with its fee (`fees_paid`, millisatoshi); undefined when the preimage is not the invoice's. */
export function resultOf(
  request: LightningRequest,
  answer: JsonObject,
): LightningResult | undefined {
  const preimage = String(member(answer, 'preimage')).toLowerCase();
  if (!isPreimageOf(preimage, request.paymentHash)) return undefined;
  const fee = member(answer, 'fees_paid');
  const known = typeof fee === 'number' && Number.isSafeInteger(fee) && fee >= 0;
  return { rail: 'lightning', preimage, ...(known ? { fee: String(fee) } : {}) };
}

/**
 * What `lookup_invoice` says of a payment. `paid`: settled, and the wallet gives no preimage that fits. `unpaid` only
 * for `failed`: a payee may hold a payment (a hold invoice) long after the invoice's end, until the time lock of the
 * HTLC is over (BOLT 2), so `expired`, `pending`, `accepted` and states that NIP-47 does not have say nothing.
 */
export function foundIn(
  request: LightningRequest,
  answer: JsonObject,
): LightningResult | 'paid' | 'unpaid' | 'unknown' {
  const state = member(answer, 'state') ?? undefined;
  const settledAt = Boolean(member(answer, 'settled_at'));
  const settled = state === 'settled' || (state === undefined && settledAt);
  const result = settled ? resultOf(request, answer) : undefined;
  if (result !== undefined) return result;
  if (!isAbout(request, answer)) return 'unknown';
  if (settled) return 'paid';
  return state === 'failed' && !settledAt ? 'unpaid' : 'unknown';
}

/** False where the answer names another payment, or an invoice of the wallet's own (`incoming`). */
function isAbout(request: LightningRequest, answer: JsonObject): boolean {
  const [hash, type] = [member(answer, 'payment_hash'), member(answer, 'type')];
  const same = typeof hash !== 'string' || hash.toLowerCase() === request.paymentHash;
  return same && type !== 'incoming';
}

/** Whether an invoice was made after a moment (ms), so that no wallet can have been asked for it before. */
export function isYoungerThan(request: LightningRequest, moment: number): boolean {
  const invoice = decodeInvoice(request.invoice);
  return typeof invoice !== 'string' && invoice.createdAt > moment;
}
