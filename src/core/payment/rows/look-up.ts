import { isRepeatable } from '../../web/request-type.ts';
import type { AskedBy, Effect } from '../events.ts';
import { isByHand, mayLookUp } from '../evidence.ts';
import { isWaiting, type Payment, type PaymentState, WAITING } from '../payment.ts';
import { type Next, type Row, type Rows, rowsFor } from '../row.ts';
import { doubt, moveTo } from '../step.ts';
import { isInstant, kept, stepOf } from './pay.ts';
import { CHAIN_CLOCK } from './sendable.ts';

/** ms: how soon what is not known is looked up again, and how seldom at last. */
const SOON = 30_000;
const SELDOM = 24 * 60 * 60_000;

/**
 * Has the wallet (for the purse: the chain) asked again what became of a payment: soon at first, then less and less
 * often, at last once a day. There is no end to that: until there is an answer the payment counts as spent.
 */
function askLater(payment: Payment, now: number): Effect {
  const waited = now - (payment.history[0]?.at ?? 0);
  const wait = Math.min(Math.max(SOON, waited / 2), SELDOM);
  return { type: 'setTimer', timer: 'check', at: now + wait };
}

/** Looks a signature up once its time is over, and again while the chain says nothing. */
export function askWhenOver(payment: Payment, now: number): readonly Effect[] {
  const { validUntil } = payment;
  if (validUntil === undefined) return [];
  if (validUntil <= now) return [askLater(payment, now)];
  return [{ type: 'setTimer', timer: 'check', at: validUntil + CHAIN_CLOCK }];
}

/** The steps of a payment whose time is over: it is looked up where that can tell; `by`: who asks. */
export function lookUp(payment: Payment, by: AskedBy, loading: boolean, now: number): Next {
  if (mayLookUp(payment)) return { payment, effects: [{ type: 'lookUp', by }] };
  return stillUnknown(payment, by, loading, now);
}

/** Ends a payment by what was found out, whatever the site answered. */
export function endAs(payment: Payment, to: 'settled' | 'expired', now: number, returned = false) {
  // The page is not known to be open: the money went, and no more.
  const unopened = to === 'settled' && payment.ending === undefined;
  // The proof went although no request of ours carried it.
  const unsent = payment.state === 'proved' || isWaiting(payment.state);
  const from = to === 'settled' && unsent ? moveTo(payment, 'sent', now) : payment;
  const after = moveTo(from, to, now, {
    ...(unopened ? { ending: { kind: 'interrupted' } as const } : {}),
    ...(returned ? { returned } : {}),
  });
  const effects: readonly Effect[] = [
    { type: 'keepPreimage' },
    { type: 'detach' },
    { type: 'clearTimer', timer: 'check' },
    ...(isWaiting(payment.state) ? ([{ type: 'clearTimer', timer: 'arm' }] as const) : []),
    { type: 'forgetBalances' },
    { type: 'redraw' },
  ];
  return { payment: after, effects };
}

const lookedUp = (...still: readonly PaymentState[]): Row<'lookedUp'> => ({
  to: [...still, 'settled', 'expired'],
  next: (payment, { by, found, loading }, now) => {
    if (found === 'paid') return endAs(payment, 'settled', now);
    if (found === 'unpaid') return endAs(payment, 'expired', now);
    return stillUnknown(payment, by, loading, now);
  },
});

/** The look-up told nothing. A press changes nothing then; else the journal says that it is not known. */
function stillUnknown(payment: Payment, by: AskedBy, loading: boolean, now: number): Next {
  const { state, ending, proof } = payment;
  if (by === 'press') return { payment, effects: [] };
  if (isInstant(payment) && proof === undefined) {
    if (state === 'paying') {
      const after = doubt(payment, now);
      return { payment: after, effects: [askLater(after, now), { type: 'redraw' }] };
    }
    return { payment, effects: state === 'unknown' ? [askLater(payment, now)] : [] };
  }
  if (state === 'sent' && ending?.kind !== 'not-attached' && !isByHand(payment)) {
    const after = doubt(payment, now);
    // From now on it goes out by a press only. The answer to a load that is under way is still heard.
    const answered = after.target.type === 'main_frame' && !loading;
    return {
      payment: after,
      effects: [
        { type: answered ? 'detach' : 'disarm' },
        ...askWhenOver(after, now),
        { type: 'redraw' },
      ],
    };
  }
  return { payment, effects: askWhenOver(payment, now) };
}

/** What is paid for is opened: after a press in any case, else only in a tab that still shows the site. */
const proofFound: Row<'proofFound'> = {
  to: ['proved'],
  next: (payment, event, now) => {
    const proved = moveTo(payment, 'proved', now, stepOf(event));
    const opens = isRepeatable(payment.quote.method);
    return {
      payment: proved,
      effects: [
        { type: 'clearTimer', timer: 'check' },
        ...kept,
        { type: 'redraw' },
        ...(opens
          ? ([{ type: 'findTarget', onlyThere: event.by !== 'press' }] as const)
          : ([{ type: 'showInTab' }] as const)),
      ],
    };
  },
};

/** The check timer has rung. A timer that was set for a wallet's answer, which has come, asks nothing. */
function checkDue(...to: readonly PaymentState[]): Row<'checkDue'> {
  return {
    to,
    next: (payment, _, now) => {
      const isAnswered = payment.proof !== undefined && payment.validUntil === undefined;
      return isAnswered ? { payment, effects: [] } : lookUp(payment, 'timer', false, now);
    },
  };
}

const checkPressed = (state: PaymentState): Row<'checkPressed'> => ({
  to: [state],
  next: (payment, _, now) => lookUp(payment, 'press', false, now),
});

const nothing = (state: PaymentState): Row<'checkPressed'> => ({
  to: [state],
  next: (payment) => ({ payment, effects: [] }),
});

/** What chain, wallet or mint say of the money. */
export const lookUpRows: Rows<'lookedUp' | 'proofFound' | 'checkDue' | 'checkPressed'> = {
  lookedUp: {
    paying: lookedUp('paying', 'unknown'),
    proved: lookedUp('proved'),
    armed: lookedUp('armed'),
    held: lookedUp('held'),
    sent: lookedUp('sent', 'unknown'),
    refused: lookedUp('refused'),
    unknown: lookedUp('unknown'),
    otherwise: 'ignore',
  },
  proofFound: { paying: proofFound, unknown: proofFound, otherwise: 'ignore' },
  checkDue: {
    paying: checkDue('paying'),
    proved: checkDue('proved'),
    armed: checkDue('armed'),
    held: checkDue('held'),
    sent: checkDue('sent', 'unknown'),
    refused: checkDue('refused'),
    unknown: checkDue('unknown'),
    otherwise: 'ignore',
  },
  checkPressed: {
    ...rowsFor(['paying', 'proved', ...WAITING, 'sent', 'refused', 'unknown'], checkPressed),
    ...rowsFor(['settled', 'expired'], nothing),
    otherwise: 'refuse',
  },
};
