import { isSecure } from '../web/origin.ts';
import { isRepeatable } from '../web/request-type.ts';
import type { Offer, ReasonKey } from './offer.ts';
import { isInstantRail, type Rail } from './rail.ts';

/** What was asked for: the address, and the method in capitals (absent where only the address is to be looked at). */
type Request = { readonly url: string; readonly method?: string };

/**
 * Why an offer must not be paid for this request, whatever the offer itself says; undefined where it may.
 * - Plain http, except on this machine: anyone on the way can put in their own payee, or take the proof.
 * - A method whose request no page makes again (OPTIONS, TRACE …), on a rail where the money leaves at once: it would buy nothing.
 *   A signature (EIP-3009) moves nothing before it is sent, so it may be made and copied.
 */
export function ruledOut(
  { rail }: { readonly rail?: Rail },
  { url, method = 'GET' }: Request,
): Extract<ReasonKey, 'reason_insecure' | 'reason_method'> | undefined {
  if (!isSecure(url)) return 'reason_insecure';
  return !isRepeatable(method) && isInstantRail(rail?.kind) ? 'reason_method' : undefined;
}

/**
 * The offer as it may be paid for this request: unchanged, or not payable with the reason. `protocols/index.ts` passes
 * the offers of every reader through it, those of readers to come included.
 */
export function withRules<Some extends Omit<Offer, 'id'>>(offer: Some, request: Request): Some {
  const why = offer.payable ? ruledOut(offer, request) : undefined;
  return why === undefined ? offer : { ...offer, payable: false, why };
}
