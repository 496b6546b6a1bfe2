import { FareboxError } from '../../errors.ts';
import { wayOf } from '../../web/request-type.ts';
import type { Effect } from '../events.ts';
import { isByHand, isOnItsWay, mayDownload } from '../evidence.ts';
import { isWaiting, type Payment, type PaymentState, type Target, WAITING } from '../payment.ts';
import { type Next, type Row, type Rows, rowsFor } from '../row.ts';
import { doubt, moveTo, withKnown } from '../step.ts';
import {
  arm,
  armedLeft,
  armedWithheld,
  hold,
  LET_GO,
  NO_REQUEST,
  NOT_ATTACHED,
  SEND_TIME,
  takenDown,
} from './arm.ts';
import { checkSendable, endBadge, whenOver } from './sendable.ts';

/** The states of a proof that is on its way, or may be at any moment. */
const GOING = [...WAITING, 'sent'] as const;

/**
 * The step to `sent`, or, where Farebox does not load the page itself, to `held` or `armed`: that the proof may have left is
 * written down before it can.
 */
export function sendTo(payment: Payment, target: Target, now: number): Next {
  checkSendable(payment, now);
  if (target.download === true) return download(payment, target, now);
  if (target.call !== undefined) return hold(payment, target, now);
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

/** That it has left is written down before the download begins: the browser tells of its request by no event. */
function download(payment: Payment, target: Target, now: number): Next {
  return {
    payment: moveTo(payment, 'sent', now, { target, left: now }),
    effects: [
      ...(isWaiting(payment.state) ? LET_GO : []),
      { type: 'showInTab' },
      ...whenOver(payment),
      { type: 'download' },
      { type: 'redraw' },
      { type: 'badge', badge: 'busy' },
    ],
  };
}

const sendProof: Row<'sendProof'> = {
  to: GOING,
  next: (payment, { target }, now) => {
    // What was to be saved and was not goes with a request of the page, when the user sends it again.
    const { download: _, ...again } = target;
    return sendTo(payment, payment.state === 'proved' ? target : again, now);
  },
};

const downloadPressed: Row<'downloadPressed'> = {
  to: ['sent'],
  next: (payment, _, now) => {
    if (!mayDownload(payment)) throw new FareboxError('error_payment_state', payment.state, 'sent');
    return sendTo(payment, { ...payment.target, download: true }, now);
  },
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
const sendPressed = (state: PaymentState): Row<'sendPressed'> => ({
  to: isWaiting(state) ? [state, 'unknown'] : [state],
  next: (payment, { attached }, now) => {
    const waits = attached || payment.ending !== undefined;
    if (waits && isOnItsWay(payment)) return { payment, effects: [] };
    if (isWaiting(payment.state))
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
    const armed: readonly Effect[] = isWaiting(payment.state)
      ? [...LET_GO, { type: 'redraw' }]
      : [];
    return { payment: moveTo(payment, 'sent', now), effects: [...armed, ...whenOver(payment)] };
  },
};

/** The proof cannot be sent again: what became of it is not known here. */
export function pendingFailed(payment: Payment, now: number): Next {
  const after = moveTo(payment, 'unknown', now);
  return { payment: after, effects: [...whenOver(after), ...endBadge(after), { type: 'redraw' }] };
}

const attachFailed: Row<'attachFailed'> = {
  to: ['proved', 'sent', 'unknown'],
  next: (payment, { noTab }, now) => {
    if (isWaiting(payment.state)) return takenDown(payment, NOT_ATTACHED, now);
    const { ending } = payment;
    // The site has it and is settling; only the second time did not go out.
    if (ending?.kind === 'pending') return pendingFailed(payment, now);
    // What the record says is of the time before, of which nothing has been heard.
    if (noTab === true && ending?.kind !== 'not-attached') {
      const after = doubt(payment, now);
      return {
        payment: after,
        effects: [{ type: 'detach' }, ...whenOver(after), ...endBadge(after), { type: 'redraw' }],
      };
    }
    return {
      payment: withKnown(payment, { ending: NOT_ATTACHED }),
      effects: [{ type: 'detach' }, ...whenOver(payment), { type: 'redraw' }],
    };
  },
};

/** When the proof left, in whatever state the payment is by now. */
function proofLeft(state: PaymentState): Row<'proofLeft'> {
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
const UNDELIVERED = ['proved', ...WAITING, 'sent', 'refused', 'unknown'] as const;

/** The proof on its way to its page's request. */
export const sendRows: Rows<
  | 'sendProof'
  | 'sendPressed'
  | 'proofCopied'
  | 'downloadPressed'
  | 'attachFailed'
  | 'proofLeft'
  | 'proofWithheld'
  | 'sendOverdue'
> = {
  sendProof: {
    ...rowsFor(UNDELIVERED, () => sendProof),
    otherwise: 'refuse',
  },
  sendPressed: {
    ...rowsFor(UNDELIVERED, sendPressed),
    otherwise: 'refuse',
  },
  downloadPressed: {
    ...rowsFor(['proved', 'armed', 'unknown'], () => downloadPressed),
    otherwise: 'refuse',
  },
  proofCopied: {
    ...rowsFor(UNDELIVERED, () => proofCopied),
    otherwise: 'refuse',
  },
  attachFailed: { ...rowsFor(GOING, () => attachFailed), otherwise: 'ignore' },
  proofLeft: {
    ...rowsFor(WAITING, () => armedLeft),
    ...rowsFor(['sent', 'unknown', 'refused', 'settled'], proofLeft),
    otherwise: 'ignore',
  },
  proofWithheld: {
    ...rowsFor(WAITING, () => armedWithheld),
    sent: proofWithheld,
    otherwise: 'ignore',
  },
  sendOverdue: { sent: sendOverdue, otherwise: 'ignore' },
};
