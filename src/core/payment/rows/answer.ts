import type { Effect, Outcome } from '../events.ts';
import { isOfPage, isOpen, isRedirected, mayTakeBack, owesChange } from '../evidence.ts';
import {
  type Change,
  isWaiting,
  type Payment,
  type PaymentState,
  type Step,
  WAITING,
} from '../payment.ts';
import { type Next, type Row, type Rows, rowsFor } from '../row.ts';
import { moveTo, withKnown } from '../step.ts';
import { pendingFailed } from './send.ts';
import { endBadge, isSendable, whenOver } from './sendable.ts';

/** ms: `settlement_pending`: how long until the same proof is sent once more. */
const PENDING = 4_000;
/** How often a proof is sent while its site says that it is settling. */
const PENDING_TIMES = 5;

/** Timers of what is still open, and the badge of what is not. */
function follow(payment: Payment, now: number): readonly Effect[] {
  const { ending } = payment;
  if (ending?.kind === 'pending') {
    return [{ type: 'setTimer', timer: 'pending', at: now + PENDING }];
  }
  return [...(isOpen(payment) ? whenOver(payment) : []), ...endBadge(payment)];
}

/** The record after what an answer said: a step, or more known of the same state. */
function stepTo(
  payment: Payment,
  { state, ...known }: Outcome,
  now: number,
  more: Step = {},
): Payment {
  const step: Step = { ...known, ...more };
  return state === payment.state ? withKnown(payment, step) : moveTo(payment, state, now, step);
}

/** What follows an outcome that is written down. `before` held the proof, `after` may not. */
function afterOutcome(before: Payment, after: Payment, now: number): readonly Effect[] {
  const settled = after.state === 'settled';
  return [
    ...(isWaiting(before.state) ? ([{ type: 'clearTimer', timer: 'arm' }] as const) : []),
    { type: 'forgetBalances' },
    ...(settled ? ([{ type: 'keepPreimage' }] as const) : []),
    ...(settled && before.proof?.reusable === true
      ? ([{ type: 'keepPass', good: true }] as const)
      : []),
    ...follow(after, now),
    { type: 'redraw' },
    ...(owesChange(after) ? ([{ type: 'takeInChange' }] as const) : []),
    ...(settled ? ([{ type: 'rememberPayee' }] as const) : []),
    ...(after.state === 'refused' && mayTakeBack(after) ? ([{ type: 'takeBack' }] as const) : []),
  ];
}

/**
 * The answer to the request that carried the proof. Only this request may settle its payment. After a redirect the
 * proof stays attached, so that the answer of the other address is known as its end (`landed`).
 */
export function answeredBy(
  payment: Payment,
  outcome: Outcome,
  now: number,
  change?: readonly Change[],
  played = false,
): Next {
  const after = stepTo(payment, outcome, now, change === undefined ? {} : { change });
  const keeps = played && after.state === 'settled' && payment.proof?.reusable === true;
  const on = outcome.ending?.kind === 'redirect' && isRedirected(after);
  return {
    payment: after,
    effects: [
      ...(on ? [] : [{ type: keeps ? 'keepAttached' : 'detach' } as const]),
      ...afterOutcome(payment, after, now),
    ],
  };
}

const OUTCOMES = ['sent', 'settled', 'refused', 'unknown'] as const;

const answered: Row<'answered'> = {
  to: OUTCOMES,
  next: (payment, { outcome, change, played, elsewhere }, now) => {
    if (outcome.state !== 'refused' || elsewhere === undefined) {
      return answeredBy(payment, outcome, now, change, played);
    }
    // A page is loaded again with it at once; anything else when the user has it sent again. That it has left is known.
    const there = withKnown(payment, { proof: elsewhere, left: payment.left ?? now });
    if (payment.state !== 'sent' || !isOfPage(payment) || !isSendable(there, now)) {
      return answeredBy(there, outcome, now, change, played);
    }
    return {
      payment: there,
      effects: [{ type: 'detach' }, { type: 'findTarget', onlyThere: false }],
    };
  },
};

/** A second answer decides nothing; the money that it gives back is money all the same. */
function answeredLate(state: PaymentState): Row<'answered'> {
  return {
    to: [state],
    next: (payment, { change }) =>
      change === undefined ? { payment, effects: [] } : withChange(payment, change),
  };
}

function withChange(payment: Payment, change: readonly Change[]): Next {
  return { payment: withKnown(payment, { change }), effects: [{ type: 'takeInChange' }] };
}

