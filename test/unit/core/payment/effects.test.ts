import { describe, expect, test } from 'vitest';
import { next, type Payment, type PaymentEvent } from '../../../../src/core/payment/index.ts';
import { CALL, END, made, NOW, PAGE, REQUESTS, stepOf, walk } from '../../../support/payment-at.ts';

// What follows each event: the state that the payment comes to, and what is done, in this order.

type Row = [string, Payment, PaymentEvent, string, number?];
const holds = (rows: Row[]) =>
  test.each(rows)('%s', (_, payment, event, step, now) => {
    expect(stepOf(payment, event, now)).toBe(step);
  });

const GET_TOO_LATE = END - 7_999;
const image = { ...PAGE, type: 'image' } as const;
const file = { ...PAGE, type: 'other' } as const;
const by = (payment: Payment, method: string): Payment => ({
  ...payment,
  quote: { ...payment.quote, method },
});
const pending = { ending: { kind: 'pending' } } as const;
const redirected = { ending: { kind: 'redirect', status: 302 } } as const;
const reusable = (payment: Payment) =>
  ({ ...payment, proof: { ...made('lightning').proof, reusable: true } }) as Payment;

describe('the wallet', () => {
  const paying = (rail: 'lightning' | 'eip3009' | 'ecash') => walk(rail, 'paying');
  const paid = (rail: 'lightning' | 'eip3009', more: object = {}) =>
    ({ type: 'walletPaid', ...made(rail), ...more }) as PaymentEvent;
  const failed = (moved: 'no' | 'unsure' | 'yes', more: object = {}) =>
    ({ type: 'walletFailed', moved, error: 'error_x', detail: [], ...more }) as PaymentEvent;
  const LOAD = 'attach, showInTab, setTimer send +45s, load, redraw, badge busy';
  holds([
    [
      'is asked to pay an invoice, and watched',
      walk('lightning', ''),
      { type: 'requestMade', request: REQUESTS.lightning },
      'paying, setTimer check +60s, askWallet',
    ],
    [
      'is asked to hand out ecash, and watched',
      walk('ecash', ''),
      { type: 'requestMade', request: REQUESTS.ecash },
      'paying, setTimer check +60s, askWallet',
    ],
    [
      'is asked to sign',
      walk('eip3009', ''),
      { type: 'requestMade', request: REQUESTS.eip3009 },
      'paying, askWallet',
    ],
    [
      'is not asked',
      walk('lightning', ''),
      { type: 'requestFailed', error: 'error_x', detail: [] },
      'refused, leaveRoom, redraw',
    ],

    [
      'paid, and the page is loaded',
      paying('lightning'),
      paid('lightning', { target: PAGE }),
      `sent, keepPass, keepPreimage, forgetBalances, ${LOAD}, clearTimer check`,
    ],
    [
      'signed, and the page is loaded',
      paying('eip3009'),
      paid('eip3009', { target: PAGE }),
      `sent, keepPass, keepPreimage, forgetBalances, ${LOAD}`,
    ],
    [
      'paid, and nothing is sent',
      paying('lightning'),
      paid('lightning'),
      'proved, clearTimer check, keepPass, keepPreimage, forgetBalances, redraw',
    ],
    [
      'paid for a form, and nothing is sent',
      by(paying('lightning'), 'POST'),
      paid('lightning'),
      'proved, clearTimer check, keepPass, keepPreimage, forgetBalances, showInTab, redraw',
    ],
    [
      'signed with eight seconds left',
      paying('eip3009'),
      paid('eip3009', { target: PAGE }),
      `sent, keepPass, keepPreimage, forgetBalances, ${LOAD}`,
      END - 8_000,
    ],
    [
      'signed with less than eight seconds left',
      paying('eip3009'),
      paid('eip3009', { target: PAGE }),
      'proved, keepPass, keepPreimage, forgetBalances, redraw',
      GET_TOO_LATE,
    ],
    [
      'signed, others may have it, and nothing is sent',
      paying('eip3009'),
      paid('eip3009', { seen: true }),
      'unknown, setTimer check +125s, leaveRoom, redraw',
    ],
    [
      'signed, others may have it, and the page is loaded',
      paying('eip3009'),
      paid('eip3009', { seen: true, target: PAGE }),
      `sent, keepPass, keepPreimage, forgetBalances, ${LOAD}`,
    ],

    [
      'refused to pay',
      paying('lightning'),
      failed('no'),
      'refused, clearTimer check, leaveRoom, redraw',
    ],
    ['refused to sign', paying('eip3009'), failed('no'), 'refused, leaveRoom, redraw'],
    [
      'refused to sign, and others would know',
      paying('eip3009'),
      failed('no', { seen: true }),
      'refused, leaveRoom, redraw',
    ],
    [
      'may have paid',
      paying('lightning'),
      failed('unsure'),
      'unknown, setTimer check +60s, leaveRoom, redraw',
    ],
    [
      'may have paid, and others know',
      paying('lightning'),
      failed('unsure', { seen: true }),
      'unknown, setTimer check +60s, leaveRoom, redraw',
    ],
    [
      'may have signed, and no one else has it',
      paying('eip3009'),
      failed('unsure'),
      'refused, leaveRoom, redraw',
    ],
    [
      'may have signed, and others may have it',
      paying('eip3009'),
      failed('unsure', { seen: true }),
      'unknown, setTimer check +125s, leaveRoom, redraw',
    ],
    [
      'paid without a proof',
      paying('lightning'),
      failed('yes'),
      'settled, clearTimer check, forgetBalances, leaveRoom, redraw',
    ],
    [
      'used a signature without a proof',
      paying('eip3009'),
      failed('yes'),
      'settled, forgetBalances, leaveRoom, redraw',
    ],
  ]);

  test('what it said is written down', () => {
    const detail = ['a', 'b'];
    const ending = { kind: 'wallet', error: 'error_x', detail };
    const failing = failed('no', { detail });
    expect(next(paying('lightning'), failing, NOW).payment.ending).toStrictEqual(ending);
    const { payment } = next(paying('lightning'), failed('no'), NOW);
    expect(payment.ending).toStrictEqual({ kind: 'wallet', error: 'error_x' });
    const answer = { rail: 'lightning', preimage: 'x' };
    const unsure = next(paying('lightning'), failed('unsure', { answer }), NOW).payment;
    expect(unsure).toMatchObject({ answer, ending: { kind: 'wallet' } });
    expect(next(paying('lightning'), failed('unsure'), NOW).payment).not.toHaveProperty('answer');
    const told = { preimage: 'aa', fee: '3' };
    const known = next(paying('lightning'), paid('lightning', { paid: told }), NOW).payment;
    expect(known).toMatchObject({ paid: told, proof: made('lightning').proof });
    expect(known).not.toHaveProperty('validUntil');
    expect(next(paying('lightning'), paid('lightning'), NOW).payment).not.toHaveProperty('paid');
    const room = { type: 'requestMade', request: REQUESTS.lightning, room: '   ' } as const;
    expect(next(walk('lightning', ''), room, NOW).payment.room).toBe('   ');
    const { room: _, ...without } = room;
    expect(next(walk('lightning', ''), without, NOW).payment).not.toHaveProperty('room');
  });
});

