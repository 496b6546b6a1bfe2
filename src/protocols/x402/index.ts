import { member } from '../../core/encoding/json.ts';
import type { Offer } from '../../core/offers/offer.ts';
import {
  EMPTY_RESPONSE,
  type ParsedResponse,
  type Problem,
} from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { Protocol } from '../protocol.ts';
import { type Challenge, PLACES } from './challenge/challenge.ts';
import { ACCEPTS, readOffers } from './offers/offers.ts';
import { proof, request } from './proof/proof.ts';
import { receipt } from './receipt/receipt.ts';

/** 412 is what a server of version 2 answers when a token's allowance for Permit2 is missing. */
function applies(status: number, { object }: Challenge): boolean {
  return status === 402 || member(object, 'error') === 'permit2_allowance_required';
}

function isPayable({ offers }: ParsedResponse): boolean {
  return offers.some(({ payable }) => payable);
}

/** Requirements that anyone may have put into the site's answer are shown, and not paid. */
function unpaid(reading: ParsedResponse): ParsedResponse {
  const offers = reading.offers.map(
    (offer): Offer => (offer.payable ? { ...offer, payable: false, why: 'reason_quoted' } : offer),
  );
  return { ...reading, offers };
}

/** Of places that say different things, the most standard one with something to pay counts, else with anything. */
function best(readings: readonly ParsedResponse[]): ParsedResponse | undefined {
  const some = readings.filter(({ offers, notices }) => offers.length + notices.length > 0);
  return some.find(isPayable) ?? some[0];
}

/** Ways to pay that only another place names, none of them payable: to be seen, under ids of their own. */
function besides(chosen: ParsedResponse, others: readonly ParsedResponse[]): Offer[] {
  const kind = ({ network, price }: Offer) => `${network} ${price?.asset}`;
  const known = new Set(chosen.offers.map(kind));
  return others
    .filter((other) => !isPayable(other))
    .flatMap(({ offers }, place) =>
      offers
        .filter((offer) => !known.has(kind(offer)))
        .map((offer, index) => ({ ...offer, id: `x402:${(place + 1) * ACCEPTS + index}` })),
    );
}

/** The body is there and is none for people: programs get no more than this. */
function holdsNoTerms({ body }: HttpResponse): boolean {
  return body !== undefined && /^\s{0,64}(?:[{[]|$)/.test(body);
}

/**
 * The offers of the most standard challenge that has any to pay. What was broken on the way is told too; that a
 * header is a mere flag only where nothing else says more: a page for people may have other terms for programs.
 */
function read(response: HttpResponse): ParsedResponse {
  if (response.status !== 402 && response.status !== 412) return EMPTY_RESPONSE;
  const problems: Problem[] = [];
  const flags: Problem[] = [];
  const readings: ParsedResponse[] = [];
  const seen = new Set<string>();
  for (const candidate of PLACES.flatMap((candidatesIn) => candidatesIn(response))) {
    if ('problem' in candidate) {
      if (response.status === 402) (candidate.flag ? flags : problems).push(candidate.problem);
      continue;
    }
    // Some servers say the same in three places.
    if (!applies(response.status, candidate) || seen.has(candidate.text)) continue;
    seen.add(candidate.text);
    const reading = readOffers(candidate, response);
    readings.push(candidate.quoted === true ? unpaid(reading) : reading);
  }
  const chosen = best(readings);
  if (chosen === undefined) {
    problems.push(...readings.flatMap((reading) => reading.problems));
    if (holdsNoTerms(response)) problems.push(...flags);
    return problems.length === 0 ? EMPTY_RESPONSE : { offers: [], notices: [], problems };
  }
  // What comes after the challenge that counts is not looked at for faults.
  const before = readings.slice(0, readings.indexOf(chosen) + 1);
  problems.push(...before.flatMap((reading) => reading.problems));
  const others = readings.filter((reading) => reading !== chosen);
  return { ...chosen, offers: [...chosen.offers, ...besides(chosen, others)], problems };
}

/** x402, versions 1 and 2: payable by scheme `exact` with EIP-3009 or Lightning, everything else is named. */
export const x402 = {
  id: 'x402',
  name: 'x402',
  specification: 'https://github.com/coinbase/x402',
  found: {
    headers: ['payment-required', 'x-payment-required'],
    schemes: ['x402'],
    bodyKeys: ['x402Version', 'accepts'],
    everywhere: true,
  },
  rails: ['eip3009', 'lightning'],
  read,
  request,
  proof,
  receipt,
} as const satisfies Protocol;
