import { NOTHING, type Reading } from '../../core/offers/reading.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { read } from '../../protocols/index.ts';
import type { Seen } from './tab-store.ts';

// A reading is cheap and holds BigInt, the session store holds JSON: so the response is what is kept.
const readings = new WeakMap<HttpResponse, Reading>();

/** What the protocols make of a response; made once for each. */
export function readingOf(response: HttpResponse): Reading {
  let reading = readings.get(response);
  if (reading === undefined) {
    reading = read(response);
    readings.set(response, reading);
  }
  return reading;
}

/**
 * True where the body may add to what the headers say. That is every 402: a header may be a mere flag or
 * broken, and a server that names one way to pay in a header may name others in the body.
 */
export function wantsBody({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 402;
}

/** True where nothing that was read so far names a way to pay, so that it is worth to look further. */
export function lacksOffers(response: HttpResponse): boolean {
  return readingOf(response).offers.length === 0;
}

/** True for what Farebox is about: a 402, or the 412 by which x402 asks for an allowance first. */
export function isPaymentRequired(response: HttpResponse): boolean {
  return response.status === 402 || (response.status === 412 && readingOf(response) !== NOTHING);
}

/** The reading of a 402 that was seen. */
export function readSeen(seen: Seen): Reading {
  return readingOf(seen.response);
}
