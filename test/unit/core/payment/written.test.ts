import { describe, expect, test } from 'vitest';
import { next, type Payment, type PaymentEvent } from '../../../../src/core/payment/index.ts';
import { CALL, END, NOW, PAGE, walk } from '../../../support/payment-at.ts';

// What each step writes into the record: the popup says it, and a start of the worker goes on from it.

const written = (payment: Payment, event: PaymentEvent, now = NOW + 5) =>
  next(payment, event, now).payment;
const NOT_ATTACHED = { kind: 'not-attached' };
const NO_REQUEST = { kind: 'not-attached', noRequest: true };
const INTERRUPTED = { kind: 'interrupted' };

describe('where a proof goes, and until when it waits', () => {
  const proved = walk('lightning', 'paying proved');
  const send = (target: Payment['target']) => written(proved, { type: 'sendProof', target });
  test('a page', () => {
    const sent = send({ ...PAGE, tabId: 7 });
    expect(sent.target).toEqual({ ...PAGE, tabId: 7 });
    expect(sent).not.toHaveProperty('left');
  });
  test('a call of the page, within ten minutes', () => {
    expect(send(CALL)).toMatchObject({ target: CALL, armedUntil: NOW + 5 + 600_000 });
  });
  test('a call that is held, within 45 seconds', () => {
    const call = { ...CALL, call: 'a1' };
    expect(send(call)).toMatchObject({ target: call, armedUntil: NOW + 5 + 45_000 });
  });
  test('a file, which has left when the browser is told to save it', () => {
    const target = { ...PAGE, type: 'other', download: true } as const;
    expect(send(target)).toMatchObject({ target, left: NOW + 5 });
  });
  test('a file that the user had saved by a press', () => {
    const file = { ...proved, target: { ...PAGE, type: 'other' } } as Payment;
    const target = { ...PAGE, type: 'other', download: true };
    expect(written(file, { type: 'downloadPressed' })).toMatchObject({ target, left: NOW + 5 });
  });
  test('what was to be saved once is not saved by itself again', () => {
    const target = { ...PAGE, type: 'other', download: true } as const;
    const unknown = walk('lightning', 'paying proved sent unknown');
    const again = written(unknown, { type: 'sendProof', target });
    expect(again.target).toEqual({ ...PAGE, type: 'other' });
  });
});

test.each(['sent', 'sent unknown', 'sent refused', 'sent settled'])(
  'when a proof left is written down, also late (%s)',
  (states) => {
    const payment = walk('eip3009', `paying proved ${states}`);
    expect(written(payment, { type: 'proofLeft' })).toEqual({ ...payment, left: NOW + 5 });
  },
);

describe('why a proof did not go', () => {
  test.each<[string, string, PaymentEvent, object]>([
    ['kept back', 'sent', { type: 'proofWithheld' }, NOT_ATTACHED],
    ['kept back while it waited', 'armed', { type: 'proofWithheld' }, NOT_ATTACHED],
    ['kept back from a call', 'held', { type: 'proofWithheld' }, NOT_ATTACHED],
    ['not attached', 'sent', { type: 'attachFailed' }, NOT_ATTACHED],
    ['not attached to wait', 'armed', { type: 'attachFailed' }, NOT_ATTACHED],
    ['not asked for', 'sent', { type: 'sendOverdue', mayHaveLeft: false }, NO_REQUEST],
    ['not asked for in time', 'armed', { type: 'armOver', mayHaveLeft: false }, NO_REQUEST],
    ['not asked for by its call', 'held', { type: 'armOver', mayHaveLeft: false }, NO_REQUEST],
    ['may have gone', 'armed', { type: 'armOver', mayHaveLeft: true }, INTERRUPTED],
    ['lost by the browser', 'armed', { type: 'sendPressed', attached: false }, INTERRUPTED],
  ])('%s (%s)', (_, state, event, ending) => {
    expect(written(walk('lightning', `paying proved ${state}`), event).ending).toEqual(ending);
  });

  test('what the site said of its settlement stays, where nothing went a second time', () => {
    const ending = { kind: 'pending', transaction: '0x1' } as const;
    const sent = walk('eip3009', 'paying proved sent', { ending });
    expect(written(sent, { type: 'attachFailed' }).ending).toEqual(ending);
    expect(written(sent, { type: 'pendingOver' }, END).ending).toEqual(ending);
  });

  test('an element that cannot ask again is remembered', () => {
    const armed = walk('lightning', 'paying proved armed');
    expect(written(armed, { type: 'noElement' })).toEqual({ ...armed, noElement: true });
  });

  test('ecash that waits and is taken back may have gone', () => {
    const armed = walk('ecash', 'paying proved armed');
    const back = written(armed, { type: 'takeBackPressed' });
    expect(back).toMatchObject({ state: 'unknown', ending: INTERRUPTED });
    expect(back.history.at(-1)).toEqual({ state: 'unknown', at: NOW + 5 });
  });
});

