import { FareboxError } from '../../errors.ts';
import { isRepeatable, wayOf } from '../../web/request-type.ts';
import type { Effect } from '../events.ts';
import { isByHand, isOnItsWay } from '../evidence.ts';
import type { Ending, Payment, Target } from '../payment.ts';
import { type Next, type Row, type Rows, rowsFor } from '../row.ts';
import { doubt, moveTo, withKnown } from '../step.ts';
import { badgeOf } from '../summary.ts';

/** ms: a proof with less life than this is not sent: the server's check would come too late. */
export const RUNWAY = 8_000;
/** ms: after a proof's end, how long until the chain's own clock has surely passed it. */
export const CHAIN_CLOCK = 65_000;
/** ms: after which a proof should have left with its page's request. */
const SEND_TIME = 45_000;
/** ms: for so long a proof waits for a request that the page or the user has to make again. */
const ARM_TIME = 10 * 60_000;

/** Whether a proof can still go: it is there, its request can be repeated, and its time is not over. Throws why not. */
export function checkSendable({ proof, quote, state }: Payment, now: number): void {
  if (proof === undefined || !isRepeatable(quote.method)) {
    throw new FareboxError('error_payment_state', state, 'sent');
  }
  if (proof.validUntil !== undefined && proof.validUntil - now < RUNWAY) {
    throw new FareboxError('error_quote_expired');
  }
}

/** The badge of the tab: how the payment ended. */
export function endBadge(payment: Payment): readonly Effect[] {
  const badge = badgeOf(payment);
  return badge === undefined ? [] : [{ type: 'badge', badge }];
}

/** The same as an answer. */
export function isSendable(payment: Payment, now: number): boolean {
  try {
    checkSendable(payment, now);
    return true;
  } catch {
    return false;
  }
}

/** The states of a proof that is on its way, or may be at any moment. */
const GOING = ['armed', 'sent'] as const;

/**
 * The step to `sent`, or to `armed` where Farebox does not load the page itself: that the proof may have left is written
 * down before it can.
 */
export function sendTo(payment: Payment, target: Target, now: number): Next {
  checkSendable(payment, now);
  const way = wayOf(target.type, payment.quote.method);
  if (way !== 'load') return arm(payment, target, way === 'set-again', now);
  return {
    payment: moveTo(payment, 'sent', now, { target }),
    effects: [
      { type: 'attach' },
      { type: 'showInTab' },
      { type: 'setTimer', timer: 'send', at: now + SEND_TIME },
      { type: 'load' },
      { type: 'redraw' },
      { type: 'badge', badge: 'busy' },
    ],
  };
}

/** ms: until when the proof waits for its request. */
function armedUntil({ validUntil }: Payment, now: number): number {
  const most = now + ARM_TIME;
  return validUntil === undefined ? most : Math.min(most, validUntil - RUNWAY);
}

function arm(payment: Payment, target: Target, setAgain: boolean, now: number): Next {
  const until = armedUntil(payment, now);
  return {
    payment: moveTo(payment, 'armed', now, { target, armedUntil: until }),
    effects: [
      { type: 'attach' },
      { type: 'showInTab' },
      { type: 'setTimer', timer: 'arm', at: until },
      ...(setAgain ? ([{ type: 'setAgain' }] as const) : []),
      { type: 'redraw' },
      { type: 'badge', badge: 'waits' },
    ],
  };
}

/**
 * Whether the proof may have left before the browser was given it last. It has not where each time that it was armed
 * began and ended with the proof at rest (`proved`): from every other state (`sent`, `unknown`, `refused`, armed again
 * because the browser did not hold it any more) it may have gone.
 */
function mayHaveLeftBefore({ history }: Payment): boolean {
  const first = history.findIndex(({ state }) => state === 'proved');
  const since = history.slice(first + 1).map(({ state }) => state);
  return since.some((state, at) => state !== (at % 2 === 0 ? 'armed' : 'proved'));
}

