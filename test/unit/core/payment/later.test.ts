import { describe, expect, test } from 'vitest';
import { next, type Payment, type PaymentEvent } from '../../../../src/core/payment/index.ts';
import { CALL, END, made, NOW, stepOf, walk } from '../../../support/payment-at.ts';

// What is asked of chain, wallet and mint, what the user presses, and what a start of the worker goes on with.

type Row = [string, Payment, PaymentEvent, string, number?];
const holds = (rows: Row[]) =>
  test.each(rows)('%s', (_, payment, event, step, now) => {
    expect(stepOf(payment, event, now)).toBe(step);
  });

const sent = (more: object = {}) => walk('eip3009', 'paying proved sent', more);
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a look-up', () => {
  const found = (what: 'paid' | 'unpaid' | 'unknown', by = 'timer', loading = false) =>
    ({ type: 'lookedUp', found: what, by, loading }) as PaymentEvent;
  const PAID = 'keepPreimage, detach, clearTimer check, forgetBalances, redraw';
  const asked = walk('lightning', 'paying unknown');
  holds([
    ['finds that it was paid', sent(), found('paid'), `settled, ${PAID}`],
    ['finds that it was not paid', sent(), found('unpaid'), `expired, ${PAID}`],
    [
      'finds that what waits was paid',
      walk('eip3009', 'paying proved armed'),
      found('paid'),
      'settled, keepPreimage, detach, clearTimer check, clearTimer arm, forgetBalances, redraw',
    ],
    [
      'finds nothing, before the end',
      sent(),
      found('unknown'),
      'unknown, detach, setTimer check +125s, redraw',
    ],
    [
      'finds nothing, while the page loads',
      sent(),
      found('unknown', 'timer', true),
      'unknown, disarm, setTimer check +125s, redraw',
    ],
    [
      'finds nothing, of a picture',
      sent({ left: NOW, target: { ...CALL, type: 'image' } }),
      found('unknown'),
      'unknown, disarm, setTimer check +125s, redraw',
    ],
    ['finds nothing, after a press', sent(), found('unknown', 'press'), 'sent'],
    [
      'finds nothing of what was not attached',
      sent({ ending: { kind: 'not-attached' } }),
      found('unknown'),
      'sent, setTimer check +125s',
    ],
    [
      'finds nothing of what the user sends',
      sent({ target: CALL }),
      found('unknown'),
      'sent, setTimer check +125s',
    ],
    [
      'finds nothing of what is refused',
      walk('eip3009', 'paying proved sent refused'),
      found('unknown'),
      'refused, setTimer check +125s',
    ],
    [
      'finds nothing while the wallet pays',
      walk('lightning', 'paying'),
      found('unknown'),
      'unknown, setTimer check +30s, redraw',
    ],
    [
      'finds nothing of what no wallet told of',
      asked,
      found('unknown'),
      'unknown, setTimer check +30s',
    ],
    [
      'finds nothing, at the end',
      walk('eip3009', 'paying proved sent unknown'),
      found('unknown'),
      'unknown, setTimer check +30s',
      END,
    ],
    [
      'finds nothing, two minutes after',
      walk('eip3009', 'paying proved sent unknown'),
      found('unknown'),
      'unknown, setTimer check +60s',
      NOW + 2 * MINUTE,
    ],
    [
      'finds nothing, after two hours',
      asked,
      found('unknown'),
      'unknown, setTimer check +3600s',
      NOW + 2 * HOUR,
    ],
    [
      'finds nothing, after a year',
      asked,
      found('unknown'),
      'unknown, setTimer check +86400s',
      NOW + 365 * DAY,
    ],
    [
      'finds nothing of a signature that others may have, before its end',
      walk('eip3009', 'paying unknown', { validUntil: END }),
      found('unknown'),
      'unknown, setTimer check +125s',
    ],
    [
      'finds nothing of a signature that others may have, after its end',
      walk('eip3009', 'paying unknown', { validUntil: END }),
      found('unknown'),
      'unknown, setTimer check +60s',
      NOW + 2 * MINUTE,
    ],
    [
      'finds nothing of such a signature, at a start a year later',
      walk('eip3009', 'paying unknown', { validUntil: END }),
      found('unknown', 'start'),
      'unknown, setTimer check +86400s',
      NOW + 365 * DAY,
    ],
    [
      'finds nothing of what the wallet refused',
      walk('lightning', 'paying refused'),
      found('unknown'),
      'refused',
    ],
    [
      'finds nothing of a preimage that is there',
      walk('lightning', 'paying proved sent unknown'),
      found('unknown'),
      'unknown',
    ],
  ]);

  test('says how the payment ended', () => {
    const ended = (payment: Payment, what: 'paid' | 'unpaid') =>
      next(payment, found(what), NOW + 1).payment;
    expect(ended(sent(), 'paid').ending).toEqual({ kind: 'interrupted' });
    const refused = { ending: { kind: 'refused', reason: 'no' } };
    expect(ended(sent(refused), 'paid').ending).toEqual(refused.ending);
    expect(ended(sent(), 'unpaid')).not.toHaveProperty('ending');
    expect(ended(sent(), 'unpaid')).not.toHaveProperty('returned');
    // A proof that was used without a request of ours had left all the same.
    for (const state of ['proved', 'proved armed', 'proved held']) {
      const states = (what: 'paid' | 'unpaid') =>
        ended(walk('eip3009', `paying ${state}`), what)
          .history.slice(-2)
          .map((each) => each.state);
      expect(states('paid')).toEqual(['sent', 'settled']);
      expect(states('unpaid').at(0)).not.toBe('sent');
    }
    expect(ended(walk('eip3009', 'paying proved sent unknown'), 'paid').history.at(-2)?.state).toBe(
      'unknown',
    );
  });

  const proofFound = (by: 'timer' | 'press'): PaymentEvent => ({
    type: 'proofFound',
    by,
    ...made('lightning'),
  });
  const form = { ...asked, quote: { ...asked.quote, method: 'TRACE' } };
  holds([
    [
      'finds the proof',
      asked,
      proofFound('timer'),
      'proved, clearTimer check, keepPass, keepPreimage, forgetBalances, redraw, findTarget onlyThere',
    ],
    [
      'finds the proof by a press',
      asked,
      proofFound('press'),
      'proved, clearTimer check, keepPass, keepPreimage, forgetBalances, redraw, findTarget',
    ],
    [
      'finds the proof of what no page repeats',
      form,
      proofFound('press'),
      'proved, clearTimer check, keepPass, keepPreimage, forgetBalances, redraw, showInTab',
    ],
    ['is due', sent(), { type: 'checkDue' }, 'sent, lookUp timer'],
    [
      'is due of a wallet that has answered',
      walk('lightning', 'paying proved sent'),
      { type: 'checkDue' },
      'sent',
    ],
    [
      'is due of a wallet that has not answered',
      walk('lightning', 'paying'),
      { type: 'checkDue' },
      'paying, lookUp timer',
    ],
    ['is due of a wallet that signs', walk('eip3009', 'paying'), { type: 'checkDue' }, 'paying'],
    ['is wanted by the user', sent(), { type: 'checkPressed' }, 'sent, lookUp press'],
    [
      'is wanted of a preimage, which says all',
      walk('lightning', 'paying proved sent unknown'),
      { type: 'checkPressed' },
      'unknown',
    ],
    [
      'is wanted of what has ended',
      walk('eip3009', 'paying proved sent settled'),
      { type: 'checkPressed' },
      'settled',
    ],
  ]);
});