const landed = (...to: readonly PaymentState[]): Row<'landed'> => ({
  to,
  next: (payment, { outcome }, now) => {
    if (!isRedirected(payment)) return { payment, effects: [{ type: 'detach' }] };
    const after = stepTo(payment, outcome, now);
    return { payment: after, effects: [{ type: 'detach' }, ...afterOutcome(payment, after, now)] };
  },
});

/** Whether the site took the money cannot be known from here. */
const requestLost = (to: PaymentState): Row<'requestLost'> => ({
  to: [to],
  next: (payment, { error }, now) => {
    const lost = lostOf(payment, error.slice(0, 100), now);
    return lost === undefined
      ? { payment, effects: [{ type: 'detach' }] }
      : { payment: lost, effects: [{ type: 'detach' }, ...follow(lost, now), { type: 'redraw' }] };
  },
});

function lostOf(payment: Payment, error: string, now: number): Payment | undefined {
  const { ending } = payment;
  if (ending?.kind === 'redirect' && isRedirected(payment)) {
    const state = payment.state === 'settled' ? 'settled' : 'unknown';
    return stepTo(payment, { state, ending: { ...ending, error } }, now);
  }
  if (payment.state !== 'sent' && !isWaiting(payment.state)) return undefined;
  return moveTo(payment, 'unknown', now, { ending: { kind: 'network', error } });
}

const explained: Row<'explained'> = {
  to: ['refused'],
  next: (payment, { ending, receipt }) => ({
    payment: withKnown(payment, { ending, ...(receipt === undefined ? {} : { receipt }) }),
    effects: [{ type: 'redraw' }],
  }),
};

const came: Row<'came'> = {
  to: ['settled'],
  next: (payment, event) => ({
    payment: withKnown(payment, { came: event.came }),
    effects: [{ type: 'redraw' }],
  }),
};

/**
 * The site said that it is settling: the same proof once more. This, and a proof that the site looked for in another
 * header, is all that goes out again without a press, since it can only ever take the same money once.
 */
const pendingOver: Row<'pendingOver'> = {
  to: ['sent', 'unknown'],
  next: (payment, _, now) => {
    const { ending, history } = payment;
    if (ending?.kind !== 'pending') return { payment, effects: [] };
    const times = history.filter(({ state }) => state === 'sent').length;
    if (times <= PENDING_TIMES && isSendable(payment, now)) {
      return { payment, effects: [{ type: 'findTarget', onlyThere: false }] };
    }
    return pendingFailed(payment, now);
  },
};

function changeGiven(state: PaymentState): Row<'changeGiven'> {
  return { to: [state], next: (payment, { change }) => withChange(payment, change) };
}

function changeKnown(state: PaymentState): Row<'changeKnown'> {
  return {
    to: [state],
    next: (payment, { id, known }) => ({
      payment: withKnown(payment, {
        change: (payment.change ?? []).flatMap((each) => (each.id === id ? (known ?? []) : each)),
      }),
      effects: [{ type: 'redraw' }],
    }),
  };
}

/** The states in which a proof may have been sent once. */
const WITH_PROOF = [
  'proved',
  ...WAITING,
  'sent',
  'settled',
  'refused',
  'expired',
  'unknown',
] as const;

/** What the site and the browser say of the paid request, and what it gave back. */
export const answerRows: Rows<
  | 'answered'
  | 'landed'
  | 'requestLost'
  | 'explained'
  | 'came'
  | 'pendingOver'
  | 'changeGiven'
  | 'changeKnown'
> = {
  answered: {
    // The browser told of the answer before it told that the proof had left.
    ...rowsFor(WAITING, () => answered),
    sent: answered,
    // The worker had died and could not tell; the answer came all the same.
    unknown: answered,
    ...rowsFor(['proved', 'refused', 'settled', 'expired'], answeredLate),
    otherwise: 'ignore',
  },
  landed: {
    // The answer that sent the browser on was not heard: then nothing is known of this one.
    sent: landed('sent', 'settled', 'unknown'),
    // A receipt on the redirect had settled it.
    settled: landed('settled'),
    unknown: landed('settled', 'unknown'),
    otherwise: 'ignore',
  },
  requestLost: {
    ...rowsFor(WAITING, () => requestLost('unknown')),
    sent: requestLost('unknown'),
    settled: requestLost('settled'),
    unknown: requestLost('unknown'),
    otherwise: 'ignore',
  },
  explained: { refused: explained, otherwise: 'ignore' },
  came: { settled: came, otherwise: 'ignore' },
  pendingOver: { sent: pendingOver, otherwise: 'ignore' },
  changeGiven: {
    ...rowsFor(WITH_PROOF, changeGiven),
    otherwise: 'ignore',
  },
  changeKnown: {
    ...rowsFor(WITH_PROOF, changeKnown),
    otherwise: 'ignore',
  },
};
