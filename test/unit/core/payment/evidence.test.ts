import { describe, expect, test } from 'vitest';
import type { RailRequest } from '../../../../src/core/offers/rail.ts';
import {
  approve,
  hasPaid,
  isByHand,
  isLive,
  isOnItsWay,
  isOpen,
  isRedirected,
  mayClose,
  mayDownload,
  mayHaveMoved,
  mayLookUp,
  mayTakeBack,
  neverLeft,
  owesChange,
  type Payment,
  type PaymentState,
  STATES,
} from '../../../../src/core/payment/index.ts';
import { moveTo } from '../../../../src/core/payment/step.ts';
import { quoteOf } from '../../../fixtures/quote.ts';
import {
  CALL,
  PAGE,
  PROOF,
  type RailName as Rail,
  requestsUntil,
} from '../../../support/payment-at.ts';

// What the record of a payment says of its money: each question for every state, and at its limits of time.

const END = 1_000_000;
const REQUESTS = requestsUntil(END);

/** A payment that came through these states, 1 ms each. From `paying` on its request is known, from `proved` on its proof. */
function walk(rail: Rail, states: string, more: Partial<Payment> = {}): Payment {
  const approved: Payment = approve(quoteOf(rail, 1), 'wallet', PAGE, 1);
  const names = states.split(' ').filter(Boolean) as PaymentState[];
  const walked = names.reduce<Payment>(
    (payment, state, at) =>
      moveTo(payment, state, at + 2, {
        ...(state === 'paying' ? { request: REQUESTS[rail] } : {}),
        ...(state === 'proved' ? { proof: PROOF } : {}),
      }),
    approved,
  );
  return { ...walked, ...more } as Payment;
}

/** How each state is usually come to. */
const WAYS: Readonly<Record<PaymentState, string>> = {
  approved: '',
  paying: 'paying',
  proved: 'paying proved',
  armed: 'paying proved armed',
  held: 'paying proved held',
  sent: 'paying proved sent',
  settled: 'paying proved sent settled',
  refused: 'paying proved sent refused',
  expired: 'paying proved expired',
  unknown: 'paying proved sent unknown',
};

/** The states for which a question is answered with yes, of payments that went the usual way. */
const yes = (rail: Rail, question: (payment: Payment) => boolean, more: Partial<Payment> = {}) =>
  STATES.filter((state) => question(walk(rail, WAYS[state], more))).join(' ');

describe('in which states of the usual way', () => {
  test.each<[string, string, (payment: Payment) => boolean, Rail, Partial<Payment>]>([
    [
      'the wallet of an instant rail has paid',
      'proved armed held sent settled refused expired unknown',
      hasPaid,
      'lightning',
      {},
    ],
    [
      'ecash was handed out',
      'proved armed held sent settled refused expired unknown',
      hasPaid,
      'ecash',
      {},
    ],
    ['a signature has paid', '', hasPaid, 'eip3009', {}],
    [
      'more may become known',
      'approved paying proved armed held sent refused unknown',
      isOpen,
      'eip3009',
      {},
    ],
    [
      'money may have moved, over Lightning',
      'approved paying proved armed held sent settled refused unknown',
      (each) => mayHaveMoved(each, END),
      'lightning',
      {},
    ],
    [
      'money may have moved, after the signature’s end',
      'armed held sent settled refused unknown',
      (each) => mayHaveMoved(each, END + 1),
      'eip3009',
      { validUntil: END },
    ],
    [
      'money may have moved, at the signature’s end',
      'approved paying proved armed held sent settled refused unknown',
      (each) => mayHaveMoved(each, END),
      'eip3009',
      { validUntil: END },
    ],
    ['the proof has surely not left', 'approved paying proved', neverLeft, 'eip3009', {}],
    [
      'the proof has surely not left, as it was not attached',
      'approved paying proved sent',
      neverLeft,
      'eip3009',
      { ending: { kind: 'not-attached' } },
    ],
    [
      'the proof has surely not left, though it was seen to leave',
      '',
      neverLeft,
      'eip3009',
      { left: 5 },
    ],
    ['the user sends the proof of a page', 'sent', isByHand, 'eip3009', { target: CALL }],
    ['the user sends the proof of a page that Farebox loads', '', isByHand, 'eip3009', {}],
    ['the user sends what was seen to leave', '', isByHand, 'eip3009', { target: CALL, left: 5 }],
    [
      'the site has sent the browser on',
      'sent settled unknown',
      isRedirected,
      'eip3009',
      { ending: { kind: 'redirect', status: 302 } },
    ],
    [
      'the site sent the browser on, and the other address answered',
      '',
      isRedirected,
      'eip3009',
      { ending: { kind: 'redirect', status: 302, landed: 200 } },
    ],
    ['the site answered', '', isRedirected, 'eip3009', { ending: { kind: 'status', status: 500 } }],
    ['nothing was answered', '', isRedirected, 'eip3009', {}],
    ['the answer is on its way', 'sent', isOnItsWay, 'eip3009', {}],
    [
      'the answer is on its way, as the site is settling',
      'sent',
      isOnItsWay,
      'eip3009',
      { ending: { kind: 'pending' } },
    ],
    [
      'the answer of another address is on its way',
      'sent',
      isOnItsWay,
      'eip3009',
      { ending: { kind: 'redirect', status: 302 } },
    ],
    [
      'no answer is on its way, for one came',
      '',
      isOnItsWay,
      'eip3009',
      { ending: { kind: 'status', status: 500 } },
    ],
    ['no answer is on its way, for the user sends it', '', isOnItsWay, 'eip3009', { target: CALL }],
    ['ecash may be had back', 'proved armed held sent refused unknown', mayTakeBack, 'ecash', {}],
    ['a signature may be had back', '', mayTakeBack, 'eip3009', {}],
    ['an invoice may be had back', '', mayTakeBack, 'lightning', {}],
    ['the user may leave it at that', 'refused unknown', mayClose, 'ecash', {}],
    [
      'the user may leave it at that, who sends it',
      'sent refused unknown',
      mayClose,
      'ecash',
      { target: CALL },
    ],
    ['the user may leave a signature at that', '', mayClose, 'eip3009', {}],
    ['the chain can be asked', 'proved armed held sent refused unknown', mayLookUp, 'eip3009', {}],
    [
      'the mint can be asked',
      'paying proved armed held sent refused unknown',
      mayLookUp,
      'ecash',
      {},
    ],
    ['the node can be asked', 'paying', mayLookUp, 'lightning', {}],
  ])('%s: %s', (_, states, question, rail, more) => {
    expect(yes(rail, question, more)).toBe(states);
  });
});

