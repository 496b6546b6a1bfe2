import { FareboxError } from '../errors.ts';
import { mayClose, mayTakeBack } from './evidence.ts';
import type { PaymentState } from './payment.ts';
import type { Row, Rows } from './row.ts';
import { endAs } from './rows-look-up.ts';
import { withKnown } from './step.ts';

/** The proof is taken down first, so that it cannot leave while the mint takes its money back. */
const takeBackPressed = (state: PaymentState): Row<'takeBackPressed'> => ({
  to: [state],
  next: (payment) => {
    if (!mayTakeBack(payment)) throw new FareboxError('error_payment_state', state, 'expired');
    return { payment, effects: [{ type: 'detach' }, { type: 'takeBack' }] };
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
    proved: takeBackPressed('proved'),
    sent: takeBackPressed('sent'),
    refused: takeBackPressed('refused'),
    unknown: takeBackPressed('unknown'),
    otherwise: 'refuse',
  },
  takenBack: {
    proved: takenBack,
    sent: takenBack,
    refused: takenBack,
    unknown: takenBack,
    otherwise: 'ignore',
  },
  givenUp: {
    sent: givenUp('sent'),
    refused: givenUp('refused'),
    unknown: givenUp('unknown'),
    otherwise: 'refuse',
  },
  looked: {
    approved: looked('approved'),
    paying: looked('paying'),
    proved: looked('proved'),
    sent: looked('sent'),
    settled: looked('settled'),
    refused: looked('refused'),
    expired: looked('expired'),
    unknown: looked('unknown'),
    otherwise: 'ignore',
  },
};
