import { type HttpResponse, headerValues } from '../../core/http.ts';
import type { Offer, Problem, Reading } from '../../core/reading.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { decodeRequest } from './decode.ts';
import { offerOf } from './offer.ts';

/** More requests than these in one response are not read. */
const REQUESTS = 8;

/** Cashu tokens in an `X-Cashu` header (NUT-24, Blossom BUD-07): read, not paid. */
export const cashu: ReadOnlyProtocol = {
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
      else offers.push(found);
    }
    return { offers, notices: [], problems };
  },
};

/** Firefox joins repeated lines by commas, which neither encoding contains. The same request twice is one. */
function requestsOf(response: HttpResponse): string[] {
  const texts = headerValues(response, 'x-cashu').flatMap((value) => value.split(',', REQUESTS));
  const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
  return [...new Set(wanted)].slice(0, REQUESTS);
}
