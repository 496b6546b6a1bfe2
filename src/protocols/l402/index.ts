import type { Offer } from '../../core/offers/offer.ts';
import { EMPTY_RESPONSE, type Problem } from '../../core/offers/parsed-response.ts';
import { withRules } from '../../core/offers/payable.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { isSecure } from '../../core/web/origin.ts';
import { challengesOf } from '../../core/web/www-authenticate.ts';
import type { Protocol } from '../protocol.ts';
import { refusalIn } from '../refusal-body.ts';
import { readChallenge } from './challenge.ts';
import { proof, request } from './proof.ts';
import { opensMore } from './scope.ts';

/**
 * L402 and its older name LSAT: pay a Lightning invoice, then show the token with the preimage
 * (https://github.com/lightninglabs/L402, protocol-specification.md).
 */
export const l402 = {
  id: 'l402',
  name: 'L402',
  specification: 'https://github.com/lightninglabs/L402',
  found: { schemes: ['l402', 'lsat'] },
  rails: ['lightning'],
  keepsPass: true,
  usesAuthorization: () => true,
  read(response: HttpResponse) {
    if (response.status !== 402) return EMPTY_RESPONSE;
    const insecure = !isSecure(response.url);
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const seen = new Set<string>();
    // Aperture sends both schemes for one token and invoice: one offer, under the name that the specification uses.
    for (const scheme of ['L402', 'LSAT'] as const) {
      for (const challenge of challengesOf(response, scheme.toLowerCase())) {
        const same = JSON.stringify([challenge.fault, ...challenge.params]);
        if (seen.has(same)) continue;
        seen.add(same);
        const result = readChallenge(challenge, scheme, insecure);
        if ('reason' in result) problems.push({ protocol: 'l402', ...result });
        else if (!offers.some((offer) => isSame(offer, result))) {
          offers.push(withRules({ ...result, id: `l402:${offers.length}` }, { url: response.url }));
        }
      }
    }
    return { offers, notices: [], problems };
  },
  request,
  proof,
  receipt,
  opensMore,
} as const satisfies Protocol;

/** The specification answers a token that it does not take with 401; Aperture with a fresh 402. Some say why. */
function receipt(response: HttpResponse): Receipt | undefined {
  const { status } = response;
  if (status !== 401 && status !== 402) return undefined;
  return { outcome: 'refused', ...refusalIn(response) };
}

/** The same token for the same invoice, however the two challenges wrote them. */
function isSame(one: Offer, other: Omit<Offer, 'id'>): boolean {
  const key = ({ terms }: Pick<Offer, 'terms'>): string => {
    const { token, invoice } = terms as { token: string; invoice: string };
    return `${token} ${invoice}`;
  };
  return key(one) === key(other);
}
