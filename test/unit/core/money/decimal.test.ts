import { describe, expect, it } from 'vitest';
import { parseDecimal, rescale, wholeNumber } from '../../../../src/core/money/decimal.ts';

describe('decimal text', () => {
  it('is exact', () => {
    expect(parseDecimal('0.05')).toEqual({ amount: 5n, decimals: 2 });
    expect(parseDecimal('1.50')).toEqual({ amount: 150n, decimals: 2 });
    expect(parseDecimal('12')).toEqual({ amount: 12n, decimals: 0 });
    expect(parseDecimal('9007199254740993.000000000000000001')).toEqual({
      amount: 9007199254740993000000000000000001n,
      decimals: 18,
    });
  });
  it.each([
    '',
    '1e3',
    '0x10',
    ' 10',
    '+1',
    '-1',
    '٣',
    '1_000',
    '1,000',
    '01',
    '.5',
    '5.',
    'NaN',
    5,
    null,
  ])('is not %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
  it('changes its scale without loss or not at all', () => {
    expect(rescale({ amount: 5n, decimals: 2 }, 6)).toBe(50000n);
    expect(rescale({ amount: 50n, decimals: 2 }, 1)).toBe(5n);
    expect(rescale({ amount: 5n, decimals: 2 }, 1)).toBeUndefined();
  });
  it('takes whole JSON numbers', () => {
    expect(wholeNumber(0)).toBe(0n);
    expect(wholeNumber(1)).toBe(1n);
    expect(wholeNumber(100)).toBe(100n);
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN, Infinity, '1', null]) {
      expect(wholeNumber(value)).toBeUndefined();
    }
  });
});