/**
 * The proof is taken down, and certainly did not leave with this request: it waits for a press. One that may have left
 * before is still as unknown as it was.
 */
function takenDown(payment: Payment, ending: Ending, now: number): Next {
  const state = mayHaveLeftBefore(payment) ? 'unknown' : 'proved';
  const after = moveTo(payment, state, now, { ending });
  return {
    payment: after,
    effects: [
      { type: 'detach' },
      { type: 'clearTimer', timer: 'arm' },
      ...whenOver(after),
      { type: 'redraw' },
    ],
  };
}

const sendProof: Row<'sendProof'> = {
  to: GOING,
  next: (payment, { target }, now) => sendTo(payment, target, now),
};

/** The browser does not hold the armed proof any more: it may have left, and is armed anew. */
function notHeld(payment: Payment, now: number): Next {
  checkSendable(payment, now);
  const after = doubt(payment, now);
  return { payment: after, effects: [{ type: 'findTarget', onlyThere: false }] };
}

/**
 * The press may come from a popup that was drawn before the proof went out: then the answer is on its way, and a second
 * load would cut it off, after which the site refuses the proof as used.
 */
const sendPressed = (state: Payment['state']): Row<'sendPressed'> => ({
  to: state === 'armed' ? ['armed', 'unknown'] : [state],
  next: (payment, { attached }, now) => {
    const waits = attached || payment.ending !== undefined;
    if (waits && isOnItsWay(payment)) return { payment, effects: [] };
    if (payment.state === 'armed')
      return attached ? { payment, effects: [] } : notHeld(payment, now);
    checkSendable(payment, now);
    return { payment, effects: [{ type: 'findTarget', onlyThere: false }] };
  },
});

const proofCopied: Row<'proofCopied'> = {
  to: ['sent'],
  next: (payment, _, now) => {
    if (payment.proof === undefined) {
      throw new FareboxError('error_payment_state', payment.state, 'sent');
    }
    // It must not go with a request of the page as well.
    const armed: readonly Effect[] =
      payment.state === 'armed'
        ? [{ type: 'detach' }, { type: 'clearTimer', timer: 'arm' }, { type: 'redraw' }]
        : [];
    return { payment: moveTo(payment, 'sent', now), effects: [...armed, ...whenOver(payment)] };
  },
};

/** Looks up a signature when the chain's clock has passed its end. */
export function whenOver({ validUntil }: Payment): readonly Effect[] {
  if (validUntil === undefined) return [];
  return [{ type: 'setTimer', timer: 'check', at: validUntil + CHAIN_CLOCK }];
}

/** The proof cannot be sent again: what became of it is not known here. */
export function pendingFailed(payment: Payment, now: number): Next {
  const { ending } = payment;
  const after = moveTo(payment, 'unknown', now, ending === undefined ? {} : { ending });
  return { payment: after, effects: [...whenOver(after), ...endBadge(after), { type: 'redraw' }] };
}

const NOT_ATTACHED = { kind: 'not-attached' } as const;
const NO_REQUEST = { kind: 'not-attached', noRequest: true } as const;

const attachFailed: Row<'attachFailed'> = {
  to: ['proved', 'sent', 'unknown'],
  next: (payment, _, now) => {
    if (payment.state === 'armed') return takenDown(payment, NOT_ATTACHED, now);
    // The site has it and is settling; only the second time did not go out.
    if (payment.ending?.kind === 'pending') return pendingFailed(payment, now);
    return {
      payment: withKnown(payment, { ending: NOT_ATTACHED }),
      effects: [{ type: 'detach' }, ...whenOver(payment), { type: 'redraw' }],
    };
  },
};