describe('a wallet that', () => {
  test.each<[string, Rail, string, boolean, boolean]>([
    ['refused before it made a proof ends it', 'lightning', 'paying refused', false, false],
    [
      'gave no answer, and refused later, leaves it open',
      'lightning',
      'paying unknown refused',
      true,
      true,
    ],
    [
      'made a proof, which the site refused, leaves it open',
      'eip3009',
      'paying proved sent refused',
      true,
      true,
    ],
    ['gave no answer leaves it open', 'lightning', 'paying unknown', true, true],
    ['paid in the end has ended it', 'lightning', 'paying unknown settled', false, true],
    ['never paid has ended it', 'lightning', 'paying unknown expired', false, false],
  ])('%s (%s: %s)', (_, rail, states, open, moved) => {
    const payment = walk(rail, states);
    expect([isOpen(payment), mayHaveMoved(payment, END)]).toEqual([open, moved]);
  });

  test.each<[Rail, string, boolean]>([
    ['lightning', 'paying', true],
    ['lightning', 'paying unknown', true],
    ['lightning', 'paying unknown refused', false],
    ['lightning', 'paying proved', false],
    ['ecash', 'paying', true],
    ['ecash', 'paying unknown', true],
    ['eip3009', 'paying', false],
    ['eip3009', 'paying unknown', true],
  ])('%s, %s: can be asked what became of it: %s', (rail, states, may) => {
    expect(mayLookUp(walk(rail, states))).toBe(may);
  });

  test('was asked nothing cannot be asked what became of it', () => {
    const { request: _, ...unasked } = walk('eip3009', 'proved unknown');
    expect(mayLookUp(unasked as Payment)).toBe(false);
    expect(mayLookUp(walk('eip3009', 'paying proved', { request: REQUESTS.lightning }))).toBe(true);
  });
});

describe('a proof that was sent', () => {
  const kept = { ending: { kind: 'not-attached' } } as const;
  test.each<[string, string, Partial<Payment>, boolean]>([
    ['once, and was not attached', 'paying proved sent', kept, true],
    ['twice, and was not attached the second time', 'paying proved sent refused sent', kept, false],
    ['once, and of which the browser said nothing', 'paying proved sent', {}, false],
    [
      'once, was not attached, and was seen to leave',
      'paying proved sent',
      { ...kept, left: 0 },
      false,
    ],
    ['after it was not attached, and is unknown', 'paying proved sent unknown', kept, false],
  ])('%s', (_, states, more, stayed) => {
    expect(neverLeft(walk('eip3009', states, more))).toBe(stayed);
  });
});

