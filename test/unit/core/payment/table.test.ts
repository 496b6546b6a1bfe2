import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { paymentStates } from '../../../../scripts/payment-states.ts';
import { STATES, TABLE } from '../../../../src/core/payment/index.ts';

it('leads from state to state as docs/payment-states.md says', () => {
  expect(paymentStates()).toBe(readFileSync('docs/payment-states.md', 'utf8'));
});

it('has a row for nothing but its states', () => {
  for (const [type, rows] of Object.entries(TABLE)) {
    const known: readonly string[] = [...STATES, 'otherwise'];
    expect(known, type).toEqual(expect.arrayContaining(Object.keys(rows)));
  }
});
