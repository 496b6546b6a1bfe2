import type { Payment } from '../../src/core/payment/index.ts';
import type { PaymentView, PopupState } from '../../src/messages/index.ts';
import { keyOf, type Move } from '../support/moves.ts';

/** What the popup may not say once money has moved. */
const DENIALS =
  /You were not charged|No money has moved|Nothing has been taken|Nothing was (?:paid|taken|sent)|was not sent|kept it back/;
/** What it may not say of a page that has opened. */
const SHUT = /did not open/;
/** What it may not say while nothing has moved and nobody claimed that it had. */
const CLAIMS = /has received your payment/;

export type Facts = {
  readonly state: PopupState;
  /** What the popup page really draws. */
  readonly text: string;
  /** The page in the tab is what was paid for. */
  readonly open: boolean;
  readonly payments: readonly Payment[];
  readonly moves: readonly Move[];
};

/** What this payment's own request moved. */
function movedBy(payment: Payment, moves: readonly Move[]): readonly Move[] {
  return moves.filter(({ key }) => key === keyOf(payment));
}

/** What is untrue or missing after a payment was struck; empty when all is well. */
export function faults({ state, text, open, payments, moves }: Facts, now: number): string[] {
  const found: string[] = [];
  const keys = payments.map(keyOf);
  const moved = moves.filter(({ key }) => keys.includes(key));
  const paid = moved.length > 0;
  if (moved.length > 1) found.push(`double: ${moved.length} payments for one address`);
  if (paid && DENIALS.test(text)) found.push(`lie: money moved, and the popup says “${text}”`);
  if (open && SHUT.test(text)) found.push(`lie: the page is open, and the popup says “${text}”`);
  if (!paid && CLAIMS.test(text)) found.push(`lie: nothing moved, and the popup says “${text}”`);
  if (paid && ['offers', 'expired', 'nothing'].includes(state.kind) && !isOver(payments)) {
    found.push(`lost: money moved, and the popup shows ${state.kind}`);
  }
  if (state.kind === 'paying' || state.kind === 'opening') {
    found.push(`lie: nothing happens any more, and the popup shows ${state.kind}`);
  } else if (!paid && !mayGoOn(state, now)) {
    found.push(`stuck: nothing moved, and the popup shows ${state.kind}: ${text}`);
  }
  for (const payment of payments) {
    const own = movedBy(payment, moves);
    if (own.length > 0 && payment.state === 'expired') found.push('lie: paid, kept as expired');
    if (own.some(({ amount }) => amount.toString() !== payment.quote.offer.price?.amount)) {
      found.push('lie: another amount moved than was agreed to');
    }
  }
  return found;
}

/** All records are settled: the receipt was there to be read. */
function isOver(payments: readonly Payment[]): boolean {
  return payments.every(({ state }) => state === 'settled');
}

/** The person can pay, send, look, or is told until when to wait. */
function mayGoOn(state: PopupState, now: number): boolean {
  switch (state.kind) {
    case 'offers':
    case 'expired':
    case 'locked':
    case 'nothing':
      return true;
    case 'receipt':
      return true;
    case 'refused':
      // Over for good: the way to the price is open.
      return ways(state.payment, now) || state.payment.liveUntil === undefined;
    case 'unknown':
    case 'unsent':
      return ways(state.payment, now);
    default:
      return false;
  }
}

function ways({ maySend, mayCheck, mayTakeBack, liveUntil }: PaymentView, now: number): boolean {
  return maySend || mayCheck || mayTakeBack || (liveUntil !== undefined && liveUntil > now);
}
