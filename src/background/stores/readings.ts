import { EMPTY_RESPONSE, type ParsedResponse } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { Protocols } from '../../protocols/registry.ts';

/** What the protocols make of responses. */
export type Readings = {
  /** What they make of a response; made once for each. */
  of(response: HttpResponse): ParsedResponse;
  /** True where nothing that was read so far names a way to pay, so that it is worth to look further. */
  lacksOffers(response: HttpResponse): boolean;
  /** True for what Farebox is about: a 402, or the 412 by which x402 asks for an allowance first. */
  isPaymentRequired(response: HttpResponse): boolean;
};

export function createReadings({ read }: Pick<Protocols, 'read'>): Readings {
  // A reading is cheap and holds BigInt, the session store holds JSON: so the response is what is kept.
  const readings = new WeakMap<HttpResponse, ParsedResponse>();
  const of = (response: HttpResponse) => {
    let reading = readings.get(response);
    if (reading === undefined) {
      reading = read(response);
      readings.set(response, reading);
    }
    return reading;
  };
  return {
    of,
    lacksOffers: (response) => of(response).offers.length === 0,
    isPaymentRequired: (response) =>
      response.status === 402 || (response.status === 412 && of(response) !== EMPTY_RESPONSE),
  };
}

/**
 * True where the body may add to what the headers say. That is every 402: a header may be a mere flag or
 * broken, and a server that names one way to pay in a header may name others in the body.
 */
export function wantsBody({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 402;
}
