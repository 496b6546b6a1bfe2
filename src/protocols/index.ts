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
import type { AnyProtocol } from './protocol.ts';
import { createProtocols, type Protocols } from './registry.ts';
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

/** What all of them together make of a response, and each by its id: what the background is given. */
export const registry: Protocols = createProtocols(protocols);
