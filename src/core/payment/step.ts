import {
  type EndedRequest,
  isWaiting,
  type Payment,
  type PaymentState,
  type Step,
} from './payment.ts';

type Closed = 'settled' | 'expired';

/**
 * The record in its next state, `at` ms since 1970. Going to `armed`, `held` or `sent` anew, or being settled by a receipt or by what came,
 * forgets how the time before ended; a payment that has ended for good keeps no proof, nor the terms that only a proof
 * needs (a reader of articles fills the disk slowly).
 */
export function moveTo<State extends PaymentState>(
  payment: Payment,
  state: State,
  at: number,
  step: Step = {},
): Payment {
  const { proof, ending, left, receipt, quote, answer, paid, ...rest } = payment;
  const { room: _, armedUntil: __, noElement: ___, request: asked, ...kept } = rest;
  const request = step.request ?? asked;
  const over = isClosed(state);
  const said = step.receipt !== undefined || step.came !== undefined;
  const goes = state === 'sent' || isWaiting(state);
  const anew = goes || (state === 'settled' && said);
  return {
    ...kept,
    // The hash is of terms that are gone with it.
    quote: over ? { ...quote, hash: '', offer: { ...quote.offer, terms: null } } : quote,
    ...(proof === undefined || over ? {} : { proof }),
    ...(paid === undefined ? {} : { paid: over ? withoutPreimage(paid) : paid }),
    ...(answer === undefined || over || state === 'proved' ? {} : { answer }),
    ...(anew ? {} : { ...(ending && { ending }) }),
    ...(receipt === undefined || goes || step.receipt !== undefined ? {} : { receipt }),
    ...(left === undefined || goes ? {} : { left }),
    ...step,
    ...(request === undefined ? {} : { request: over ? endedRequest(request) : request }),
    state,
    history: [...payment.history, { state, at }],
  } as Payment;
}

/** The record of a payment of which no one heard how it went on: what became of it is not known here. */
export function doubt(payment: Payment, now: number): Payment {
  return moveTo(payment, 'unknown', now, { ending: { kind: 'interrupted' } });
}

/** What identifies the request, without what only the wallet needs. */
function endedRequest(request: NonNullable<Payment['request']>): EndedRequest {
  const {
    domain: _,
    invoice: __,
    ...kept
  } = request as Partial<Record<'domain' | 'invoice', unknown>>;
  return kept as EndedRequest;
}

function isClosed(state: PaymentState): state is Closed {
  return state === 'settled' || state === 'expired';
}

/** What is kept of a paid invoice's proof where the preimage is not to be kept: that there was one. */
export function withoutPreimage({
  preimage,
  ...rest
}: NonNullable<Payment['paid']>): NonNullable<Payment['paid']> {
  return preimage === undefined ? rest : { ...rest, proved: true };
}

/** The record with more known of it, in the state that it is in. What came takes the place of an ending. */
export function withKnown(payment: Payment, step: Step): Payment {
  const { ending, ...rest } = payment;
  return {
    ...rest,
    ...(ending === undefined || step.came !== undefined ? {} : { ending }),
    ...step,
  } as Payment;
}
