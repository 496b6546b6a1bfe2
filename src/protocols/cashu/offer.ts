import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { fiatOf } from '../../core/money/fiat.ts';
import type { Offer, Price, ReasonKey } from '../../core/offers/offer.ts';
import type { Problem } from '../../core/offers/parsed-response.ts';
import type { EcashRail } from '../../core/offers/rail.ts';
import { secureUrl } from '../../core/web/url.ts';
import type { Decoded } from './decode.ts';
import type { PaymentRequest } from './request.ts';

/** A compressed public key, as P2PK locks name one (NUT-11). */
const PUBLIC_KEY = /^0[23][0-9a-fA-F]{64}$/;

/** The offer of a request in an `X-Cashu` header of `page`; what is wrong with it when NUT-24 cannot work. */
export function offerOf(
  text: string,
  { encoding, request }: Decoded,
  page: string,
  id: string,
): Offer | Omit<Problem, 'protocol'> {
  const { amount, unit, lock } = request;
  if (amount !== undefined && unit === undefined) return { field: 'u', reason: NO_UNIT };
  if (unit === undefined && request.methods.length > 0) return { field: 'u', reason: NO_UNIT_SM };
  if (lock?.kind === 'P2PK' && !PUBLIC_KEY.test(lock.data)) {
    return { field: 'nut10.d', reason: 'The lock is no compressed public key.' };
  }
  // Tokens are as safe as the way to their mint.
  const mints = request.mints.filter((mint) => secureUrl(mint, page) !== undefined);
  const price = priceOf(request, mints[0]);
  const description = sanitize(request.description);
  return {
    id,
    protocol: 'cashu',
    version: encoding,
    // NUT-24 sends tokens in the header of the repeated request, whatever transports the request names.
    method: 'in-band',
    ...(price === undefined ? {} : { price }),
    ...(lock?.kind === 'P2PK' ? { payee: lock.data } : {}),
    ...(description === undefined ? {} : { description }),
    ...payability(request, mints),
    cautions: encoding === 'A' || encoding === 'B' ? [] : ['caution_lenient'],
    terms: { request: text, mints, ...(lock === undefined ? {} : { lock }) },
  };
}

const NO_UNIT = 'The request has an amount but no unit (NUT-18).';
const NO_UNIT_SM = 'The request has supported methods but no unit (NUT-18).';

/**
 * Which mints' ecash is taken (NUT-18): those of the list and no others, unless the list is advice (`mp`) or there
 * is none. `methods`: by one of these the mint must melt, and a mint that is not on the list adds its fee.
 */
export function railOf(
  { mints: listed, mintsPreferred, methods }: PaymentRequest,
  mints: readonly string[],
  unit: string,
): EcashRail {
  return {
    kind: 'ecash',
    mints,
    unit,
    ...(mintsPreferred || listed.length === 0 ? { others: true } : {}),
    ...(methods.length === 0
      ? {}
      : { methods: methods.map(({ method, fee }) => ({ method, fee: fee.toString() })) }),
  };
}

/** NUT-01: units count as they come; `usd` and its like in minor units. */
function priceOf({ amount, unit }: PaymentRequest, mint: string | undefined): Price | undefined {
  if (amount === undefined || unit === undefined) return undefined;
  const asset = mint === undefined ? {} : { asset: mint };
  if (unit === 'sat') return { amount, currency: 'sat', decimals: 0, ...asset };
  if (unit === 'msat') return { amount, currency: 'sat', decimals: 3, ...asset };
  const fiat = fiatOf(unit);
  if (fiat !== undefined) return { amount, currency: fiat.code, decimals: fiat.decimals, ...asset };
  return { amount, currency: sanitize(unit, 32) ?? '?', ...asset };
}

function payability(
  request: PaymentRequest,
  mints: readonly string[],
): Pick<Offer, 'payable' | 'why' | 'rail'> {
  const { amount, unit, lock } = request;
  const not = (why: ReasonKey) => ({ payable: false, why });
  if (amount === undefined || unit === undefined) return not('reason_amount');
  if (amount === 0n) return not('reason_amount_zero');
  if (lock !== undefined && lock.kind !== 'P2PK') return not('reason_scheme');
  const rail = railOf(request, mints, unit);
  if (mints.length === 0 && rail.others !== true) return not('reason_insecure');
  return { payable: true, rail };
}