describe('a proof that is sent', () => {
  const send = (target: Payment['target']): PaymentEvent => ({ type: 'sendProof', target });
  const proved = walk('lightning', 'paying proved');
  const signed = walk('eip3009', 'paying proved');
  const unknown = walk('eip3009', 'paying proved sent unknown');
  holds([
    [
      'loads the page',
      proved,
      send(PAGE),
      'sent, attach, showInTab, setTimer send +45s, load, redraw, badge busy',
    ],
    [
      'waits for a picture, whose element asks again',
      proved,
      send(image),
      'armed, attach, showInTab, setTimer arm +600s, setAgain, redraw, badge waits',
    ],
    [
      'waits for a call',
      proved,
      send(CALL),
      'armed, attach, showInTab, setTimer arm +600s, redraw, badge waits',
    ],
    [
      'waits for a form',
      by(proved, 'POST'),
      send(PAGE),
      'armed, attach, showInTab, setTimer arm +600s, redraw, badge waits',
    ],
    [
      'waits for as long as a signature lasts',
      signed,
      send(CALL),
      'armed, attach, showInTab, setTimer arm +52s, redraw, badge waits',
    ],
    [
      'goes with the call that is held',
      proved,
      send({ ...CALL, call: 'a' }),
      'held, attach, showInTab, setTimer arm +45s, release, redraw, badge busy',
    ],
    [
      'is saved as a file',
      proved,
      send({ ...file, download: true }),
      'sent, showInTab, download, redraw, badge busy',
    ],
    [
      'is saved as a file, by a signature',
      signed,
      send({ ...file, download: true }),
      'sent, showInTab, setTimer check +125s, download, redraw, badge busy',
    ],
    [
      'was to be saved, and waits for a request',
      unknown,
      send({ ...file, download: true }),
      'armed, attach, showInTab, setTimer arm +52s, redraw, badge waits',
    ],
  ]);

  const press = (attached: boolean): PaymentEvent => ({ type: 'sendPressed', attached });
  holds([
    ['by a press', proved, press(false), 'proved, findTarget'],
    [
      'by a press, after it was refused',
      walk('lightning', 'paying proved sent refused'),
      press(false),
      'refused, findTarget',
    ],
    [
      'by a press, while its answer is on its way',
      walk('lightning', 'paying proved sent'),
      press(true),
      'sent',
    ],
    [
      'by a press, while it does not wait',
      walk('lightning', 'paying proved sent'),
      press(false),
      'sent, findTarget',
    ],
    [
      'by a press, while the site is settling',
      walk('lightning', 'paying proved sent', pending),
      press(false),
      'sent',
    ],
    [
      'by a press, after it was not attached',
      walk('lightning', 'paying proved sent', { ending: { kind: 'not-attached' } }),
      press(true),
      'sent, findTarget',
    ],
    [
      'by a press, while it waits in the browser',
      walk('lightning', 'paying proved armed'),
      press(true),
      'armed',
    ],
    [
      'by a press, when the browser lost it',
      walk('lightning', 'paying proved armed'),
      press(false),
      'unknown, findTarget',
    ],
    [
      'by a press, when the browser lost that of a call',
      walk('lightning', 'paying proved held'),
      press(false),
      'unknown, findTarget',
    ],
    ['to the clipboard', proved, { type: 'proofCopied' }, 'sent'],
    [
      'to the clipboard, as a signature',
      signed,
      { type: 'proofCopied' },
      'sent, setTimer check +125s',
    ],
    [
      'to the clipboard while it waits',
      walk('lightning', 'paying proved armed'),
      { type: 'proofCopied' },
      'sent, detach, clearTimer arm, redraw',
    ],
    [
      'as a file, by a press',
      { ...proved, target: file },
      { type: 'downloadPressed' },
      'sent, showInTab, download, redraw, badge busy',
    ],
    [
      'as a file, while it waits',
      walk('lightning', 'paying proved armed', { target: file }),
      { type: 'downloadPressed' },
      'sent, detach, clearTimer arm, showInTab, download, redraw, badge busy',
    ],
  ]);

  test.each<[string, Payment, PaymentEvent, string, number?]>([
    ['with too little time left', signed, send(PAGE), 'error_quote_expired', GET_TOO_LATE],
    [
      'by a press, with too little time left',
      signed,
      press(false),
      'error_quote_expired',
      GET_TOO_LATE,
    ],
    [
      'by a press, with too little time left to wait',
      walk('eip3009', 'paying proved armed'),
      press(false),
      'error_quote_expired',
      GET_TOO_LATE,
    ],
    [
      'by a method that no page repeats',
      by(proved, 'TRACE'),
      send(PAGE),
      'error_payment_state: proved, sent',
    ],
    [
      'that is not there',
      walk('lightning', 'paying unknown'),
      send(PAGE),
      'error_payment_state: unknown, sent',
    ],
    [
      'to the clipboard, that is not there',
      walk('lightning', 'paying unknown'),
      { type: 'proofCopied' },
      'error_payment_state: unknown, sent',
    ],
    [
      'as a file, of a page',
      proved,
      { type: 'downloadPressed' },
      'error_payment_state: proved, sent',
    ],
  ])('is refused: %s', (_, payment, event, error, now = NOW) => {
    expect(() => next(payment, event, now)).toThrow(error);
  });

  holds([
    [
      'could not be attached',
      walk('eip3009', 'paying proved sent'),
      { type: 'attachFailed' },
      'sent, detach, setTimer check +125s, redraw',
    ],
    [
      'has no tab any more, a second time',
      walk('eip3009', 'paying proved sent'),
      { type: 'attachFailed', noTab: true },
      'unknown, detach, setTimer check +125s, badge failed, redraw',
    ],
    [
      'could not be attached a second time',
      walk('eip3009', 'paying proved sent', pending),
      { type: 'attachFailed' },
      'unknown, setTimer check +125s, badge failed, redraw',
    ],
    [
      'could not be attached to wait',
      walk('lightning', 'paying proved armed'),
      { type: 'attachFailed' },
      'proved, detach, clearTimer arm, redraw',
    ],
    [
      'could not be attached to wait for a call',
      walk('lightning', 'paying proved held'),
      { type: 'attachFailed' },
      'proved, detach, clearTimer arm, redraw',
    ],
    [
      'was kept back',
      walk('lightning', 'paying proved sent'),
      { type: 'proofWithheld' },
      'sent, redraw',
    ],
    [
      'was kept back while it waited',
      walk('eip3009', 'paying proved armed'),
      { type: 'proofWithheld' },
      'proved, detach, clearTimer arm, setTimer check +125s, redraw',
    ],
    ['left', walk('lightning', 'paying proved sent'), { type: 'proofLeft' }, 'sent'],
    [
      'left with the request for which it waited',
      walk('lightning', 'paying proved armed'),
      { type: 'proofLeft' },
      'sent, clearTimer arm, setTimer send +45s, redraw, badge busy',
    ],
    [
      'left with the call that was held',
      walk('lightning', 'paying proved held'),
      { type: 'proofLeft' },
      'sent, clearTimer arm, setTimer send +45s, redraw, badge busy',
    ],
    [
      'did not leave in time',
      walk('eip3009', 'paying proved sent'),
      { type: 'sendOverdue', mayHaveLeft: false },
      'sent, detach, setTimer check +125s, redraw',
    ],
    [
      'may have left unseen',
      walk('eip3009', 'paying proved sent'),
      { type: 'sendOverdue', mayHaveLeft: true },
      'sent, lookUp timer',
    ],
    [
      'left, and has no answer',
      walk('eip3009', 'paying proved sent', { left: NOW }),
      { type: 'sendOverdue', mayHaveLeft: true },
      'sent, disarm, setTimer check +125s',
    ],
    [
      'was answered in time',
      walk('eip3009', 'paying proved sent', pending),
      { type: 'sendOverdue', mayHaveLeft: false },
      'sent',
    ],
    [
      'is sent by the user',
      walk('eip3009', 'paying proved sent', { target: CALL }),
      { type: 'sendOverdue', mayHaveLeft: false },
      'sent',
    ],
  ]);
});

