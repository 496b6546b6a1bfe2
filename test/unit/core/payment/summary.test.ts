import { expect, test } from 'vitest';
import {
  approve,
  badgeOf,
  type Payment,
  type PaymentState,
  STATES,
  summaryOf,
} from '../../../../src/core/payment/index.ts';
import { moveTo } from '../../../../src/core/payment/step.ts';
import { quoteOf } from '../../../fixtures/quote.ts';

// What the popup says of a payment, and which buttons it has: for every state, and at the limits of time.

type Rail = 'lightning' | 'eip3009' | 'ecash';
const page = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
const call = { tabId: 1, frameId: 0, type: 'xmlhttprequest' } as const;
const file = { tabId: 1, frameId: 0, type: 'other' } as const;
const proof = { headers: [['Authorization', 'x']], reusable: false } as const;
const END = 1_000_000;

function walk(rail: Rail, states: readonly PaymentState[], more: object = {}): Payment {
  const approved: Payment = approve(quoteOf(rail, 1), 'wallet', page, 1);
  const request = { rail, mints: [], unit: 'sat', amount: '21' } as unknown as Payment['request'];
  const walked = states.reduce<Payment>(
    (payment, state) =>
      moveTo(payment, state, 2, {
        ...(state === 'paying' && request !== undefined ? { request } : {}),
        ...(state === 'proved' ? { proof } : {}),
      }),
    approved,
  );
  return { ...walked, ...more } as Payment;
}
const usual = (rail: Rail, state: PaymentState, more: object = {}) => {
  const before: readonly PaymentState[] = ['paying', 'proved', 'sent'];
  const at = before.indexOf(state);
  if (state === 'approved') return walk(rail, [], more);
  if (at >= 0) return walk(rail, before.slice(0, at + 1), more);
  if (state === 'armed' || state === 'held' || state === 'expired') {
    return walk(rail, ['paying', 'proved', state], more);
  }
  return walk(rail, [...before, state], more);
};
/** The states in which a part of the summary is so. */
const states = (rail: Rail, part: keyof ReturnType<typeof summaryOf>, more: object = {}) =>
  STATES.filter((state) => summaryOf(usual(rail, state, more), END)[part] === true).join(' ');

test.each<[PaymentState, object, ReturnType<typeof summaryOf>['kind']]>([
  ['approved', {}, 'paying'],
  ['paying', {}, 'paying'],
  ['proved', {}, 'unsent'],
  ['armed', {}, 'armed'],
  ['held', {}, 'opening'],
  ['sent', {}, 'opening'],
  ['sent', { ending: { kind: 'pending' } }, 'opening'],
  ['sent', { ending: { kind: 'not-attached' } }, 'unsent'],
  ['sent', { target: call }, 'unsent'],
  ['sent', { ending: { kind: 'status', status: 500 } }, 'unknown'],
  ['sent', { ending: { kind: 'not-attached' }, left: 9 }, 'unknown'],
  ['settled', {}, 'receipt'],
  ['refused', {}, 'refused'],
  ['expired', {}, 'refused'],
  ['unknown', {}, 'unknown'],
])('a payment that is %s (%o) is told as %s', (state, more, kind) => {
  expect(summaryOf(usual('eip3009', state, more), END).kind).toBe(kind);
});

test.each<[string, Rail, keyof ReturnType<typeof summaryOf>, object, string]>([
  ['is under way', 'eip3009', 'underWay', {}, 'approved paying proved armed held sent'],
  [
    'has paid, over Lightning',
    'lightning',
    'paid',
    {},
    'proved armed held sent settled refused expired unknown',
  ],
  ['has paid, by a signature', 'eip3009', 'paid', {}, ''],
  ['can be sent', 'eip3009', 'maySend', {}, 'proved armed held sent refused unknown'],
  [
    'can be sent before its end',
    'eip3009',
    'maySend',
    { validUntil: END + 1 },
    'proved armed held sent refused unknown',
  ],
  ['can be sent at its end', 'eip3009', 'maySend', { validUntil: END }, ''],
  ['can be saved', 'eip3009', 'mayDownload', { target: file }, 'proved armed unknown'],
  [
    'can be saved, before its end',
    'eip3009',
    'mayDownload',
    { target: file, validUntil: END + 1 },
    'proved armed unknown',
  ],
  ['can be saved, at its end', 'eip3009', 'mayDownload', { target: file, validUntil: END }, ''],
  ['can be saved, of a page', 'eip3009', 'mayDownload', {}, ''],
  [
    'can be checked, at a chain',
    'eip3009',
    'mayCheck',
    {},
    'proved armed held sent refused unknown',
  ],
  ['can be checked, at a mint', 'ecash', 'mayCheck', {}, 'proved armed held sent refused unknown'],
  ['can be checked, once the preimage is there', 'lightning', 'mayCheck', {}, ''],
  ['can be had back', 'ecash', 'mayTakeBack', {}, 'proved armed held sent refused unknown'],
  ['can be had back, over Lightning', 'lightning', 'mayTakeBack', {}, ''],
  ['can be left at that', 'lightning', 'mayClose', {}, 'refused unknown'],
  ['is only copied', 'eip3009', 'copyOnly', {}, ''],
])('a payment %s (%s, %s %o): %s', (_, rail, part, more, expected) => {
  expect(states(rail, part, more)).toBe(expected);
});

test('a payment whose wallet gave no answer can be checked, and one that it refused cannot', () => {
  expect(summaryOf(walk('lightning', ['paying', 'unknown']), END).mayCheck).toBe(true);
  expect(summaryOf(walk('lightning', ['paying', 'unknown', 'refused']), END).mayCheck).toBe(false);
  expect(summaryOf(walk('lightning', ['paying', 'refused']), END).mayCheck).toBe(false);
});

test('a payment of no rail that is known here can be checked', () => {
  const made = usual('lightning', 'sent');
  const { rail: _, ...offer } = made.quote.offer;
  expect(summaryOf({ ...made, quote: { ...made.quote, offer } }, END).mayCheck).toBe(true);
});

test('what no page can ask for again is copied, and not sent', () => {
  const made = usual('eip3009', 'proved');
  const { copyOnly, maySend } = summaryOf(
    { ...made, quote: { ...made.quote, method: 'TRACE' } },
    END,
  );
  expect([copyOnly, maySend]).toEqual([true, false]);
});

test('the button of the tab shows how a payment ended', () => {
  const badges = STATES.map((state) => badgeOf(usual('eip3009', state)));
  expect(Object.fromEntries(STATES.map((state, at) => [state, badges[at]]))).toEqual({
    settled: 'paid',
    refused: 'failed',
    unknown: 'failed',
  });
});