test.each<[string, Payment, string]>([
  ['while the wallet pays', walk('lightning', 'paying'), 'paying, lookUp press'],
  ['while the wallet signs', walk('eip3009', 'paying'), 'paying'],
  ['at rest', walk('eip3009', 'paying proved'), 'proved, lookUp press'],
  ['while it waits', walk('eip3009', 'paying proved armed'), 'armed, lookUp press'],
  ['while its call waits', walk('eip3009', 'paying proved held'), 'held, lookUp press'],
  ['once it was sent', sent(), 'sent, lookUp press'],
  ['once it is refused', walk('eip3009', 'paying proved sent refused'), 'refused, lookUp press'],
  ['while it is not known', walk('eip3009', 'paying unknown'), 'unknown, lookUp press'],
  ['once it is settled', walk('eip3009', 'paying proved sent settled'), 'settled'],
  ['once it is over', walk('eip3009', 'paying proved expired'), 'expired'],
])('a payment is looked up by a press %s', (_, payment, step) => {
  expect(stepOf(payment, { type: 'checkPressed' })).toBe(step);
});

describe('the user', () => {
  const ecash = (states: string) => walk('ecash', states);
  const back: PaymentEvent = { type: 'takeBackPressed' };
  const ENDED = 'keepPreimage, detach, clearTimer check, forgetBalances, redraw';
  holds([
    [
      'has ecash back that was refused',
      ecash('paying proved sent refused'),
      back,
      'refused, detach, takeBack',
    ],
    ['has ecash back that was not sent', ecash('paying proved'), back, 'proved, detach, takeBack'],
    ['has ecash back that waits', ecash('paying proved armed'), back, 'unknown, detach, takeBack'],
    [
      'got ecash back',
      ecash('paying proved sent refused'),
      { type: 'takenBack', result: 'taken' },
      `expired, ${ENDED}`,
    ],
    [
      'got no ecash back that was spent',
      ecash('paying proved sent refused'),
      { type: 'takenBack', result: 'spent' },
      `settled, ${ENDED}`,
    ],
    [
      'leaves it at that',
      walk('lightning', 'paying proved sent refused'),
      { type: 'givenUp' },
      `settled, ${ENDED}`,
    ],
    ['has looked', walk('lightning', 'paying proved sent refused'), { type: 'looked' }, 'refused'],
  ]);

  test('is told where ecash cannot be had back, and where a payment goes on', () => {
    const refused = walk('eip3009', 'paying proved sent refused');
    expect(() => next(refused, back, NOW)).toThrow('error_payment_state: refused, expired');
    expect(() => next(refused, { type: 'givenUp' }, NOW)).toThrow(
      'error_payment_state: refused, settled',
    );
  });

  test('is remembered to have looked, and the money to have come back', () => {
    const refused = walk('lightning', 'paying proved sent refused');
    expect(next(refused, { type: 'looked' }, NOW + 5).payment.looked).toBe(NOW + 5);
    expect(next(refused, { type: 'givenUp' }, NOW + 5).payment.looked).toBe(NOW + 5);
    const taken = (result: 'taken' | 'spent') =>
      next(ecash('paying proved sent refused'), { type: 'takenBack', result }, NOW).payment;
    expect(taken('taken').returned).toBe(true);
    expect(taken('spent')).not.toHaveProperty('returned');
  });
});