describe('a proof that waits', () => {
  const armed = walk('eip3009', 'paying proved armed');
  const held = walk('eip3009', 'paying proved held');
  holds([
    ['has waited long enough', armed, { type: 'armDue' }, 'armed, takeDown'],
    ['for a call has waited long enough', held, { type: 'armDue' }, 'held, takeDown'],
    ['is not wanted any more', armed, { type: 'takeDownPressed' }, 'armed, takeDown'],
    [
      'was taken down',
      armed,
      { type: 'armOver', mayHaveLeft: false },
      'proved, detach, clearTimer arm, setTimer check +125s, redraw',
    ],
    [
      'was taken down, and may have left',
      armed,
      { type: 'armOver', mayHaveLeft: true },
      'unknown, detach, clearTimer arm, setTimer check +125s, redraw',
    ],
    [
      'for a call was taken down',
      held,
      { type: 'armOver', mayHaveLeft: false },
      'proved, detach, clearTimer arm, setTimer check +125s, redraw, findTarget onlyThere',
    ],
    [
      'for a call was taken down, and may have left',
      held,
      { type: 'armOver', mayHaveLeft: true },
      'unknown, detach, clearTimer arm, setTimer check +125s, redraw',
    ],
    ['has no element', armed, { type: 'noElement' }, 'armed, redraw'],
    ['waits for the page to be loaded anew', armed, { type: 'reloadPressed' }, 'armed, load'],
  ]);
});

