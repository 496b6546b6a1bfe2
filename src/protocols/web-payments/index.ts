import type { Offer } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { readLocation } from './location.ts';
import { readPay } from './pay-header.ts';

/**
 * The two ways that the W3C's payment groups gave a 402: `Location` of a payment request (Web Payments HTTP
 * API 1.0, 2017) and the `Pay` header (draft-hope-bailie-http-payments-00). Read, not paid.
 */
export const webPayments = {
  id: 'web-payments',
  name: 'HTTP payments',
  specification: 'https://www.w3.org/TR/webpayments-http-api/',
  found: { headers: ['pay'], alsoReads: ['location'], readsBody: true },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    if (response.status !== 402) return { offers, notices: [], problems };
    for (const found of [...readLocation(response), ...readPay(response)]) {
      if ('reason' in found) problems.push({ protocol: 'web-payments', ...found });
      else offers.push({ ...found, id: `web-payments:${offers.length}` });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;
