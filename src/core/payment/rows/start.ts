import { isRepeatable } from '../../web/request-type.ts';
import type { Surroundings } from '../events.ts';
import { hasPaid, isByHand, mayTakeBack } from '../evidence.ts';
import type { Payment } from '../payment.ts';
import type { Next, Row, Rows } from '../row.ts';
import { doubt, moveTo } from '../step.ts';
import { answeredBy } from './answer.ts';
import { askWhenOver, lookUp } from './look-up.ts';
import { isInstant, unknownTo } from './pay.ts';
import { RUNWAY } from './sendable.ts';

/** ms: a consent older than this is not acted on any more without a new press. */
const FRESH = 60_000;
/** ms: what has been open for longer is looked up by its timer, and not at each start of the worker. */
const OLD = 60 * 60_000;

const NOTHING = (payment: Payment): Next => ({ payment, effects: [] });

/** A consent of the future is one from before the clock was set back: how old it is cannot be known. */
function isFresh({ history }: Payment, { there }: Surroundings, now: number): boolean {
  return there && Math.abs(now - (history.at(-1)?.at ?? 0)) < FRESH;
}

function isOver({ validUntil }: Payment, now: number): boolean {
  return validUntil !== undefined && now > validUntil;
}

/** An old payment has a timer that will ask: the worker starts often, and asks no one each time. */
function waitsForTimer({ history }: Payment, { hasTimer }: Surroundings, now: number): boolean {
  return hasTimer && now - (history.at(-1)?.at ?? 0) > OLD;
}

function lookUpIf(over: boolean, payment: Payment, { loading }: Surroundings, now: number): Next {
  if (over) return lookUp(payment, 'start', loading, now);
  return { payment, effects: askWhenOver(payment, now) };
}

/** No proof was ever written down, so none can have left. */
function interrupted(payment: Payment, now: number): Next {
  const ending = { kind: 'interrupted' } as const;
  return { payment: moveTo(payment, 'expired', now, { ending }), effects: [{ type: 'redraw' }] };
}

const approved: Row<'started'> = {
  to: ['approved', 'expired'],
  next: (payment, { around }, now) =>
    isFresh(payment, around, now)
      ? { payment, effects: [{ type: 'makeRequest' }] }
      : interrupted(payment, now),
};

/** What cannot be asked for twice is looked up: the wallet may have paid. */
const paying: Row<'started'> = {
  to: ['paying', 'unknown', 'expired'],
  next: (payment, { around }, now) => {
    const fresh = isFresh(payment, around, now);
    if (isInstant(payment) && !(fresh && around.repeatable)) {
      return lookUp(payment, 'start', around.loading, now);
    }
    // Its user may have agreed meanwhile, and the answer went with the worker.
    if (!around.repeatable) return unknownTo(payment, { kind: 'interrupted' }, now);
    if (!fresh) return interrupted(payment, now);
    return { payment, effects: [{ type: 'askWallet', again: true }] };
  },
};

/** What is paid for is opened while its page is there; a signature that is old waits for a press. */
const proved: Row<'started'> = {
  to: ['proved', 'expired'],
  next: (payment, { around }, now) => {
    if (isOver(payment, now)) return { payment: moveTo(payment, 'expired', now), effects: [] };
    const { quote, ending, validUntil = Number.POSITIVE_INFINITY } = payment;
    const goes = isFresh(payment, around, now) || (hasPaid(payment) && around.there);
    // One that was taken down waits for a press.
    const may = goes && ending === undefined && isRepeatable(quote.method);
    if (!may || validUntil - now < RUNWAY) return NOTHING(payment);
    return { payment, effects: [{ type: 'findTarget', onlyThere: false }] };
  },
};

/**
 * Chrome's rule keeps the proof while the worker sleeps, and the answer to it wakes the worker; nothing keeps it when the
 * browser itself was started again.
 */
