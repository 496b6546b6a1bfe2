import type { HttpResponse } from '../core/http.ts';
import { NOTHING, type Reading } from '../core/reading.ts';
import { read } from '../protocols/index.ts';
import type { Seen } from './tabs.ts';

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

/** True where the headers alone hold no challenge, so that the body may. */
export function wantsBody(response: HttpResponse): boolean {
  const { offers, problems } = readingOf(response);
  return offers.length === 0 && problems.length === 0;
}

/** True for what Farebox is about: a 402, or the 412 by which x402 asks for an allowance first. */
export function isPaymentRequired(response: HttpResponse): boolean {
  return response.status === 402 || (response.status === 412 && readingOf(response) !== NOTHING);
}

/** The reading of a 402 that was seen. */
export function readSeen(seen: Seen): Reading {
  return readingOf(seen.response);
}