describe('of a proof that is armed a second time', () => {
  const armedAgain = (between: string) => walk('eip3009', `paying proved armed ${between}`);
  const over = (payment: Payment) =>
    written(payment, { type: 'armOver', mayHaveLeft: false }).state;
  test.each(['proved armed', 'proved held', 'proved armed proved armed'])(
    'nothing left where it was at rest each time (%s)',
    (between) => expect(over(armedAgain(between))).toBe('proved'),
  );
  test.each([
    'unknown armed',
    'sent armed',
    'refused armed',
    'armed',
    'proved armed unknown armed',
    'proved sent proved armed',
    'unknown armed proved armed',
  ])('it may have left where it was not (%s)', (between) =>
    expect(over(armedAgain(between))).toBe('unknown'),
  );
});

describe('what an answer leaves in the record', () => {
  const elsewhere = { headers: [['Authorization', 'Payment b']], reusable: false } as const;
  const change = [{ id: 'a', state: 'kept', token: 't' }] as const;
  const late = { type: 'answered', outcome: { state: 'refused' }, change } as const;
  test.each(['proved', 'proved sent settled', 'proved sent refused', 'proved expired'])(
    'change, of an answer that decides nothing (%s)',
    (states) => {
      const payment = walk('ecash', `paying ${states}`);
      const after = next(payment, late, NOW);
      expect(after.payment).toEqual({ ...payment, change });
      expect(after.effects).toEqual([{ type: 'takeInChange' }]);
    },
  );

  test.each([
    ...['proved', 'proved armed', 'proved held', 'proved sent', 'proved sent settled'],
    ...['proved sent refused', 'proved expired', 'proved sent unknown'],
  ])('change, in each state of a proof that may have been sent (%s)', (states) => {
    const payment = walk('ecash', `paying ${states}`);
    const given = next(payment, { type: 'changeGiven', change }, NOW);
    expect(given.payment).toEqual({ ...payment, change });
    expect(given.effects).toEqual([{ type: 'takeInChange' }]);
    const known = { id: 'a', state: 'in', amount: '3' } as const;
    const taken = next(given.payment, { type: 'changeKnown', id: 'a', known }, NOW);
    expect(taken.payment).toEqual({ ...payment, change: [known] });
    expect(taken.effects).toEqual([{ type: 'redraw' }]);
  });

  test('the proof, where the site refused it', () => {
    const sent = walk('eip3009', 'paying proved sent');
    const refused = { type: 'answered', outcome: { state: 'refused' } } as const;
    expect(written(sent, refused)).toMatchObject({ state: 'refused', proof: sent.proof });
  });

  test('a proof for another header, where nothing goes by itself', () => {
    const call = walk('lightning', 'paying proved sent', { target: CALL });
    const refused = { type: 'answered', outcome: { state: 'refused' }, elsewhere } as const;
    expect(written(call, refused)).toMatchObject({ state: 'refused', proof: elsewhere });
  });

  test('where a redirect led, and that nothing came from there', () => {
    const ending = { kind: 'redirect', status: 303 } as const;
    const sent = walk('lightning', 'paying proved sent', { ending });
    const landing = { type: 'landed', outcome: { state: 'settled', came: 'page' } } as const;
    expect(written(sent, landing)).toMatchObject({ state: 'settled', came: 'page' });
    const lost = { type: 'requestLost', error: 'x'.repeat(120) } as const;
    const cut = { ...ending, error: 'x'.repeat(100) };
    expect(written(sent, lost)).toMatchObject({ state: 'unknown', ending: cut });
    const settled = walk('lightning', 'paying proved sent settled', { ending });
    expect(written(settled, lost)).toMatchObject({ state: 'settled', ending: cut });
  });
});
