import type { Reading } from '../core/offers/reading.ts';
import type { HttpResponse } from '../core/web/http.ts';
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
import type { AnyProtocol, Protocol } from './protocol.ts';
import { createProtocols } from './registry.ts';
import { webPayments } from './web-payments/index.ts';
import { xPayment } from './x-payment/index.ts';
import { x402 } from './x402/index.ts';
import { xmr402 } from './xmr402/index.ts';

/**
 * Every protocol. The order is the order of their offers where a response has several. To add one: one import above,
 * one line here, one row in docs/protocols.md (docs/adding-a-protocol.md).
 */
export const protocols = [
  x402,
  mpp,
  l402,
  lightning,
  xmr402,
  cashu,
  lnurlcash,
  bsv,
  l402Offers,
  k402,
  h402,
  ackPay,
  webPayments,
  xPayment,
] as const satisfies readonly AnyProtocol[];

const all = createProtocols(protocols);

/** What all protocols together make of a response; never throws, linear in its input. */
export function read(response: HttpResponse): Reading {
  return all.read(response);
}

/** The protocol that pays offers of this id; undefined for one that Farebox only reads. */
export function protocolById(id: string): Protocol | undefined {
  return all.payingById(id);
}

/** The name of a protocol for users; its id where this version does not have it (any more). */
export function protocolName(id: string): string {
  return all.nameOf(id);
}

/** Whether a header may hold a challenge. */
export function isChallengeHeader(name: string): boolean {
  return all.isChallengeHeader(name);
}

/** The name of a network that only a protocol knows: `lightning:regtest` → `Lightning regtest`. */
export function networkName(id: string): string | undefined {
  return all.networkName(id);
}