const armed: Row<'started'> = {
  to: ['armed', 'unknown'],
  next: (payment, { around }, now) => {
    const { armedUntil = now } = payment;
    if (around.attached) {
      return { payment, effects: [{ type: 'setTimer', timer: 'arm', at: armedUntil }] };
    }
    // The worker may have died before it attached the proof, or after it had left: no one heard the answer.
    const after = doubt(payment, now);
    if (isFresh(payment, around, now) && armedUntil > now) {
      return { payment: after, effects: [{ type: 'findTarget', onlyThere: false }] };
    }
    return {
      payment: after,
      effects: [
        { type: 'clearTimer', timer: 'arm' },
        ...lookUpIf(isOver(after, now), after, around, now).effects,
        { type: 'redraw' },
      ],
    };
  },
};

/** The call that waited for its answer went with the worker: what it was told no one knows. */
const held: Row<'started'> = {
  to: ['unknown'],
  next: (payment, { around }, now) => {
    const { target, ...rest } = payment;
    const { call: _, ...without } = target;
    const after = doubt({ ...rest, target: without } as Payment, now);
    const { effects } = lookUpIf(isOver(after, now), after, around, now);
    return {
      payment: after,
      effects: [
        { type: around.mayHaveLeft ? 'disarm' : 'detach' },
        { type: 'clearTimer', timer: 'arm' },
        ...effects,
        { type: 'redraw' },
      ],
    };
  },
};

const sent: Row<'started'> = {
  to: ['sent', 'settled', 'refused', 'unknown'],
  next: (payment, { around, missed }, now) => {
    const over = isOver(payment, now);
    if (isByHand(payment)) return lookUpIf(over, payment, around, now);
    const { effects, ...rest } = sentByUs(payment, around, missed, over, now);
    // It has left: whatever the browser's rule still does would send it a second time.
    const left = payment.left !== undefined;
    return { ...rest, effects: [...(left ? ([{ type: 'disarm' }] as const) : []), ...effects] };
  },
};

function sentByUs(
  payment: Payment,
  around: Surroundings,
  missed: Parameters<typeof answeredBy>[1] | undefined,
  over: boolean,
  now: number,
): Next {
  const { left, ending } = payment;
  // Its request may be on its way just now: the answer will tell.
  if ((around.loading && around.mayHaveLeft) || around.downloading) return NOTHING(payment);
  if (missed !== undefined) return answeredBy(payment, missed, now);
  const neverWent = left === undefined && ending === undefined && !around.mayHaveLeft;
  if (neverWent && isFresh(payment, around, now)) {
    // Written down as sent, but the request never went: the worker died in between.
    return { payment, effects: [{ type: 'detach' }, { type: 'findTarget', onlyThere: false }] };
  }
  if (ending?.kind === 'pending') {
    return around.hasTimer
      ? NOTHING(payment)
      : { payment, effects: [{ type: 'setTimer', timer: 'pending', at: now }] };
  }
  // A page that has loaded has answered: no one was awake to hear it.
  if (!around.attached || over || !around.loading) {
    return lookUp(payment, 'start', around.loading, now);
  }
  return NOTHING(payment);
}

/** Ecash that was refused belongs in the wallet. */
const refused: Row<'started'> = {
  to: ['refused'],
  next: (payment, { around }, now) => {
    if (mayTakeBack(payment)) {
      return { payment, effects: [{ type: 'detach' }, { type: 'takeBack' }] };
    }
    if (waitsForTimer(payment, around, now)) return NOTHING(payment);
    return lookUpIf(isOver(payment, now), payment, around, now);
  },
};

const unknown: Row<'started'> = {
  to: ['sent', 'settled', 'refused', 'unknown'],
  next: (payment, { around, missed }, now) => {
    if (missed !== undefined) return answeredBy(payment, missed, now);
    if (waitsForTimer(payment, around, now)) return NOTHING(payment);
    const over = isOver(payment, now) || payment.proof === undefined;
    return lookUpIf(over, payment, around, now);
  },
};

/**
 * The worker has started, perhaps after it was killed. What was consented to a moment ago goes on with the same request
 * and the same proof; what is older waits for a press; what no one can use any more ends.
 */
export const startRows: Rows<'started'> = {
  started: { approved, paying, proved, armed, held, sent, refused, unknown, otherwise: 'ignore' },
};
