import { expect, test } from 'vitest';
import { makeQuote } from '../../../../src/core/offers/quote.ts';
import {
  approve,
  neverLeft,
  type Payment,
  type PaymentState,
} from '../../../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../../../src/core/payment/step.ts';

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
