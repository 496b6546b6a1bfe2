import { isInstantRail } from '../../offers/rail.ts';
import type { Effect, Made } from '../events.ts';
import { type Ending, type Payment, type Step, WAITING } from '../payment.ts';
import type { Next, Row, Rows } from '../row.ts';
import { moveTo } from '../step.ts';
import { sendTo } from './send.ts';
import { isSendable, whenOver } from './sendable.ts';

/** ms: how long a wallet that pays may take before it is looked up what became of it. */
const WALLET_TIME = 60_000;

/** The record's fields of a proof that was made. */
export function stepOf({ proof, validUntil, paid }: Made): Step {
  return {
    proof,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(paid === undefined ? {} : { paid }),
  };
}

export function isInstant({ quote }: Payment): boolean {
  return isInstantRail(quote.offer.rail?.kind);
}

/** A worker that dies while its wallet pays is woken to look up what became of it. */
function timeOut(payment: Payment, now: number): readonly Effect[] {
  return isInstant(payment) ? [{ type: 'setTimer', timer: 'check', at: now + WALLET_TIME }] : [];
}

const requestMade: Row<'requestMade'> = {
  to: ['paying'],
  next: (payment, { request, room }, now) => ({
    payment: moveTo(payment, 'paying', now, { request, ...(room === undefined ? {} : { room }) }),
    effects: [...timeOut(payment, now), { type: 'askWallet', again: false }],
  }),
};

const requestFailed: Row<'requestFailed'> = {
  to: ['refused'],
  next: (payment, { error, detail }, now) => ({
    payment: moveTo(payment, 'refused', now, { ending: walletEnding(error, detail) }),
    effects: [{ type: 'leaveRoom' }, { type: 'redraw' }],
  }),
};

function walletEnding(error: string, detail: readonly string[]) {
  return { kind: 'wallet', error, ...(detail.length > 0 ? { detail } : {}) } as const;
}

/** What is kept of a wallet's proof. */
export const kept: readonly Effect[] = [
  { type: 'keepPass', good: false },
  { type: 'keepPreimage' },
  { type: 'forgetBalances' },
];

/**
 * The proof is written down in the same step in which it may leave: nothing outside happens between the two, and each
 * write that the request waits for costs time.
 */
const walletPaid: Row<'walletPaid'> = {
  to: ['proved', ...WAITING, 'sent', 'unknown'],
  next: (payment, event, now) => {
    const seen = event.seen === true ? ({ seen: true } as const) : {};
    const proved = moveTo(payment, 'proved', now, { ...stepOf(event), ...seen });
    const over: readonly Effect[] = isInstant(payment)
      ? [{ type: 'clearTimer', timer: 'check' }]
      : [];
    if (event.target === undefined || !isSendable(proved, now)) {
      // It need not leave by us: whether it was used is asked of the chain, and it can still be sent.
      if (event.seen === true) return unknownTo(proved, { kind: 'not-attached' }, now);
      return {
        payment: proved,
        effects: [...over, ...kept, ...aside(proved), { type: 'redraw' }],
      };
    }
    const sent = sendTo(proved, event.target, now);
    return { payment: sent.payment, effects: [...kept, ...sent.effects, ...over] };
  },
};

/** What no page can make again is no load of a tab: the popup shows its proof, to be copied. */
function aside({ quote }: Payment): readonly Effect[] {
  return quote.method === 'GET' ? [] : [{ type: 'showInTab' }];
}

/**
 * A signature that others may have: it counts as spent, and the chain is asked once its time is over. Until then the
 * address is being paid.
 */
export function unknownTo(payment: Payment, ending: Ending, now: number): Next {
  const { request } = payment;
  const asked = request?.rail === 'eip3009' ? request : undefined;
  const end = asked === undefined ? {} : { validUntil: Number(asked.message.validBefore) * 1000 };
  const after = moveTo(payment, 'unknown', now, { ending, ...end });
  return {
    payment: after,
    effects: [...whenOver(after), { type: 'leaveRoom' }, { type: 'redraw' }],
  };
}

const walletFailed: Row<'walletFailed'> = {
  to: ['refused', 'unknown', 'settled'],
  next: (payment, { moved, error, detail, answer, seen }, now): Next => {
    const ending = walletEnding(error, detail);
    const instant = isInstant(payment);
    const after: readonly Effect[] = [{ type: 'leaveRoom' }, { type: 'redraw' }];
    const over: readonly Effect[] = instant ? [{ type: 'clearTimer', timer: 'check' }] : [];
    if (moved === 'unsure' && seen === true && !instant) return unknownTo(payment, ending, now);
    if (moved === 'unsure' && instant) {
      const given = answer === undefined ? {} : { answer };
      return {
        payment: moveTo(payment, 'unknown', now, { ending, ...given }),
        effects: [...timeOut(payment, now), ...after],
      };
    }
    if (moved === 'yes') {
      const effects: readonly Effect[] = [...over, { type: 'forgetBalances' }, ...after];
      return { payment: moveTo(payment, 'settled', now, { ending }), effects };
    }
    return { payment: moveTo(payment, 'refused', now, { ending }), effects: [...over, ...after] };
  },
};

/** From consent to proof. */
export const payRows: Rows<'requestMade' | 'requestFailed' | 'walletPaid' | 'walletFailed'> = {
  requestMade: { approved: requestMade, otherwise: 'refuse' },
  requestFailed: { approved: requestFailed, otherwise: 'ignore' },
  walletPaid: { paying: walletPaid, otherwise: 'ignore' },
  walletFailed: { paying: walletFailed, otherwise: 'ignore' },
};
