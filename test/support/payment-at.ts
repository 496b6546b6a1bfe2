import type { RailRequest } from '../../src/core/offers/rail.ts';
import {
  approve,
  type Effect,
  next,
  type Payment,
  type PaymentEvent,
  type PaymentState,
} from '../../src/core/payment/index.ts';
import { moveTo } from '../../src/core/payment/step.ts';
import { quoteOf } from '../fixtures/quote.ts';

// Payments in each state, and what a step makes of them, for tables of tests.

export type RailName = 'lightning' | 'eip3009' | 'ecash';

/** ms: when the tests' payments came to their state. */
export const NOW = 1_700_000_000_000;
/** ms: the end of a signature. */
export const END = NOW + 60_000;
export const PAGE = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
export const CALL = { tabId: 1, frameId: 0, type: 'xmlhttprequest' } as const;
export const PROOF = { headers: [['Authorization', 'x']], reusable: false } as const;

/** A request of each rail that ends then (ms). */
export const requestsUntil = (end: number): Readonly<Record<RailName, RailRequest>> => ({
  lightning: {
    rail: 'lightning',
    network: 'mainnet',
    invoice: 'lnbc1',
    paymentHash: '00'.repeat(32),
    amount: '21000',
    maxFee: '10000',
    expiresAt: end,
  },
  eip3009: {
    rail: 'eip3009',
    network: 'eip155:1',
    domain: { name: 'USDC', version: '2', chainId: 1, verifyingContract: '0x01' },
    message: {
      from: '0x02',
      to: '0x03',
      value: '1',
      validAfter: '0',
      validBefore: String(end / 1000),
      nonce: '0x04',
    },
  },
  ecash: { rail: 'ecash', mints: ['https://mint.example'], unit: 'sat', amount: '21' },
});

export const REQUESTS = requestsUntil(END);

/** The proof of a rail, as its wallet made it: a signature has an end. */
export const made = (rail: RailName) =>
  rail === 'eip3009' ? { proof: { ...PROOF, validUntil: END }, validUntil: END } : { proof: PROOF };

/** A payment that went through these states, all at `NOW`. From `paying` on its request is known, from `proved` on its proof. */
export function walk(rail: RailName, states: string, more: object = {}): Payment {
  const approved: Payment = approve(quoteOf(rail, NOW), 'wallet', PAGE, NOW);
  const names = states.split(' ').filter(Boolean) as PaymentState[];
  const walked = names.reduce<Payment>(
    (payment, state) =>
      moveTo(payment, state, NOW, {
        ...(state === 'paying' ? { request: REQUESTS[rail] } : {}),
        ...(state === 'proved' ? made(rail) : {}),
      }),
    approved,
  );
  return { ...walked, ...more } as Payment;
}

/** A step in short: the state that it leads to, and its effects in their order. Times count from the event. */
export function stepOf(payment: Payment, event: PaymentEvent, now = NOW): string {
  const { payment: after, effects } = next(payment, event, now);
  return [after.state, ...effects.map((effect) => inShort(effect, now))].join(', ');
}

function inShort({ type, ...rest }: Effect, now: number): string {
  const words = Object.entries(rest).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return value ? [name] : [];
    return name === 'at' ? [`+${(Number(value) - now) / 1000}s`] : [String(value)];
  });
  return [type, ...words].join(' ');
}
