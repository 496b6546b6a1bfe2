import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { decodeRequest } from '../../protocols/cashu/decode.ts';
import type { PaymentRequest } from '../../protocols/cashu/request.ts';

/** A payment request in `X-Cashu`: decoded, or why it cannot be. */
export type CashuRequest = {
  readonly encoding: string;
  readonly request: PaymentRequest | undefined;
  readonly fault: string | undefined;
};

/** More requests are not read. */
const REQUESTS = 8;

export function cashuOf(response: HttpResponse): readonly CashuRequest[] {
  if (response.status !== 402) return [];
  return headerValues(response, 'x-cashu')
    .slice(0, REQUESTS)
    .map((value): CashuRequest => {
      const decoded = decodeRequest(value.trim());
      return typeof decoded === 'string'
        ? { encoding: '?', request: undefined, fault: decoded }
        : { ...decoded, fault: undefined };
    });
}
