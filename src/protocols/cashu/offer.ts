import { fiatOf } from '../../core/fiat.ts';
import type { Offer, Price, Problem, ReasonKey } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import { secureUrl } from '../../core/url.ts';
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
  if (request.mints.length === 0) return { field: 'm', reason: NO_MINTS };
  if (lock?.kind === 'P2PK' && !PUBLIC_KEY.test(lock.data)) {
    return { field: 'nut10.d', reason: 'The lock is no compressed public key.' };
  }
  // Tokens are as safe as the way to their mint.
  const mints = request.mints.filter((mint) => secureUrl(mint, page) !== undefined);
  const price = priceOf(request, mints[0]);
  const description = clean(request.description);
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
    cautions: [],
    terms: { request: text, mints, ...(lock === undefined ? {} : { lock }) },
  };
}

const NO_UNIT = 'The request has an amount but no unit (NUT-18).';
const NO_MINTS = 'The request names no mint whose tokens would be taken (NUT-24).';

/** NUT-01: units count as they come; `usd` and its like in minor units. */
function priceOf({ amount, unit }: PaymentRequest, mint: string | undefined): Price | undefined {
  if (amount === undefined || unit === undefined) return undefined;
  const asset = mint === undefined ? {} : { asset: mint };
  if (unit === 'sat') return { amount, currency: 'sat', decimals: 0, ...asset };
  if (unit === 'msat') return { amount, currency: 'sat', decimals: 3, ...asset };
  const fiat = fiatOf(unit);
  if (fiat !== undefined) return { amount, currency: fiat.code, decimals: fiat.decimals, ...asset };
  return { amount, currency: clean(unit, 32) ?? '?', ...asset };
}

function payability(
  { amount, unit, lock }: PaymentRequest,
  mints: readonly string[],
): Pick<Offer, 'payable' | 'why' | 'rail'> {
  const not = (why: ReasonKey) => ({ payable: false, why });
  if (amount === undefined || unit === undefined) return not('reason_amount');
  if (amount === 0n) return not('reason_amount_zero');
  if (mints.length === 0) return not('reason_insecure');
  if (lock !== undefined && lock.kind !== 'P2PK') return not('reason_scheme');
  return { payable: true, rail: { kind: 'ecash', mints, unit } };
}
