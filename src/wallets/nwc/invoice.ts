import { decodeInvoice } from '../../core/bolt11.ts';
import { FareboxError } from '../../core/errors.ts';
import { isPreimageOf } from '../../core/invoice-payment.ts';
import { type JsonObject, member } from '../../core/json.ts';
import type { LightningRequest, LightningResult } from '../../core/rail.ts';

/** ms: after an invoice's end, how long until no payment of it can be under way that the wallet forgets. */
const GRACE = 120_000;

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

/** What `lookup_invoice` says of a payment. */
export function foundIn(
  request: LightningRequest,
  answer: JsonObject,
): LightningResult | 'unpaid' | 'unknown' {
  const state = member(answer, 'state');
  const settled = state === 'settled' || Boolean(member(answer, 'settled_at'));
  if (settled) return resultOf(request, answer) ?? 'unknown';
  return state === 'failed' || state === 'expired' ? 'unpaid' : 'unknown';
}

/** Whether an invoice has been over for so long that a wallet that does not know it will never pay it. */
export function isLongOver(request: LightningRequest, now: number): boolean {
  return now > request.expiresAt + GRACE;
}

/** Whether an invoice was made after a moment (ms), so that nobody can have been asked for it before. */
export function isYoungerThan(request: LightningRequest, moment: number): boolean {
  const invoice = decodeInvoice(request.invoice);
  return typeof invoice !== 'string' && invoice.createdAt > moment;
}
