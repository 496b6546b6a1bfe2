import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Offer } from '../../core/offers/offer.ts';
import { decodeRequest } from './request.ts';

/** The methods whose charges Farebox pays. */
const PAID = ['lightning', 'evm'];

/** The challenge of an offer that may be paid. Throws `error_terms`; `error_not_payable` for what is no such charge. */
export function termsOf({ protocol, terms }: Offer): JsonObject {
  if (protocol !== 'mpp' || !isObject(terms)) throw new FareboxError('error_terms');
  const method = member(terms, 'method');
  const isCharge = member(terms, 'intent') === 'charge';
  if (!isCharge || !PAID.some((each) => each === method)) {
    throw new FareboxError('error_not_payable');
  }
  return terms;
}

/** The request in a challenge, with its method details; undefined where it cannot be read. */
export function requestOf(
  terms: JsonObject,
): { readonly request: JsonObject; readonly details: JsonObject } | undefined {
  const decoded = decodeRequest(String(member(terms, 'request')));
  if ('reason' in decoded) return undefined;
  const details = member(decoded.object, 'methodDetails') ?? {};
  return isObject(details) ? { request: decoded.object, details } : undefined;
}
