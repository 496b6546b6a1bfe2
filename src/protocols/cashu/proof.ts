import { isObject, member } from '../../core/encoding/json.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Extra, Offer } from '../../core/offers/offer.ts';
import type { Proof } from '../../core/offers/proof/proof.ts';
import { checkProof } from '../../core/offers/proof/proof.ts';
import type { EcashRail, EcashRequest, RailRequest, RailResult } from '../../core/offers/rail.ts';
import { decodeRequest } from './decode.ts';
import { railOf } from './offer.ts';

/** A token in either version (NUT-00), fit for a header. */
const TOKEN = /^cashu[AB][A-Za-z0-9_-]+={0,2}$/;

/**
 * Ecash that leaves the site the amount, of a mint that the request takes, with its lock; with what the wallet found
 * out (`extra`) of that mint, with its surcharge and at most its fee. The request is read anew. Throws
 * `error_not_payable`, or `error_terms` when offer and request disagree.
 */
export function request(offer: Offer): EcashRequest {
  const { rail, price, terms, protocol, extra } = offer;
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
    (rail.mints.length > 0 || rail.others === true) &&
    rail.mints.every((mint) => mints.includes(mint)) &&
    isSameRail(rail, railOf(decoded.request, rail.mints, unit)) &&
    (extra === undefined || isOwed(extra, rail));
  if (!agrees || (lock !== undefined && lock.kind !== 'P2PK')) {
    throw new FareboxError('error_terms', 'request');
  }
  return {
    rail: 'ecash',
    mints: extra === undefined ? rail.mints : [extra.from],
    unit: rail.unit,
    amount: (amount + (extra?.surcharge ?? 0n)).toString(),
    maxFee: (extra?.fee ?? 0n).toString(),
    ...(lock === undefined
      ? {}
      : { lock: { kind: 'P2PK' as const, data: lock.data, tags: lock.tags } }),
  };
}

const isSameRail = (one: EcashRail, other: EcashRail) =>
  one.others === other.others &&
  JSON.stringify(one.methods ?? []) === JSON.stringify(other.methods ?? []);

/** Whether the request asks for this surcharge: none of a mint on its list, else that of one of its methods. */
function isOwed({ from, surcharge, fee }: Extra, rail: EcashRail): boolean {
  if (fee < 0n) return false;
  if (rail.mints.includes(from)) return surcharge === 0n;
  if (rail.others !== true) return false;
  const fees = rail.methods?.map((each) => BigInt(each.fee)) ?? [0n];
  return fees.includes(surcharge);
}

/** `X-Cashu: <token>` (NUT-24). Once it has left, the money is the site's to take. Throws `error_terms`. */
export function proof(_: Offer, asked: RailRequest, result: RailResult): Proof {
  if (asked.rail !== 'ecash' || result.rail !== 'ecash' || !TOKEN.test(result.token)) {
    throw new FareboxError('error_terms', 'token');
  }
  return checkProof({ headers: [['X-Cashu', result.token]], reusable: false });
}