describe('an answer', () => {
  const sent = (more: object = {}) => walk('eip3009', 'paying proved sent', more);
  const answer = (state: 'sent' | 'settled' | 'refused' | 'unknown', more: object = {}) =>
    ({ type: 'answered', outcome: { state, ...more } }) as PaymentEvent;
  const change = [{ id: 'a', state: 'kept', token: 't' }] as const;
  const OPENED = 'detach, forgetBalances, keepPreimage, badge paid, redraw, rememberPayee';
  holds([
    ['opens the page', sent(), answer('settled', { came: 'page' }), `settled, ${OPENED}`],
    [
      'opens the page, before its request was seen',
      walk('eip3009', 'paying proved armed'),
      answer('settled', { came: 'page' }),
      'settled, detach, clearTimer arm, forgetBalances, keepPreimage, badge paid, redraw, rememberPayee',
    ],
    [
      'opens what was not known',
      walk('eip3009', 'paying proved sent unknown'),
      answer('settled', { came: 'page' }),
      `settled, ${OPENED}`,
    ],
    [
      'opens the page with a pass',
      reusable(sent()),
      answer('settled'),
      'settled, detach, forgetBalances, keepPreimage, keepPass good, badge paid, redraw, rememberPayee',
    ],
    [
      'opens a film with a pass',
      reusable(sent()),
      { ...answer('settled'), played: true } as PaymentEvent,
      'settled, keepAttached, forgetBalances, keepPreimage, keepPass good, badge paid, redraw, rememberPayee',
    ],
    [
      'opens a film with a proof for once',
      sent(),
      { ...answer('settled'), played: true } as PaymentEvent,
      `settled, ${OPENED}`,
    ],
    [
      'refuses a film with a pass',
      reusable(sent()),
      { ...answer('refused'), played: true } as PaymentEvent,
      'refused, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    [
      'refuses',
      sent(),
      answer('refused', { ending: { kind: 'refused' } }),
      'refused, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    [
      'refuses ecash, which is taken back',
      walk('ecash', 'paying proved sent'),
      answer('refused'),
      'refused, detach, forgetBalances, badge failed, redraw, takeBack',
    ],
    // The site may be taking the ecash just now.
    [
      'says nothing of ecash, which is not taken back',
      walk('ecash', 'paying proved sent'),
      answer('unknown'),
      'unknown, detach, forgetBalances, badge failed, redraw',
    ],
    [
      'says that the site is settling ecash, which is not taken back',
      walk('ecash', 'paying proved sent'),
      answer('sent', pending),
      'sent, detach, forgetBalances, setTimer pending +4s, redraw',
    ],
    [
      'says nothing',
      sent(),
      answer('unknown'),
      'unknown, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    [
      'says that the site is settling',
      sent(),
      answer('sent', pending),
      'sent, detach, forgetBalances, setTimer pending +4s, redraw',
    ],
    [
      'sends the browser on',
      sent(),
      answer('sent', redirected),
      'sent, forgetBalances, setTimer check +125s, redraw',
    ],
    [
      'sends the browser on, and settles',
      sent(),
      answer('settled', redirected),
      'settled, forgetBalances, keepPreimage, badge paid, redraw, rememberPayee',
    ],
    [
      'gives change',
      sent(),
      { ...answer('settled'), change } as PaymentEvent,
      'settled, detach, forgetBalances, keepPreimage, badge paid, redraw, takeInChange, rememberPayee',
    ],
    [
      'opens what Farebox has no proof of',
      walk('lightning', 'paying unknown'),
      { ...answer('settled'), played: true } as PaymentEvent,
      `settled, ${OPENED}`,
    ],
    [
      'says nothing, after the browser was sent on',
      sent(redirected),
      answer('unknown'),
      'unknown, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    [
      'of the other address comes with the first',
      sent(),
      answer('unknown', { ending: { kind: 'redirect', status: 302, landed: 404 } }),
      'unknown, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    ['comes late', walk('eip3009', 'paying proved sent settled'), answer('refused'), 'settled'],
    [
      'comes late, with change',
      walk('eip3009', 'paying proved sent settled'),
      { ...answer('refused'), change } as PaymentEvent,
      'settled, takeInChange',
    ],
  ]);

  const landed = (state: 'settled' | 'unknown') =>
    ({ type: 'landed', outcome: { state } }) as PaymentEvent;
  const lost = { type: 'requestLost', error: 'net::ERR' } as const;
  holds([
    [
      'of another address opens the page',
      sent(redirected),
      landed('settled'),
      `settled, ${OPENED}`,
    ],
    [
      'of another address says nothing',
      sent(redirected),
      landed('unknown'),
      'unknown, detach, forgetBalances, setTimer check +125s, badge failed, redraw',
    ],
    // The answer that sent the browser on was not heard.
    ['of another address that was not waited for', sent(), landed('settled'), 'sent, detach'],
    [
      'of another address that says nothing, not waited for',
      sent(),
      landed('unknown'),
      'sent, detach',
    ],
    [
      'of another address to what is not known',
      walk('eip3009', 'paying proved sent unknown'),
      landed('settled'),
      'unknown, detach',
    ],
    [
      'of another address to what was settled',
      walk('eip3009', 'paying proved sent settled'),
      landed('settled'),
      'settled, detach',
    ],
    [
      'of another address that came before',
      sent({ ending: { kind: 'redirect', status: 302, landed: 200 } }),
      landed('settled'),
      'sent, detach',
    ],
    ['does not come', sent(), lost, 'unknown, detach, setTimer check +125s, badge failed, redraw'],
    [
      'does not come to what waited',
      walk('eip3009', 'paying proved armed'),
      lost,
      'unknown, detach, setTimer check +125s, badge failed, redraw',
    ],
    [
      'does not come from the other address',
      sent(redirected),
      lost,
      'unknown, detach, setTimer check +125s, badge failed, redraw',
    ],
    [
      'does not come from the other address, after a receipt',
      walk('eip3009', 'paying proved sent settled', redirected),
      lost,
      'settled, detach, badge paid, redraw',
    ],
    [
      'does not come to what is not known',
      walk('eip3009', 'paying proved sent unknown'),
      lost,
      'unknown, detach',
    ],
    [
      'does not come from the other address, which has answered',
      walk('eip3009', 'paying proved sent unknown', {
        ending: { kind: 'redirect', status: 302, landed: 404 },
      }),
      lost,
      'unknown, detach',
    ],
    [
      'is explained later',
      walk('eip3009', 'paying proved sent refused'),
      { type: 'explained', ending: { kind: 'refused' } },
      'refused, redraw',
    ],
    [
      'shows what came',
      walk('eip3009', 'paying proved sent settled'),
      { type: 'came', came: 'file' },
      'settled, redraw',
    ],
    [
      'was to come, and is asked for again',
      sent(pending),
      { type: 'pendingOver' },
      'sent, findTarget',
    ],
    [
      'was to come, with too little time left',
      sent(pending),
      { type: 'pendingOver' },
      'unknown, setTimer check +72.999s, badge failed, redraw',
      GET_TOO_LATE,
    ],
    ['has come', sent(), { type: 'pendingOver' }, 'sent'],
    [
      'gives change for nothing',
      walk('eip3009', 'paying proved sent refused'),
      { type: 'changeGiven', change },
      'refused, takeInChange',
    ],
    [
      'gave change that is known',
      walk('eip3009', 'paying proved sent refused', { change }),
      { type: 'changeKnown', id: 'a' },
      'refused, redraw',
    ],
  ]);

  test('what it said is written down, and an error in short', () => {
    const { payment } = next(sent(), { ...lost, error: 'x'.repeat(101) }, NOW);
    expect(payment.ending).toEqual({ kind: 'network', error: 'x'.repeat(100) });
    const led = next(sent(redirected), lost, NOW).payment;
    expect(led.ending).toEqual({ ...redirected.ending, error: 'net::ERR' });
    const refused = walk('eip3009', 'paying proved sent refused');
    const ending = { kind: 'refused', reason: 'no' } as const;
    const receipt = { transaction: '0x1' } as unknown as NonNullable<Payment['receipt']>;
    const told = next(refused, { type: 'explained', ending, receipt }, NOW).payment;
    expect(told).toMatchObject({ ending, receipt });
    const explained = next(refused, { type: 'explained', ending }, NOW).payment;
    expect(explained).not.toHaveProperty('receipt');
    const came = next(walk('eip3009', 'paying settled'), { type: 'came', came: 'file' }, NOW);
    expect(came.payment.came).toBe('file');
    const two = [...change, { id: 'b', state: 'kept', token: 'u' }] as const;
    const both = walk('ecash', 'paying proved sent settled', { change: two });
    const known = { id: 'a', state: 'in', amount: '3' } as const;
    const changed = (more: object) =>
      next(both, { type: 'changeKnown', id: 'a', ...more } as PaymentEvent, NOW).payment.change;
    expect(changed({ known })).toEqual([known, two[1]]);
    expect(changed({})).toEqual([two[1]]);
    const none = next(refused, { type: 'changeKnown', id: 'a', known }, NOW).payment;
    expect(none.change).toEqual([]);
    expect(
      next(sent(), { ...answer('settled'), change } as PaymentEvent, NOW).payment.change,
    ).toEqual(change);
    expect(next(sent(), answer('settled'), NOW).payment).not.toHaveProperty('change');
  });
});
