import { describe, expect, it } from 'vitest';
import { hashOf, monthsUntil, monthText, routeOf } from '../../../../src/pages/history/route.ts';

describe('the address of the history', () => {
  it.each([
    { page: 'list', wish: {} },
    { page: 'list', wish: { month: '2026-03' } },
    {
      page: 'list',
      wish: {
        site: 'https://letters.example',
        month: '2026-12',
        state: 'settled',
        text: 'a & b=c',
      },
    },
    { page: 'receipt', id: 'caf761d-3eeb/x402:0' },
  ] as const)('is read back as it was written: %j', (route) => {
    expect(routeOf(hashOf(route))).toEqual(route);
  });

  it.each([
    ['', {}],
    ['#activity', {}],
    ['#/?month=2026-13&state=paid&site=letters', {}],
    ['#/?month=2026-3', {}],
    ['#/?text=%20', {}],
    ['#/receipt', {}],
    ['#/?state=refused&x=1', { state: 'refused' }],
  ])('leaves out what it does not know: %j', (hash, wish) => {
    expect(routeOf(hash)).toEqual({ page: 'list', wish });
  });
});

it('lists months backwards over the turn of a year, in the user’s own calendar', () => {
  const at = new Date(2026, 1, 28, 23, 59).getTime();
  expect(monthsUntil(at, 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  expect(monthsUntil(new Date(2026, 2, 31).getTime(), 2)).toEqual(['2026-03', '2026-02']);
  expect(monthText('2026-03', 'de')).toBe('März 2026');
});
