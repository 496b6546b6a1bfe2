import type { Effect } from '../events.ts';
import {
  type Ending,
  isWaiting,
  type Payment,
  type PaymentState,
  type Target,
} from '../payment.ts';
import type { Next, Row, Rows } from '../row.ts';
import { doubt, moveTo, withKnown } from '../step.ts';
import { RUNWAY, whenOver } from './sendable.ts';

/** ms: for so long a proof waits for a request that the page or the user has to make again. */
const ARM_TIME = 10 * 60_000;

/** ms: after which a proof that has left should have its answer. */
export const SEND_TIME = 45_000;

export const NOT_ATTACHED = { kind: 'not-attached' } as const;
export const NO_REQUEST = { kind: 'not-attached', noRequest: true } as const;

/** ms: until when the proof waits for its request. */
function armedUntil({ validUntil }: Payment, now: number): number {
  const most = now + ARM_TIME;
  return validUntil === undefined ? most : Math.min(most, validUntil - RUNWAY);
}

/** The step to `armed`. `setAgain`: Farebox has an element of the page ask once more. */
export function arm(payment: Payment, target: Target, setAgain: boolean, now: number): Next {
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

/** The step to `held`: the page's call is told to repeat itself once the proof is there for it. */
export function hold(payment: Payment, target: Target, now: number): Next {
  const until = now + SEND_TIME;
  return {
    payment: moveTo(payment, 'held', now, { target, armedUntil: until }),
    effects: [
      { type: 'attach' },
      { type: 'showInTab' },
      { type: 'setTimer', timer: 'arm', at: until },
      { type: 'release' },
      { type: 'redraw' },
      { type: 'badge', badge: 'busy' },
    ],
  };
}

/**
 * Whether the proof may have left before the browser was given it last. It has not where each time that it waited in the
 * browser began and ended with the proof at rest (`proved`): from every other state (`sent`, `unknown`, `refused`, armed
 * again because the browser did not hold it any more) it may have gone. What scripts of the page have seen has.
 */
function mayHaveLeftBefore({ history, seen }: Payment): boolean {
  if (seen === true) return true;
  const first = history.findIndex(({ state }) => state === 'proved');
  const since = history.slice(first + 1).map(({ state }) => state);
  return since.some((state, at) => (at % 2 === 0 ? !isWaiting(state) : state !== 'proved'));
}

/** The browser does not hold the proof any more: no request takes it, and no time ends its waiting. */
export const LET_GO: readonly Effect[] = [{ type: 'detach' }, { type: 'clearTimer', timer: 'arm' }];

/** The payment has left `armed` or `held` otherwise than with a request. */
function ended(after: Payment): Next {
  return { payment: after, effects: [...LET_GO, ...whenOver(after), { type: 'redraw' }] };
}

/**
 * The proof is taken down, and certainly did not leave with this request: it waits for a press. One that may have left
 * before is still as unknown as it was.
 */
export function takenDown(payment: Payment, ending: Ending, now: number): Next {
  const state = mayHaveLeftBefore(payment) ? 'unknown' : 'proved';
  return ended(moveTo(payment, state, now, { ending }));
}

/** The request for which the proof waited has taken it along. */
export const armedLeft: Row<'proofLeft'> = {
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

export const armedWithheld: Row<'proofWithheld'> = {
  to: ['proved', 'unknown'],
  next: (payment, _, now) => takenDown(payment, NOT_ATTACHED, now),
};

/**
 * Its time is over, or the user wants it back: it is taken down before anything is said of it, so that it cannot leave
 * after it was found to have stayed.
 */
const takeDown = (state: PaymentState) => ({
  to: [state],
  next: (payment: Payment): Next => ({ payment, effects: [{ type: 'takeDown' }] }),
});

const noElement: Row<'noElement'> = {
  to: ['armed'],
  next: (payment) => ({
    payment: withKnown(payment, { noElement: true }),
    effects: [{ type: 'redraw' }],
  }),
};

/** The proof has been taken down. Where it may have left unseen, what became of it is not known. */
const armOver: Row<'armOver'> = {
  to: ['proved', 'unknown'],
  next: (payment, { mayHaveLeft }, now) => {
    return mayHaveLeft ? ended(doubt(payment, now)) : takenDown(payment, NO_REQUEST, now);
  },
};

/** The call was told, and did not repeat itself: its page gave it up. The proof waits for the page to ask again. */
const heldOver: Row<'armOver'> = {
  to: ['proved', 'unknown'],
  next: (payment, event, now) => {
    const over = armOver.next(payment, event, now);
    if (event.mayHaveLeft) return over;
    return { ...over, effects: [...over.effects, { type: 'findTarget', onlyThere: true }] };
  },
};

const reloadPressed: Row<'reloadPressed'> = {
  to: ['armed'],
  next: (payment) => ({ payment, effects: [{ type: 'load' }] }),
};

/** The proof waiting for a request of the page. */
export const armRows: Rows<
  'armDue' | 'armOver' | 'takeDownPressed' | 'noElement' | 'reloadPressed'
> = {
  armDue: { armed: takeDown('armed'), held: takeDown('held'), otherwise: 'ignore' },
  armOver: { armed: armOver, held: heldOver, otherwise: 'ignore' },
  takeDownPressed: { armed: takeDown('armed'), otherwise: 'refuse' },
  noElement: { armed: noElement, otherwise: 'ignore' },
  reloadPressed: { armed: reloadPressed, otherwise: 'refuse' },
};