/** The request for which the proof waited has taken it along. */
const armedLeft: Row<'proofLeft'> = {
  to: ['sent'],
  next: (payment, _, now) => ({
    payment: moveTo(payment, 'sent', now, { left: now }),
    effects: [
      { type: 'clearTimer', timer: 'arm' },
      { type: 'setTimer', timer: 'send', at: now + SEND_TIME },
      { type: 'redraw' },
      { type: 'badge', badge: 'busy' },
    ],
  }),
};

/** When the proof left, in whatever state the payment is by now. */
function proofLeft(state: Payment['state']): Row<'proofLeft'> {
  return {
    to: [state],
    next: (payment, _, now) => ({ payment: withKnown(payment, { left: now }), effects: [] }),
  };
}

const proofWithheld: Row<'proofWithheld'> = {
  to: ['sent'],
  next: (payment) => ({
    payment: withKnown(payment, { ending: NOT_ATTACHED }),
    effects: [{ type: 'redraw' }],
  }),
};

const armedWithheld: Row<'proofWithheld'> = {
  to: ['proved', 'unknown'],
  next: (payment, _, now) => takenDown(payment, NOT_ATTACHED, now),
};

/** The proof has waited long enough. Where it may have left unseen, what became of it is not known. */
const armOver: Row<'armOver'> = {
  to: ['proved', 'unknown'],
  next: (payment, { mayHaveLeft }, now) => {
    if (!mayHaveLeft) return takenDown(payment, NO_REQUEST, now);
    const after = doubt(payment, now);
    return {
      payment: after,
      effects: [{ type: 'detach' }, ...whenOver(after), { type: 'redraw' }],
    };
  },
};

const reloadPressed: Row<'reloadPressed'> = {
  to: ['armed'],
  next: (payment) => ({ payment, effects: [{ type: 'load' }] }),
};

/** The page that should have sent the proof did not ask again: the proof waits for a press. */
const sendOverdue: Row<'sendOverdue'> = {
  to: ['sent'],
  next: (payment, { mayHaveLeft }) => {
    if (payment.ending !== undefined || isByHand(payment)) return { payment, effects: [] };
    // The worker may have died after the proof left and before it took the rule down.
    if (payment.left !== undefined) {
      return { payment, effects: [{ type: 'disarm' }, ...whenOver(payment)] };
    }
    if (mayHaveLeft) return { payment, effects: [{ type: 'lookUp', by: 'timer' }] };
    return {
      payment: withKnown(payment, { ending: NO_REQUEST }),
      effects: [{ type: 'detach' }, ...whenOver(payment), { type: 'redraw' }],
    };
  },
};

/** The states of a payment with a proof that may not have brought what was paid for. */
const UNDELIVERED = ['proved', 'armed', 'sent', 'refused', 'unknown'] as const;

/** The proof on its way to its page's request. */
export const sendRows: Rows<
  | 'sendProof'
  | 'sendPressed'
  | 'proofCopied'
  | 'attachFailed'
  | 'proofLeft'
  | 'proofWithheld'
  | 'sendOverdue'
  | 'armOver'
  | 'reloadPressed'
> = {
  sendProof: {
    ...rowsFor(UNDELIVERED, () => sendProof),
    otherwise: 'refuse',
  },
  sendPressed: {
    ...rowsFor(UNDELIVERED, sendPressed),
    otherwise: 'refuse',
  },
  proofCopied: {
    ...rowsFor(UNDELIVERED, () => proofCopied),
    otherwise: 'refuse',
  },
  attachFailed: { ...rowsFor(GOING, () => attachFailed), otherwise: 'ignore' },
  proofLeft: {
    armed: armedLeft,
    ...rowsFor(['sent', 'unknown', 'refused', 'settled'], proofLeft),
    otherwise: 'ignore',
  },
  proofWithheld: { armed: armedWithheld, sent: proofWithheld, otherwise: 'ignore' },
  sendOverdue: { sent: sendOverdue, otherwise: 'ignore' },
  armOver: { armed: armOver, otherwise: 'ignore' },
  reloadPressed: { armed: reloadPressed, otherwise: 'refuse' },
};
