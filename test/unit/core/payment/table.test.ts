import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { paymentStates } from '../../../../scripts/payment-states.ts';
import { next, STATES, TABLE } from '../../../../src/core/payment/index.ts';
import { NOW, walk } from '../../../support/payment-at.ts';

it('leads from state to state as docs/payment-states.md says', () => {
  expect(paymentStates()).toBe(readFileSync('docs/payment-states.md', 'utf8'));
});

it('has a row for nothing but its states', () => {
  for (const [type, rows] of Object.entries(TABLE)) {
    const known: readonly string[] = [...STATES, 'otherwise'];
    expect(known, type).toEqual(expect.arrayContaining(Object.keys(rows)));
  }
});

it('takes no step that its row does not list', () => {
  const row = TABLE.noElement.armed;
  if (row === undefined) throw new Error('no row');
  const payment = walk('lightning', 'paying proved settled');
  const wrong = vi.spyOn(row, 'next').mockReturnValue({ payment, effects: [] });
  const armed = walk('lightning', 'paying proved armed');
  const take = () => next(armed, { type: 'noElement' }, NOW);
  expect(take).toThrow('error_payment_state: armed, settled');
  wrong.mockRestore();
  expect(take().payment.state).toBe('armed');
});
