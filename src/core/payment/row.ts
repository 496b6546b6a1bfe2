import type { Effect, EventType, PaymentEvent } from './events.ts';
import type { Payment, PaymentState } from './payment.ts';

/** What a step makes of a payment, and what is to be done after it is written down. */
export type Next = { readonly payment: Payment; readonly effects: readonly Effect[] };

export type Row<Type extends EventType> = {
  /** The states that the step may lead to. */
  readonly to: readonly PaymentState[];
  /** `payment` is in a state of this row; `now` in ms. Pure. Throws a FareboxError where the event must not happen. */
  next(payment: Payment, event: Extract<PaymentEvent, { type: Type }>, now: number): Next;
};

/** The row of an event for each of these states. */
export function rowsFor<Type extends EventType>(
  states: readonly PaymentState[],
  row: (state: PaymentState) => Row<Type>,
): { readonly [State in PaymentState]?: Row<Type> } {
  return Object.fromEntries(states.map((state) => [state, row(state)]));
}

/** What an event does, by the state that the payment is in. */
export type Rows<Type extends EventType> = {
  readonly [Each in Type]: {
    readonly [State in PaymentState]?: Row<Each>;
  } & {
    /** An event of states that are not listed: `ignore` what only tells something, `refuse` what the user asked for. */
    readonly otherwise: 'ignore' | 'refuse';
  };
};
