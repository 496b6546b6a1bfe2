import { FareboxError } from '../../errors.ts';
import type { Effect } from '../events.ts';
import { isOnItsWay } from '../evidence.ts';
import type { Payment, Target } from '../payment.ts';
import { type Next, type Row, type Rows, rowsFor } from '../row.ts';
import { moveTo, withKnown } from '../step.ts';
import { badgeOf } from '../summary.ts';

/** ms: a proof with less life than this is not sent: the server's check would come too late. */
export const RUNWAY = 8_000;
/** ms: after a proof's end, how long until the chain's own clock has surely passed it. */
export const CHAIN_CLOCK = 65_000;
/** ms: after which a proof should have left with its page's request. */
const SEND_TIME = 45_000;

/** Whether a proof can still go: it is there, its request can be repeated, and its time is not over. Throws why not. */
export function checkSendable({ proof, quote, state }: Payment, now: number): void {
  if (proof === undefined || quote.method !== 'GET') {
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

/** The step to `sent`: that the proof may have left is written down before it can. */
export function sendTo(payment: Payment, target: Target, now: number): Next {
  checkSendable(payment, now);
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

const sendProof: Row<'sendProof'> = {
  to: ['sent'],
  next: (payment, { target }, now) => sendTo(payment, target, now),
};

/**
 * The press may come from a popup that was drawn before the proof went out: then the answer is on its way, and a second
 * load would cut it off, after which the site refuses the proof as used.
 */
const sendPressed = (state: Payment['state']): Row<'sendPressed'> => ({
  to: [state],
  next: (payment, { attached }, now) => {
    const waits = attached || payment.ending !== undefined;
    if (waits && isOnItsWay(payment)) return { payment, effects: [] };
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
    return { payment: moveTo(payment, 'sent', now), effects: whenOver(payment) };
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

const attachFailed: Row<'attachFailed'> = {
  to: ['sent', 'unknown'],
  next: (payment, _, now) => {
    // The site has it and is settling; only the second time did not go out.
    if (payment.ending?.kind === 'pending') return pendingFailed(payment, now);
    return {
      payment: withKnown(payment, { ending: { kind: 'not-attached' } }),
      effects: [{ type: 'detach' }, ...whenOver(payment), { type: 'redraw' }],
    };
  },
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
    payment: withKnown(payment, { ending: { kind: 'not-attached' } }),
    effects: [{ type: 'redraw' }],
  }),
};

/** The page that should have sent the proof did not ask again: the proof waits for a press. */
const sendOverdue: Row<'sendOverdue'> = {
  to: ['sent'],
  next: (payment, { mayHaveLeft }) => {
    if (payment.ending !== undefined || payment.quote.method !== 'GET') {
      return { payment, effects: [] };
    }
    // The worker may have died after the proof left and before it took the rule down.
    if (payment.left !== undefined) {
      return { payment, effects: [{ type: 'disarm' }, ...whenOver(payment)] };
    }
    if (mayHaveLeft) return { payment, effects: [{ type: 'lookUp', by: 'timer' }] };
    return {
      payment: withKnown(payment, { ending: { kind: 'not-attached', noRequest: true } }),
      effects: [{ type: 'detach' }, ...whenOver(payment), { type: 'redraw' }],
    };
  },
};

/** The proof on its way to its page's request. */
export const sendRows: Rows<
  | 'sendProof'
  | 'sendPressed'
  | 'proofCopied'
  | 'attachFailed'
  | 'proofLeft'
  | 'proofWithheld'
  | 'sendOverdue'
> = {
  sendProof: {
    ...rowsFor(['proved', 'sent', 'refused', 'unknown'], () => sendProof),
    otherwise: 'refuse',
  },
  sendPressed: {
    ...rowsFor(['proved', 'sent', 'refused', 'unknown'], sendPressed),
    otherwise: 'refuse',
  },
  proofCopied: {
    ...rowsFor(['proved', 'sent', 'refused', 'unknown'], () => proofCopied),
    otherwise: 'refuse',
  },
  attachFailed: { sent: attachFailed, otherwise: 'ignore' },
  proofLeft: {
    ...rowsFor(['sent', 'unknown', 'refused', 'settled'], proofLeft),
    otherwise: 'ignore',
  },
  proofWithheld: { sent: proofWithheld, otherwise: 'ignore' },
  sendOverdue: { sent: sendOverdue, otherwise: 'ignore' },
};
