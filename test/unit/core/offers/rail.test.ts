import { expect, test } from 'vitest';
import { isInstantRail, routingLimit } from '../../../../src/core/offers/rail.ts';

test.each([
  [1n, 10_000n],
  [1_000_000n, 10_000n],
  [1_000_001n, 10_001n],
  [7_000_000n, 70_000n],
  [2_100_000_000_000_000_000n, 21_000_000_000_000_000n],
])('routing of %s msat costs %s at most', (amount, limit) => {
  expect(routingLimit(amount)).toBe(limit);
});

test('a preimage and a token are had for money, a signature is not', () => {
  expect((['lightning', 'ecash', 'eip3009', undefined] as const).map(isInstantRail)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
