import { type HttpResponse, headerValues } from '../../core/http.ts';
import { withRules } from '../../core/payable.ts';
import type { Offer, Problem, Reading, Receipt } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import type { Protocol } from '../protocol.ts';
import { refusalIn } from '../refusal-body.ts';
import { decodeRequest } from './decode.ts';
import { offerOf } from './offer.ts';
import { proof, request } from './pay.ts';

/** More requests than these in one response are not read. */
const REQUESTS = 8;

/** Cashu tokens in an `X-Cashu` header (NUT-24, Blossom BUD-07). */
export const cashu: Protocol = {
  id: 'cashu',
  read(response: HttpResponse): Reading {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    // Other answers may carry tokens under this name: change, or what the request itself sent.
    if (response.status !== 402) return { offers, notices: [], problems };
    for (const text of requestsOf(response)) {
      const decoded = decodeRequest(text);
      const found =
        typeof decoded === 'string'
          ? { field: 'X-Cashu', reason: decoded }
          : offerOf(text, decoded, response.url, `cashu:${offers.length}`);
      if ('reason' in found) problems.push({ protocol: 'cashu', ...found });
      else offers.push(withRules(found, { url: response.url }));
    }
    return { offers, notices: [], problems };
  },
  request,
  proof,
  receipt,
};

/** NUT-24 answers a token that does not fit with 400; Blossom adds why in `X-Reason`, others in the body. */
function receipt(response: HttpResponse): Receipt | undefined {
  if (response.status !== 400 && response.status !== 402) return undefined;
  const reason = clean(headerValues(response, 'x-reason')[0]);
  return { outcome: 'refused', ...(reason === undefined ? refusalIn(response) : { reason }) };
}

/** Firefox joins repeated lines by commas, which neither encoding contains. The same request twice is one. */
function requestsOf(response: HttpResponse): string[] {
  const texts = new Set<string>();
  for (const value of headerValues(response, 'x-cashu')) {
    for (const part of value.includes(',') ? value.split(',', REQUESTS) : [value]) {
      const text = part.trim();
      if (text !== '') texts.add(text);
    }
  }
  return [...texts].slice(0, REQUESTS);
}
