import { FareboxError } from '../../errors.ts';
import { mayClose, mayTakeBack } from '../evidence.ts';
import { isWaiting, type PaymentState, STATES, WAITING } from '../payment.ts';
import { type Row, type Rows, rowsFor } from '../row.ts';
import { doubt, withKnown } from '../step.ts';
import { endAs } from './look-up.ts';

/** The proof is taken down first, so that it cannot leave while the mint takes its money back. */
const takeBackPressed = (state: PaymentState): Row<'takeBackPressed'> => ({
  to: isWaiting(state) ? ['unknown'] : [state],
  next: (payment, _, now) => {
    if (!mayTakeBack(payment)) throw new FareboxError('error_payment_state', state, 'expired');
    const after = isWaiting(state) ? doubt(payment, now) : payment;
    return { payment: after, effects: [{ type: 'detach' }, { type: 'takeBack' }] };
  },
});

/** `spent`: the site had used the token after all. */
const takenBack: Row<'takenBack'> = {
  to: ['settled', 'expired'],
  next: (payment, { result }, now) =>
    result === 'taken' ? endAs(payment, 'expired', now, true) : endAs(payment, 'settled', now),
};

const givenUp = (state: PaymentState): Row<'givenUp'> => ({
  to: ['settled'],
  next: (payment, _, now) => {
    if (!mayClose(payment)) throw new FareboxError('error_payment_state', state, 'settled');
    return endAs(withKnown(payment, { looked: now }), 'settled', now);
  },
});

const looked = (state: PaymentState): Row<'looked'> => ({
  to: [state],
  next: (payment, _, now) => ({ payment: withKnown(payment, { looked: now }), effects: [] }),
});

/** What the user presses when a payment has not opened its page. */
export const pressRows: Rows<'takeBackPressed' | 'takenBack' | 'givenUp' | 'looked'> = {
  takeBackPressed: {
    ...rowsFor(['proved', ...WAITING, 'sent', 'refused', 'unknown'], takeBackPressed),
    otherwise: 'refuse',
  },
  takenBack: {
    ...rowsFor(['proved', ...WAITING, 'sent', 'refused', 'unknown'], () => takenBack),
    otherwise: 'ignore',
  },
  givenUp: {
    ...rowsFor(['sent', 'refused', 'unknown'], givenUp),
    otherwise: 'refuse',
  },
  looked: {
    ...rowsFor(STATES, looked),
    otherwise: 'ignore',
  },
};