describe('a start of the worker', () => {
  const around = {
    there: true,
    loading: false,
    downloading: false,
    attached: false,
    mayHaveLeft: false,
    repeatable: false,
    hasTimer: false,
  };
  const started = (change: Partial<typeof around> = {}, missed?: object): PaymentEvent =>
    ({
      type: 'started',
      around: { ...around, ...change },
      ...(missed && { missed }),
    }) as PaymentEvent;
  const SOON = NOW + MINUTE - 1;
  const LATE = NOW + MINUTE;
  const armed = walk('lightning', 'paying proved armed', { armedUntil: NOW + 600_000 });
  const signed = walk('eip3009', 'paying proved');
  holds([
    [
      'asks for the request of a fresh consent',
      walk('lightning', ''),
      started(),
      'approved, makeRequest',
      SOON,
    ],
    ['ends a consent of a minute ago', walk('lightning', ''), started(), 'expired, redraw', LATE],
    [
      'ends a consent of the future',
      walk('lightning', ''),
      started(),
      'expired, redraw',
      NOW - MINUTE,
    ],
    [
      'keeps a consent of the next seconds',
      walk('lightning', ''),
      started(),
      'approved, makeRequest',
      NOW - SECOND,
    ],
    [
      'ends a consent whose tab is gone',
      walk('lightning', ''),
      started({ there: false }),
      'expired, redraw',
    ],

    [
      'asks a wallet again that pays once',
      walk('lightning', 'paying'),
      started({ repeatable: true }),
      'paying, askWallet again',
    ],
    [
      'looks up what a wallet may have paid',
      walk('lightning', 'paying'),
      started(),
      'paying, lookUp start',
    ],
    [
      'looks up what is not fresh',
      walk('lightning', 'paying'),
      started({ repeatable: true }),
      'paying, lookUp start',
      LATE,
    ],
    [
      'asks for a signature again',
      walk('eip3009', 'paying'),
      started({ repeatable: true }),
      'paying, askWallet again',
    ],
    [
      'ends a signature that is not fresh',
      walk('eip3009', 'paying'),
      started({ repeatable: true }),
      'expired, redraw',
      LATE,
    ],
    [
      'doubts a signature that another wallet may have given',
      walk('eip3009', 'paying'),
      started(),
      'unknown, setTimer check +125s, leaveRoom, redraw',
    ],

    ['opens what is paid for', signed, started(), 'proved, findTarget'],
    [
      'opens it by a signature with eight seconds left',
      signed,
      started(),
      'proved, findTarget',
      END - 8_000,
    ],
    ['opens it not by a signature with less left', signed, started(), 'proved', END - 7_999],
    [
      'opens what money paid for, also late',
      walk('lightning', 'paying proved'),
      started(),
      'proved, findTarget',
      NOW + DAY,
    ],
    [
      'opens not what money paid for, whose tab is gone',
      walk('lightning', 'paying proved'),
      started({ there: false }),
      'proved',
    ],
    [
      'opens not what was taken down',
      walk('lightning', 'paying proved', { ending: { kind: 'not-attached' } }),
      started(),
      'proved',
    ],
    [
      'opens not what no page can ask for again',
      { ...signed, quote: { ...signed.quote, method: 'TRACE' } },
      started(),
      'proved',
    ],
    ['keeps a signature until its end', signed, started(), 'proved', END],
    ['ends a signature after its end', signed, started(), 'expired', END + 1],

    [
      'lets a proof wait that the browser has',
      armed,
      started({ attached: true }),
      'armed, setTimer arm +600s',
    ],
    ['sends a proof again that the browser lost', armed, started(), 'unknown, findTarget', SOON],
    [
      'doubts a proof that the browser lost long ago',
      armed,
      started(),
      'unknown, clearTimer arm, redraw',
      LATE,
    ],
    [
      'doubts a proof whose waiting is over',
      { ...armed, armedUntil: NOW },
      started(),
      'unknown, clearTimer arm, redraw',
    ],
    [
      'looks up a signature that waited too long',
      walk('eip3009', 'paying proved armed', { armedUntil: NOW }),
      started(),
      'unknown, clearTimer arm, lookUp start, redraw',
      END + 1,
    ],
    [
      'doubts a call',
      walk('eip3009', 'paying proved held'),
      started(),
      'unknown, detach, clearTimer arm, setTimer check +125s, redraw',
    ],
    [
      'doubts a call that may have gone',
      walk('eip3009', 'paying proved held'),
      started({ mayHaveLeft: true }),
      'unknown, disarm, clearTimer arm, setTimer check +125s, redraw',
    ],

    ['sends what never went', sent(), started(), 'sent, detach, findTarget', SOON],
    ['looks up what never went, late', sent(), started(), 'sent, lookUp start', END],
    ['looks up what may have gone', sent(), started({ mayHaveLeft: true }), 'sent, lookUp start'],
    [
      'looks up what went',
      sent({ left: NOW }),
      started({ mayHaveLeft: true }),
      'sent, disarm, lookUp start',
    ],
    [
      'looks up what went, and not by the rule that is there',
      sent({ left: NOW }),
      started(),
      'sent, disarm, lookUp start',
    ],
    [
      'looks up a page that has loaded',
      sent(),
      started({ mayHaveLeft: true, attached: true }),
      'sent, lookUp start',
    ],
    [
      'waits for an answer on its way',
      sent(),
      started({ loading: true, mayHaveLeft: true, attached: true }),
      'sent',
    ],
    [
      'waits for an answer on its way, when the rule is gone',
      sent({ left: NOW }),
      started({ loading: true, mayHaveLeft: true }),
      'sent, disarm',
    ],
    ['waits for a download', sent(), started({ downloading: true }), 'sent'],
    [
      'waits for a page that loads',
      sent({ ending: { kind: 'network', error: 'x' } }),
      started({ loading: true, attached: true }),
      'sent',
    ],
    [
      'looks up a page that loads, after its end',
      sent({ ending: { kind: 'network', error: 'x' } }),
      started({ loading: true, attached: true }),
      'sent, lookUp start',
      END + 1,
    ],
    [
      'looks up a page that loads without its proof',
      sent({ ending: { kind: 'network', error: 'x' } }),
      started({ loading: true }),
      'sent, lookUp start',
    ],
    [
      'asks again while the site is settling',
      sent({ left: NOW, ending: { kind: 'pending' } }),
      started(),
      'sent, disarm, setTimer pending +0s',
    ],
    [
      'has a timer while the site is settling',
      sent({ left: NOW, ending: { kind: 'pending' } }),
      started({ hasTimer: true }),
      'sent, disarm',
    ],
    [
      'hears the answer that it missed',
      sent({ left: NOW }),
      started({}, { state: 'unknown' }),
      'unknown, disarm, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    [
      'waits for what the user sends',
      sent({ target: CALL }),
      started(),
      'sent, setTimer check +125s',
    ],
    [
      'looks up what the user sent',
      sent({ target: CALL }),
      started(),
      'sent, lookUp start',
      END + 1,
    ],

    [
      'takes refused ecash back',
      walk('ecash', 'paying proved sent refused'),
      started(),
      'refused, detach, takeBack',
    ],
    [
      'waits for a refused signature’s end',
      walk('eip3009', 'paying proved sent refused'),
      started(),
      'refused, setTimer check +125s',
    ],
    [
      'looks a refused signature up',
      walk('eip3009', 'paying proved sent refused'),
      started(),
      'refused, lookUp start',
      END + 1,
    ],
    [
      'looks a refused signature up for an hour',
      walk('eip3009', 'paying proved sent refused'),
      started({ hasTimer: true }),
      'refused, lookUp start',
      NOW + HOUR,
    ],
    [
      'leaves a refused signature to its timer then',
      walk('eip3009', 'paying proved sent refused'),
      started({ hasTimer: true }),
      'refused',
      NOW + HOUR + 1,
    ],
    [
      'looks it up without a timer',
      walk('eip3009', 'paying proved sent refused'),
      started(),
      'refused, lookUp start',
      NOW + HOUR + 1,
    ],

    [
      'waits for the end of what is not known',
      walk('eip3009', 'paying proved sent unknown'),
      started(),
      'unknown, setTimer check +125s',
    ],
    [
      'looks up what is not known, after its end',
      walk('eip3009', 'paying proved sent unknown'),
      started(),
      'unknown, lookUp start',
      END + 1,
    ],
    [
      'looks up what has no proof',
      walk('lightning', 'paying unknown'),
      started(),
      'unknown, lookUp start',
    ],
    [
      'leaves what is old to its timer',
      walk('lightning', 'paying unknown'),
      started({ hasTimer: true }),
      'unknown',
      NOW + HOUR + 1,
    ],
    [
      'hears the answer of what is not known',
      walk('eip3009', 'paying proved sent unknown'),
      started({}, { state: 'settled' }),
      'settled, detach, forgetBalances, keepPreimage, badge paid, redraw, rememberPayee',
    ],
  ]);

  test('counts the age of a payment from its last step', () => {
    const refused = walk('eip3009', 'paying proved sent refused');
    const history = [...refused.history.slice(0, -1), { state: 'refused', at: NOW + HOUR }];
    const aged = { ...refused, history } as Payment;
    const start = started({ hasTimer: true });
    expect(stepOf(aged, start, NOW + 2 * HOUR)).toBe('refused, lookUp start');
    expect(stepOf(aged, start, NOW + 2 * HOUR + 1)).toBe('refused');
  });

  test('forgets the call that went with the worker', () => {
    const held = walk('eip3009', 'paying proved held', { target: { ...CALL, call: 'a' } });
    expect(next(held, started(), NOW).payment.target).toEqual(CALL);
  });

  test('says that a consent, and a signature, was interrupted', () => {
    for (const states of ['', 'paying']) {
      const late = next(walk('eip3009', states), started({ repeatable: true }), LATE);
      expect(late.payment.ending).toEqual({ kind: 'interrupted' });
    }
    const { payment } = next(walk('eip3009', 'paying'), started(), NOW);
    expect(payment).toMatchObject({ ending: { kind: 'interrupted' }, validUntil: END });
  });
});
