import { FareboxError } from '../../core/errors.ts';
import { isObject, member } from '../../core/json.ts';
import { checkProof } from '../../core/proof.ts';
import type { EcashRequest, RailRequest, RailResult } from '../../core/rail.ts';
import type { Offer, Proof } from '../../core/reading.ts';
import { decodeRequest } from './decode.ts';

/** A token in either version (NUT-00), fit for a header. */
const TOKEN = /^cashu[AB][A-Za-z0-9_-]+={0,2}$/;

/**
 * Ecash of exactly the amount, of a mint that the request lists, with its lock. The request is read anew.
 * Throws `error_not_payable`, or `error_terms` when offer and request disagree.
 */
export function request(offer: Offer): EcashRequest {
  const { rail, price, terms, protocol } = offer;
  if (protocol !== 'cashu' || !offer.payable || rail?.kind !== 'ecash') {
    throw new FareboxError('error_not_payable');
  }
  const text = isObject(terms) ? member(terms, 'request') : undefined;
  const decoded = decodeRequest(typeof text === 'string' ? text : '');
  if (typeof decoded === 'string') throw new FareboxError('error_terms', 'request');
  const { amount, unit, mints, lock } = decoded.request;
  const agrees =
    amount !== undefined &&
    amount === price?.amount &&
    unit === rail.unit &&
    lock?.data === offer.payee &&
    Array.isArray(rail.mints) &&
    rail.mints.length > 0 &&
    rail.mints.every((mint) => mints.includes(mint));
  if (!agrees || (lock !== undefined && lock.kind !== 'P2PK')) {
    throw new FareboxError('error_terms', 'request');
  }
  return {
    rail: 'ecash',
    mints: rail.mints,
    unit: rail.unit,
    amount: amount.toString(),
    ...(lock === undefined
      ? {}
      : { lock: { kind: 'P2PK' as const, data: lock.data, tags: lock.tags } }),
  };
}

/** `X-Cashu: <token>` (NUT-24). Once it has left, the money is the site's to take. Throws `error_terms`. */
export function proof(_: Offer, asked: RailRequest, result: RailResult): Proof {
  if (asked.rail !== 'ecash' || result.rail !== 'ecash' || !TOKEN.test(result.token)) {
    throw new FareboxError('error_terms', 'token');
  }
  return checkProof({ headers: [['X-Cashu', result.token]], reusable: false });
}
