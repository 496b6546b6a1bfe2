import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import { withRules } from '../../core/offers/payable.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import type { Protocol } from '../protocol.ts';
import { refusalIn } from '../refusal-body.ts';
import { decodeRequest } from './decode.ts';
import { requestInBody } from './in-body.ts';
import { offerOf } from './offer.ts';
import { proof, request } from './proof.ts';

/** More requests than these in one response are not read. */
const REQUESTS = 8;

/** Cashu tokens in an `X-Cashu` header (NUT-24, Blossom BUD-07). */
export const cashu = {
  id: 'cashu',
  name: 'Cashu',
  specification: 'https://github.com/cashubtc/nuts/blob/main/24.md',
  found: { headers: ['x-cashu'], readsBody: true },
  rails: ['ecash'],
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    // Other answers may carry tokens under this name: change, or what the request itself sent.
    if (response.status !== 402) return { offers, notices: [], problems };
    const texts = requestsOf(response);
    for (const text of texts) {
      const decoded = decodeRequest(text);
      const found =
        typeof decoded === 'string'
          ? { field: 'X-Cashu', reason: decoded }
          : offerOf(text, decoded, response.url, `cashu:${offers.length}`);
      if ('reason' in found) problems.push({ protocol: 'cashu', ...found });
      else offers.push(withRules(found, { url: response.url }));
    }
    // Some servers say the same once more in the body, and there in a form that can be read.
    const inBody = offers.length === 0 ? requestInBody(response) : undefined;
    const decoded = inBody === undefined ? undefined : decodeRequest(inBody);
    if (inBody !== undefined && typeof decoded === 'object') {
      const found = offerOf(inBody, decoded, response.url, 'cashu:0');
      if ('reason' in found) problems.push({ protocol: 'cashu', ...found });
      else offers.push(withRules(found, { url: response.url }));
    }
    return { offers, notices: [], problems };
  },
  request,
  proof,
  receipt,
  change,
} as const satisfies Protocol;

/** A token in either version (NUT-00), among what an answer's header holds. */
const TOKEN = /^cashu[AB][A-Za-z0-9_-]+={0,2}$/;

/** Ecash that an answer gives back in `X-Cashu`: change (Routstr), or a refund where the status is an error. */
function change(response: HttpResponse): readonly string[] {
  return requestsOf(response).filter((text) => TOKEN.test(text));
}

/** NUT-24 answers a token that does not fit with 400; Blossom adds why in `X-Reason`, others in the body. */
function receipt(response: HttpResponse): Receipt | undefined {
  if (response.status !== 400 && response.status !== 402) return undefined;
  const reason = sanitize(headerValues(response, 'x-reason')[0]);
  return { outcome: 'refused', ...(reason === undefined ? refusalIn(response) : { reason }) };
}

/** Firefox joins repeated lines by commas, which no encoding but bare JSON contains. The same request twice is one. */
function requestsOf(response: HttpResponse): string[] {
  const texts = new Set<string>();
  for (const value of headerValues(response, 'x-cashu')) {
    const isList = value.includes(',') && !value.trimStart().startsWith('{');
    for (const part of isList ? value.split(',', REQUESTS) : [value]) {
      const text = part.trim();
      if (text !== '') texts.add(text);
    }
  }
  return [...texts].slice(0, REQUESTS);
}
