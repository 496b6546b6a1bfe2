import { describe, expect, test } from 'vitest';
import type { Quote } from '../../../../src/core/offers/quote.ts';
import {
  approve,
  hasPaid,
  intentOf,
  isLive,
  isOpen,
  mayHaveMoved,
  type Payment,
  type PaymentState,
} from '../../../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../../../src/core/payment/step.ts';

const quote: Quote = {
  id: 'seen/x402:0',
  hash: 'ab',
  offer: {
    id: 'x402:0',
    protocol: 'x402',
    method: 'exact',
    payable: true,
    cautions: [],
    terms: {},
  },
  url: 'https://a.example/x',
  method: 'GET',
  at: 1,
};
const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
const proof = { headers: [['X-PAYMENT', 'x']], reusable: false } as const;

function walk(...states: PaymentState[]): Payment {
  return states.reduce<Payment>(
    (payment, state, index) => moveTo(payment, state, index + 2),
    approve(quote, 'purse', target, 1),
  );
}

describe('a payment', () => {
  test('begins at consent, under the id of its quote, and remembers every step', () => {
    const payment = walk('paying', 'proved', 'sent', 'settled');
    expect(payment).toMatchObject({ version: 1, id: quote.id, state: 'settled', target });
    expect(payment.history.map(({ state, at }) => [state, at])).toEqual([
      ['approved', 1],
      ['paying', 2],
      ['proved', 3],
      ['sent', 4],
      ['settled', 5],
    ]);
  });

  test('may be sent again, also after a refusal or when nothing is known', () => {
    expect(
      walk('paying', 'proved', 'sent', 'sent', 'unknown', 'sent', 'refused', 'sent', 'settled')
        .state,
    ).toBe('settled');
  });

  test('keeps its proof until it has ended, and drops it then', () => {
    const proved = moveTo(walk('paying'), 'proved', 9, { proof, validUntil: 100 });
    const sent = moveTo(proved, 'sent', 10);
    expect(moveTo(sent, 'refused', 11).proof).toEqual(proof);
    expect(moveTo(sent, 'unknown', 11).proof).toEqual(proof);
    for (const end of ['settled', 'expired'] as const) {
      const ended = moveTo(sent, end, 11);
      expect(ended).not.toHaveProperty('proof');
      expect(ended.validUntil).toBe(100);
    }
    expect(proved.proof).toEqual(proof);
  });

  test('is live while its proof may take money, and then until the user has read what became of it', () => {
    expect(isLive(walk(), 5)).toBe(true);
    expect(isLive(walk('refused'), 5)).toBe(false);
    expect(isOpen(walk('refused'))).toBe(false);
    const sent = moveTo(
      moveTo(walk('paying'), 'proved', 9, { proof, validUntil: 100 }),
      'sent',
      10,
    );
    for (const payment of [sent, moveTo(sent, 'refused', 11), moveTo(sent, 'unknown', 11)]) {
      expect([isLive(payment, 100), isLive(payment, 101)]).toEqual([true, true]);
      const looked = (at: number) =>
        [100, 101].map((now) => isLive({ ...payment, looked: at }, now));
      expect(looked(100)).toEqual([true, true]);
      expect(looked(101)).toEqual([true, false]);
    }
    const unsent = moveTo(walk('paying'), 'proved', 9, { proof, validUntil: 100 });
    const kept = withKnown(moveTo(unsent, 'sent', 10), { ending: { kind: 'not-attached' } });
    for (const payment of [unsent, kept]) {
      expect([isLive(payment, 100), isLive(payment, 101)]).toEqual([true, false]);
      expect([mayHaveMoved(payment, 100), mayHaveMoved(payment, 101)]).toEqual([true, false]);
    }
    const again = withKnown(moveTo(moveTo(sent, 'refused', 11), 'sent', 12), {
      ending: { kind: 'not-attached' },
    });
    expect([isLive(again, 101), mayHaveMoved(again, 101)]).toEqual([true, true]);
    expect(isLive(moveTo(sent, 'settled', 11), 50)).toBe(false);
    expect(isOpen(moveTo(sent, 'settled', 11))).toBe(false);
  });

  test('of an instant rail has paid from its proof on, whatever comes after', () => {
    const rail = { kind: 'lightning', network: 'mainnet' } as const;
    const offer = { ...quote.offer, rail };
    const walked = (...states: PaymentState[]) =>
      states.reduce<Payment>(
        (payment, state, at) => moveTo(payment, state, at + 2),
        approve({ ...quote, offer }, 'nwc', target, 1),
      );
    for (const states of [['paying'], ['paying', 'unknown'], ['paying', 'refused']] as const) {
      expect(hasPaid(walked(...states))).toBe(false);
    }
    expect(hasPaid(walked('paying', 'unknown', 'proved', 'sent', 'refused'))).toBe(true);
    expect(hasPaid(walked('paying', 'proved', 'settled'))).toBe(true);
    expect(hasPaid(walk('paying', 'proved', 'sent', 'settled'))).toBe(false);
    expect(walked('paying', 'settled').state).toBe('settled');
    // Paid for and refused: nobody pays a second time before saying that this one is over.
    expect(isLive(walked('paying', 'proved', 'sent', 'refused'), 9)).toBe(true);
    expect(isLive(walked('paying', 'refused'), 9)).toBe(false);
    expect(isLive(walked('paying', 'proved', 'sent', 'unknown'), 9)).toBe(true);
  });

  test('one intent is one method and address', () => {
    expect(intentOf(quote)).toBe('GET https://a.example/x');
    expect(intentOf({ ...quote, method: 'POST' })).not.toBe(intentOf(quote));
  });
});
