import { describe, expect, test } from 'vitest';
import { makeQuote } from '../../../../src/core/offers/quote.ts';
import {
  approve,
  mayHaveMoved,
  neverLeft,
  next,
  type Payment,
  type PaymentEvent,
  type PaymentState,
  type Target,
} from '../../../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../../../src/core/payment/step.ts';
import { made, NOW, PAGE, walk as pays } from '../../../support/payment-at.ts';

const offer = {
  id: 'x402:0',
  protocol: 'x402',
  method: 'exact',
  payable: true,
  cautions: [],
  terms: {},
} as const;
const quote = makeQuote({ id: 'seen', url: 'https://a.example/', method: 'GET', at: 1 }, offer);
const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
const walk = (...states: PaymentState[]) =>
  states.reduce<Payment>(
    (payment, state) => moveTo(payment, state, 2),
    approve(quote, 'purse', target, 1),
  );
const kept = { ending: { kind: 'not-attached' } } as const;

test('before it was sent a proof has surely not left', () => {
  for (const states of [[], ['paying'], ['paying', 'proved']] as const) {
    expect(neverLeft(walk(...states))).toBe(true);
  }
});

test('a proof that was watched and kept back has not left', () => {
  expect(neverLeft(withKnown(walk('paying', 'proved', 'sent'), kept))).toBe(true);
});

test('what was sent may have left unless it is known to have stayed', () => {
  const sent = walk('paying', 'proved', 'sent');
  expect(neverLeft(sent)).toBe(false);
  expect(neverLeft(withKnown(sent, { ending: { kind: 'interrupted' } }))).toBe(false);
  expect(neverLeft(withKnown(sent, { ...kept, left: 3 }))).toBe(false);
});

test('a second time that was kept back says nothing of the first', () => {
  const again = withKnown(walk('paying', 'proved', 'sent', 'refused', 'sent'), kept);
  expect(neverLeft(again)).toBe(false);
});

// The class: a signature that a wallet gave through the page. Its scripts can use it, wherever Farebox sent it.
describe('what scripts of the page have seen has left', () => {
  const DAY = 86_400_000;
  const signed = (to: Target, more: object = {}) => {
    const event = { type: 'walletPaid', ...made('eip3009'), target: to, ...more } as PaymentEvent;
    return next(pays('eip3009', 'paying'), event, NOW).payment;
  };
  const told = (payment: Payment, ...events: readonly PaymentEvent[]) =>
    events.reduce((each, event) => next(each, event, NOW).payment, payment);
  const call = { ...PAGE, type: 'xmlhttprequest' } as const;
  const TAKEN_DOWN = { type: 'armOver', mayHaveLeft: false } as const;
  const seen = { seen: true };

  test.each<[string, Target, readonly PaymentEvent[], PaymentState, PaymentState]>([
    ['taken down from a call', call, [TAKEN_DOWN], 'unknown', 'proved'],
    ['withheld from a call', call, [{ type: 'proofWithheld' }], 'unknown', 'proved'],
    ['not attached for a call', call, [{ type: 'attachFailed' }], 'unknown', 'proved'],
    [
      'taken down from a call that waited',
      { ...call, call: 'x' },
      [TAKEN_DOWN],
      'unknown',
      'proved',
    ],
    ['withheld from a page', PAGE, [{ type: 'proofWithheld' }], 'sent', 'sent'],
    ['not attached for a page', PAGE, [{ type: 'attachFailed' }], 'sent', 'sent'],
    [
      'overdue, and no page asked',
      PAGE,
      [{ type: 'sendOverdue', mayHaveLeft: false }],
      'sent',
      'sent',
    ],
  ])('%s: it counts until the chain has said no', (_, to, events, state, unseen) => {
    const payment = told(signed(to, seen), ...events);
    expect([payment.state, mayHaveMoved(payment, NOW + DAY)]).toEqual([state, true]);
    const over = told(payment, { type: 'lookedUp', by: 'timer', found: 'unpaid', loading: false });
    expect([over.state, mayHaveMoved(over, NOW + DAY)]).toEqual(['expired', false]);
    // One that no one else has seen is harmless once its time is over.
    const own = told(signed(to), ...events);
    expect([own.state, mayHaveMoved(own, NOW + DAY)]).toEqual([unseen, false]);
  });
});

// The class: a proof that may have left, and is to be sent once more, for which there is no tab by then.
test.each<[string, readonly PaymentEvent[], PaymentState, boolean]>([
  ['was sent, and nothing was heard', [{ type: 'sendProof', target: PAGE }], 'unknown', true],
  ['the user copied', [{ type: 'proofCopied' }], 'unknown', true],
  [
    'the site looked for in another header',
    [
      { type: 'sendProof', target: PAGE },
      {
        type: 'answered',
        outcome: { state: 'refused', ending: { kind: 'refused' } },
        elsewhere: made('eip3009').proof,
      },
    ],
    'unknown',
    true,
  ],
  [
    'was kept back the first time',
    [{ type: 'sendProof', target: PAGE }, { type: 'proofWithheld' }],
    'sent',
    false,
  ],
  ['was never sent', [], 'proved', false],
])('what %s, and finds no tab', (_, events, state, counts) => {
  const lost = { type: 'attachFailed', noTab: true } as const;
  const payment = [...events, lost].reduce<Payment>(
    (each, event) => next(each, event, NOW).payment,
    pays('eip3009', 'paying proved'),
  );
  expect([payment.state, mayHaveMoved(payment, NOW + 86_400_000)]).toEqual([state, counts]);
});
