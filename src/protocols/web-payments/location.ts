import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { parseUrl, secureUrl } from '../../core/web/url.ts';
import type { Found } from './found.ts';

/**
 * `Location` on a 402 (Web Payments HTTP API 1.0): browsers do not follow it, a payment mediator may. The
 * price is in the payment request that it names, which is not fetched before consent.
 */
export function readLocation(response: HttpResponse): Found[] {
  const value = headerValues(response, 'location')[0];
  if (value === undefined) return [];
  const url = secureUrl(parseUrl(value.trim(), response.url)?.href, response.url);
  if (url === undefined) {
    return [{ field: 'Location', reason: 'The address of the payment request is no https URL.' }];
  }
  const description = sanitize(url.href);
  return [
    {
      protocol: 'web-payments',
      version: '1.0',
      method: 'payment-request',
      ...(description === undefined ? {} : { description }),
      payable: false,
      why: 'reason_external',
      cautions: [],
      terms: { location: url.href },
    },
  ];
}
