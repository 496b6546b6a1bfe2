import { type HttpResponse, hasHeader } from '../core/http.ts';
import { withRules } from '../core/payable.ts';
import {
  NOTHING,
  type Notice,
  type Offer,
  type Problem,
  type ProtocolId,
  type Reading,
} from '../core/reading.ts';
import { ackPay } from './ack-pay/index.ts';
import { bsv } from './bsv/index.ts';
import { cashu } from './cashu/index.ts';
import { h402 } from './h402/index.ts';
import { k402 } from './k402/index.ts';
import { l402 } from './l402/index.ts';
import { l402Offers } from './l402-offers/index.ts';
import { lightning } from './lightning/index.ts';
import { lnurlcash } from './lnurlcash/index.ts';
import { mpp } from './mpp/index.ts';
import { notices as unpayable } from './notices/index.ts';
import type { Protocol } from './protocol.ts';
import { withinSizeLimits } from './size-limits.ts';
import { webPayments } from './web-payments/index.ts';
import { xPayment } from './x-payment/index.ts';
import { x402 } from './x402/index.ts';
import { xmr402 } from './xmr402/index.ts';

/** Anything that makes something of a response. `soFar` is what the readers above it in the list found. */
export type Reader = {
  read(response: HttpResponse, soFar: Reading): Reading;
  /** False where it has nothing to read; absent: always asked. */
  hears?(response: HttpResponse): boolean;
};

/** The protocols by which Farebox pays. To add one: one import above, one line here and one below. */
const paying: readonly Protocol[] = [x402, mpp, l402, lightning, cashu];

/** A reader that is heard only where a header begins with one of these names, or there is a body for it. */
function on(names: readonly string[], { read }: Reader, where?: 'body'): Reader {
  return {
    read,
    hears: (response) =>
      (where === 'body' && response.body !== undefined) ||
      names.some((name) => hasHeader(response, name)),
  };
}

/** Everything that Farebox reads, in this order. To add one: one import, one line. */
const readers: readonly Reader[] = [
  x402,
  on(['www-authenticate'], mpp),
  on(['www-authenticate'], l402),
  on(['x-lightning'], lightning),
  on(['www-authenticate'], xmr402),
  on(['x-cashu'], cashu, 'body'),
  on(['x-lnurlcash'], lnurlcash, 'body'),
  on(['x-bsv-'], bsv),
  on([], l402Offers, 'body'),
  on([], k402, 'body'),
  on([], h402, 'body'),
  on([], ackPay, 'body'),
  on(['location', 'pay'], webPayments, 'body'),
  on(['x-payment'], xPayment, 'body'),
  // Last: it says what is left to say when all protocols have been heard.
  unpayable,
];

const byId = new Map<string, Protocol>(paying.map((protocol) => [protocol.id, protocol]));

/** The protocol that pays offers of this id; undefined for one that Farebox only reads. */
export function protocolById(id: ProtocolId): Protocol | undefined {
  return byId.get(id);
}

/** What the given readers together make of a response; never throws, linear in its input. */
export function readWith(list: readonly Reader[], whole: HttpResponse): Reading {
  const { response, problems: lost } = withinSizeLimits(whole);
  const offers: Offer[] = [];
  const notices: Notice[] = [];
  const problems: Problem[] = [...lost];
  for (const reader of list) {
    if (reader.hears?.(response) === false) continue;
    const reading = reader.read(response, { offers, notices, problems });
    if (reading === NOTHING) continue;
    offers.push(...reading.offers.map((offer) => withRules(offer, response)));
    notices.push(...reading.notices);
    problems.push(...reading.problems);
  }
  const empty = offers.length === 0 && notices.length === 0 && problems.length === 0;
  return empty ? NOTHING : { offers, notices, problems };
}

/** What all protocols together make of a response; never throws, linear in its input. */
export function read(response: HttpResponse): Reading {
  return readWith(readers, response);
}