describe('nothing new is paid for an address', () => {
  const invoice = 'paying unknown';
  const late = END + 600_000;
  test.each<[string, Rail, string, Partial<Payment>, number, boolean]>([
    ['before the signature ends', 'eip3009', WAYS.unknown, { validUntil: END }, END, true],
    [
      'before it ends, also when the user has looked',
      'eip3009',
      WAYS.unknown,
      { validUntil: END, looked: END + 9 },
      END,
      true,
    ],
    [
      'after it ended, until the user has looked',
      'eip3009',
      WAYS.unknown,
      { validUntil: END },
      END + 1,
      true,
    ],
    [
      'after it ended, when the user looked as it ended',
      'eip3009',
      WAYS.unknown,
      { validUntil: END, looked: END },
      END + 1,
      true,
    ],
    [
      'after it ended and the user has looked since',
      'eip3009',
      WAYS.unknown,
      { validUntil: END, looked: END + 1 },
      END + 1,
      false,
    ],
    ['after it ended unsent', 'eip3009', WAYS.proved, { validUntil: END }, END + 1, false],
    [
      'until a wallet may not begin to pay any more',
      'lightning',
      invoice,
      { looked: late + 1 },
      late,
      true,
    ],
    ['after that, until the user has looked', 'lightning', invoice, {}, late + 1, true],
    [
      'after that, when the user looked before',
      'lightning',
      invoice,
      { looked: late },
      late + 1,
      true,
    ],
    [
      'after that, when the user has looked since',
      'lightning',
      invoice,
      { looked: late + 1 },
      late + 1,
      false,
    ],
    [
      'while the wallet pays, without an end',
      'lightning',
      'paying',
      { looked: late + 1 },
      late + 1,
      true,
    ],
    [
      'once it was paid, without an end',
      'lightning',
      WAYS.unknown,
      { looked: late + 1 },
      late + 1,
      true,
    ],
    [
      'once ecash was handed out, without an end',
      'ecash',
      WAYS.refused,
      { looked: late + 1, validUntil: END },
      late + 1,
      true,
    ],
    [
      'while ecash is made, without an end',
      'ecash',
      'paying unknown',
      { looked: late + 1 },
      late + 1,
      true,
    ],
    ['after it opened', 'lightning', WAYS.settled, {}, END, false],
    ['after the money did not move', 'lightning', WAYS.expired, {}, END, false],
    ['after the wallet refused', 'lightning', 'paying refused', {}, END, false],
  ])('%s (%s: %s)', (_, rail, states, more, now, live) => {
    expect(isLive(walk(rail, states, more), now)).toBe(live);
  });

  test('where a record has no request, or no rail', () => {
    const { request: _, ...unasked } = walk('lightning', invoice, { looked: late + 1 });
    expect(isLive(unasked as Payment, late + 1)).toBe(true);
    const { rail: __, ...offer } = unasked.quote.offer;
    const bare = { ...unasked, quote: { ...unasked.quote, offer } } as Payment;
    expect([isLive(bare, late + 1), hasPaid(bare)]).toEqual([true, false]);
    expect(mayLookUp({ ...bare, request: REQUESTS.eip3009 } as Payment)).toBe(true);
  });

  test('with practice money only while it is under way', () => {
    const live = (payment: Payment) => isLive(payment, END);
    expect(yes('lightning', live, { practice: true })).toBe('approved paying armed held sent');
    const came = { practice: true, ending: { kind: 'status', status: 500 } } as const;
    expect(yes('lightning', live, came)).toBe('approved paying armed held');
  });
});

describe('what was paid for can be saved as a file', () => {
  test.each<[string, Rail | 'none', Payment['target']['type'], string, boolean]>([
    ['a download', 'lightning', 'other', 'GET', true],
    ['a film', 'eip3009', 'media', 'GET', true],
    ['a page', 'lightning', 'main_frame', 'GET', false],
    ['a download by POST', 'lightning', 'other', 'POST', false],
    ['a download, with ecash', 'ecash', 'other', 'GET', false],
    ['a download, of no rail', 'none', 'other', 'GET', false],
  ])('%s: %s %s %s', (_, rail, type, method, may) => {
    const { target, quote } = walk(rail === 'none' ? 'lightning' : rail, WAYS.proved);
    const { rail: __, ...bare } = quote.offer;
    const offer = rail === 'none' ? bare : quote.offer;
    const asked = { target: { ...target, type }, quote: { ...quote, offer, method } };
    expect(mayDownload(asked)).toBe(may);
  });
});

test('ecash that is locked to the payee’s key is not to be had back', () => {
  const lock = { kind: 'P2PK', data: '02ab', tags: [] } as const;
  const request = { ...REQUESTS.ecash, lock } as unknown as RailRequest;
  expect(mayTakeBack(walk('ecash', WAYS.refused))).toBe(true);
  expect(mayTakeBack({ ...walk('ecash', WAYS.refused), request } as Payment)).toBe(false);
  expect(mayTakeBack(walk('ecash', 'paying unknown'))).toBe(false);
});

test('change is owed while one token of it is not taken in', () => {
  const each = (state: 'kept' | 'in' | 'worthless') => ({ id: state, state });
  expect(owesChange({})).toBe(false);
  expect(owesChange({ change: [] })).toBe(false);
  expect(owesChange({ change: [each('in'), each('worthless')] })).toBe(false);
  expect(owesChange({ change: [each('in'), each('kept')] })).toBe(true);
});
