import type { HttpResponse } from '../../core/http.ts';
import { member } from '../../core/json.ts';
import { NOTHING, type Problem, type Reading } from '../../core/reading.ts';
import type { Protocol } from '../protocol.ts';
import { type Challenge, PLACES } from './challenge.ts';
import { readOffers } from './offers.ts';
import { proof, request } from './pay.ts';
import { receipt } from './receipt.ts';

/** 412 is what a server of version 2 answers when a token's allowance for Permit2 is missing. */
function applies(status: number, { object }: Challenge): boolean {
  return status === 402 || member(object, 'error') === 'permit2_allowance_required';
}

/** The offers of the most standard challenge that has any; what was broken on the way is told too. */
function read(response: HttpResponse): Reading {
  if (response.status !== 402 && response.status !== 412) return NOTHING;
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const candidatesIn of PLACES) {
    for (const candidate of candidatesIn(response)) {
      if ('problem' in candidate) {
        if (response.status === 402) problems.push(candidate.problem);
        continue;
      }
      // Some servers say the same in three places.
      if (!applies(response.status, candidate) || seen.has(candidate.text)) continue;
      seen.add(candidate.text);
      const reading = readOffers(candidate, response);
      problems.push(...reading.problems);
      if (reading.offers.length > 0) return { ...reading, problems };
    }
  }
  return problems.length === 0 ? NOTHING : { offers: [], notices: [], problems };
}

/** x402, versions 1 and 2: payable by scheme `exact` with EIP-3009, everything else is named. */
export const x402 = { id: 'x402', read, request, proof, receipt } as const satisfies Protocol;
