import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../errors.ts';
import { decodeInvoice } from '../../lightning/bolt11.ts';
import type { Offer } from '../offer.ts';
import { isStandIn } from '../proof/dry-run.ts';
import { type LightningRequest, type RailRequest, type RailResult, routingLimit } from '../rail.ts';

const PREIMAGE = /^[0-9a-f]{64}$/;

/** Whether a preimage (64 hex digits, lower case) is that of a payment hash: whoever paid has it (BOLT 11). */
export function isPreimageOf(preimage: string, paymentHash: string): boolean {
  return PREIMAGE.test(preimage) && bytesToHex(sha256(hexToBytes(preimage))) === paymentHash;
}

/**
 * What to ask of a Lightning wallet for an offer whose invoice is `text`. The invoice is read anew, and what it
 * says must be what the offer said. Throws `error_not_payable`; `error_terms` when they disagree;
 * `error_quote_expired`.
 */
export function invoiceRequest(offer: Offer, text: unknown, now: Date): LightningRequest {
  if (!offer.payable || offer.rail?.kind !== 'lightning') {
    throw new FareboxError('error_not_payable');
  }
  const invoice = typeof text === 'string' ? decodeInvoice(text) : 'is missing';
  if (typeof invoice === 'string') throw new FareboxError('error_terms', 'invoice');
  const { amount, network, payee, paymentHash, expiresAt } = invoice;
  const agrees =
    amount !== undefined &&
    amount === offer.price?.amount &&
    offer.price.decimals === 3 &&
    network === offer.rail.network &&
    payee === offer.payee;
  if (!agrees) throw new FareboxError('error_terms', 'invoice');
  if (expiresAt <= now.getTime()) throw new FareboxError('error_quote_expired');
  return {
    rail: 'lightning',
    network,
    invoice: invoice.text,
    paymentHash,
    amount: amount.toString(),
    maxFee: routingLimit(amount).toString(),
    expiresAt,
  };
}

/** The preimage that a wallet gave for a request. Throws `error_preimage` when it is not the invoice's. */
export function preimageOf(request: RailRequest, result: RailResult, paymentHash: unknown): string {
  if (request.rail !== 'lightning' || request.paymentHash !== paymentHash) {
    throw new FareboxError('error_terms', 'invoice');
  }
  // A dry run: nothing is paid yet, and nothing of it is sent.
  if (result.rail === 'lightning' && isStandIn(result)) return result.preimage;
  if (result.rail !== 'lightning' || !isPreimageOf(result.preimage, request.paymentHash)) {
    throw new FareboxError('error_preimage');
  }
  return result.preimage;
}
