import { FareboxError } from '../errors.ts';
import type { EventType, PaymentEvent } from './events.ts';
import type { Payment } from './payment.ts';
import type { Next, Row, Rows } from './row.ts';
import { answerRows } from './rows/answer.ts';
import { armRows } from './rows/arm.ts';
import { lookUpRows } from './rows/look-up.ts';
import { payRows } from './rows/pay.ts';
import { pressRows } from './rows/press.ts';
import { sendRows } from './rows/send.ts';
import { startRows } from './rows/start.ts';

/** Every step that a payment can take. `docs/payment-states.md` is drawn from it. */
export const TABLE: Rows<EventType> = {
  ...payRows,
  ...sendRows,
  ...armRows,
  ...answerRows,
  ...lookUpRows,
  ...pressRows,
  ...startRows,
};

/**
 * The one place where a payment moves from state to state: the record after an event, and the effects that follow once
 * it is on disk. Pure; `now` in ms. Throws `error_payment_state` for what the user may not ask for in this state (and
 * what a row throws); an event that only tells something is no step in other states, and changes nothing.
 */
export function next(payment: Payment, event: PaymentEvent, now: number): Next {
  const rows = TABLE[event.type];
  const row = rows[payment.state] as Row<EventType> | undefined;
  if (row === undefined) {
    if (rows.otherwise === 'ignore') return { payment, effects: [] };
    throw new FareboxError('error_payment_state', payment.state, event.type);
  }
  const step = row.next(payment, event, now);
  if (!row.to.includes(step.payment.state)) {
    throw new FareboxError('error_payment_state', payment.state, step.payment.state);
  }
  return step;
}
