import { describe, expect, test } from 'vitest';
import type { Payment } from '../../../../src/core/payment/index.ts';
import { doubt, moveTo, withKnown } from '../../../../src/core/payment/step.ts';
import { NOW, REQUESTS, walk } from '../../../support/payment-at.ts';

// What the record keeps of a payment that goes on, and what it forgets.

const receipt = { transaction: '0x1' } as unknown as NonNullable<Payment['receipt']>;
const ending = { kind: 'network', error: 'x' } as const;
const full = walk('lightning', 'paying proved sent', {
  ending,
  receipt,
  left: NOW,
  room: '   ',
  armedUntil: NOW,
  noElement: true,
  answer: { rail: 'lightning', preimage: 'aa' },
  paid: { preimage: 'aa', fee: '3' },
});
const SHORT_LIVED = ['ending', 'receipt', 'left', 'proof', 'answer'] as const;
const has = (payment: Payment) => SHORT_LIVED.filter((name) => name in payment);

describe('a step keeps of ending, receipt, time of leaving, proof and answer', () => {
  test.each<[Payment['state'], object, readonly string[]]>([
    ['unknown', {}, ['ending', 'receipt', 'left', 'proof', 'answer']],
    ['refused', {}, ['ending', 'receipt', 'left', 'proof', 'answer']],
    ['proved', {}, ['ending', 'receipt', 'left', 'proof']],
    ['sent', {}, ['proof', 'answer']],
    ['armed', {}, ['proof', 'answer']],
    ['held', {}, ['proof', 'answer']],
    ['settled', {}, ['ending', 'receipt', 'left']],
    ['settled', { came: 'page' }, ['receipt', 'left']],
    ['settled', { receipt }, ['receipt', 'left']],
    ['refused', { receipt }, ['ending', 'receipt', 'left', 'proof', 'answer']],
    ['expired', {}, ['ending', 'receipt', 'left']],
    ['sent', { ending, receipt, left: NOW }, ['ending', 'receipt', 'left', 'proof', 'answer']],
  ])('to %s, with %j: %j', (state, step, kept) => {
    const after = moveTo(full, state, NOW + 1, step);
    expect(has(after)).toEqual(kept);
    for (const name of ['room', 'armedUntil', 'noElement']) expect(after).not.toHaveProperty(name);
    expect(after.history.at(-1)).toEqual({ state, at: NOW + 1 });
  });

  test('and nothing of what there was not', () => {
    const bare = walk('lightning', '');
    expect(has(moveTo(bare, 'refused', NOW))).toEqual([]);
    expect(moveTo(bare, 'refused', NOW)).not.toHaveProperty('request');
    expect(moveTo(bare, 'refused', NOW)).not.toHaveProperty('paid');
  });
});

describe('a payment that has ended', () => {
  test.each(['settled', 'expired'] as const)('(%s) keeps what it is known by', (state) => {
    const after = moveTo(full, state, NOW);
    expect(after.quote).toMatchObject({ hash: '', id: full.quote.id, offer: { terms: null } });
    expect(after.paid).toStrictEqual({ fee: '3', proved: true });
    expect(after.request).not.toHaveProperty('invoice');
    expect(after.request).toMatchObject({ rail: 'lightning', paymentHash: '00'.repeat(32) });
    const signed = moveTo(walk('eip3009', 'paying proved'), state, NOW);
    expect(signed.request).not.toHaveProperty('domain');
    expect(signed.request).toMatchObject({ message: { nonce: '0x04' } });
    const untold = moveTo({ ...full, paid: { fee: '3' } }, state, NOW);
    expect(untold.paid).toStrictEqual({ fee: '3' });
  });

  test('is no payment that goes on: that keeps its quote, request and preimage', () => {
    const after = moveTo(full, 'unknown', NOW);
    expect([after.quote, after.request, after.paid]).toEqual([
      full.quote,
      REQUESTS.lightning,
      full.paid,
    ]);
  });
});

test('what becomes known takes the place of an ending only where something came', () => {
  expect(withKnown(full, { left: 9 })).toMatchObject({ ending, left: 9 });
  expect(withKnown(full, { came: 'page' })).not.toHaveProperty('ending');
  const other = { kind: 'interrupted' } as const;
  expect(withKnown(full, { came: 'page', ending: other }).ending).toEqual(other);
  expect(withKnown(walk('lightning', ''), {})).not.toHaveProperty('ending');
});

test('what no one heard of is unknown, and was interrupted', () => {
  const after = doubt(full, NOW + 5);
  expect(after).toMatchObject({ state: 'unknown', ending: { kind: 'interrupted' } });
  expect(after.history.at(-1)).toEqual({ state: 'unknown', at: NOW + 5 });
});
