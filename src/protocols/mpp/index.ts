import type { Offer } from '../../core/offers/offer.ts';
import { EMPTY_RESPONSE, type Problem } from '../../core/offers/parsed-response.ts';
import { withRules } from '../../core/offers/payable.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { isSecure } from '../../core/web/origin.ts';
import {
  AUTH_CHALLENGES,
  challengesOf,
  hasMoreChallenges,
} from '../../core/web/www-authenticate.ts';
import type { Protocol } from '../protocol.ts';
import { readChallenge } from './challenge.ts';
import { readOffer } from './offer.ts';
import { headerOf, proof, proofElsewhere, request } from './proof.ts';
import { receipt } from './receipt.ts';

/**
 * Machine Payments Protocol: the "Payment" authentication scheme
 * (https://datatracker.ietf.org/doc/draft-ryan-httpauth-payment/). Payable by lightning charges, and by
 * evm charges that take a signed transfer.
 */
export const mpp = {
  id: 'mpp',
  name: 'MPP',
  specification: 'https://datatracker.ietf.org/doc/draft-ryan-httpauth-payment/',
  found: { schemes: ['payment'], problemTypes: ['https://paymentauth.org/'] },
  networks: { lightning: 'Lightning' },
  rails: ['lightning', 'eip3009'],
  sameRequest: true,
  read(response: HttpResponse) {
    // The scheme is for 402 alone; elsewhere a challenge asks for something else first.
    if (response.status !== 402) return EMPTY_RESPONSE;
    const challenges = challengesOf(response, 'payment');
    if (challenges.length === 0) return EMPTY_RESPONSE;
    const insecure = !isSecure(response.url);
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const seen = new Set<string>();
    for (const raw of challenges) {
      if (challenges.length > 1) {
        const same = JSON.stringify([raw.fault, ...raw.params]);
        if (seen.has(same)) continue;
        seen.add(same);
      }
      const challenge = readChallenge(raw);
      const result = 'reason' in challenge ? challenge : readOffer(challenge, insecure);
      if ('reason' in result) problems.push({ protocol: 'mpp', ...result });
      else offers.push(withRules({ id: `mpp:${offers.length}`, ...result }, { url: response.url }));
    }
    // Told apart only where that many were found: no other 402 is read twice.
    if (challenges.length === AUTH_CHALLENGES && hasMoreChallenges(response, 'payment')) {
      const reason = `There are more than ${AUTH_CHALLENGES} challenges; the others were not read.`;
      problems.push({ protocol: 'mpp', field: 'WWW-Authenticate', reason });
    }
    return { offers, notices: [], problems };
  },
  usesAuthorization: ({ terms }) => headerOf(terms).toLowerCase() === 'authorization',
  request,
  proof,
  proofElsewhere,
  receipt,
} as const satisfies Protocol;
