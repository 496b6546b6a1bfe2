import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDecimal,
  MAX_UINT256,
  parseBaseUnits,
  toDecimal,
} from '../../../../src/core/money/money.ts';

describe('base units', () => {
  test('are read back from their own text, up to a uint256', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_UINT256 }), (amount) => {
        expect(parseBaseUnits(amount.toString())).toBe(amount);
      }),
    );
    expect(parseBaseUnits((MAX_UINT256 + 1n).toString())).toBeUndefined();
    expect(parseBaseUnits('9'.repeat(78))).toBeUndefined();
  });

  test('nothing that is written otherwise is read', () => {
    const wrong = [
      '',
      ' 1',
      '1 ',
      '1\n',
      '+1',
      '-1',
      '01',
      '00',
      '1.0',
      '1e3',
      '0x1',
      '١',
      '１',
      '1n',
      1,
      1n,
      null,
      undefined,
      ['1'],
    ];
    for (const text of wrong) expect(parseBaseUnits(text)).toBeUndefined();
    expect(parseBaseUnits('0')).toBe(0n);
  });
});

describe('decimals', () => {
  test.each([
    [0n, 6, '0'],
    [1n, 6, '0.000001'],
    [1500n, 6, '0.0015'],
    [1_000_000n, 6, '1'],
    [12_345_678n, 6, '12.345678'],
    [5n, 0, '5'],
    [-1500n, 6, '-0.0015'],
    [10n ** 18n, 18, '1'],
    [MAX_UINT256, 0, MAX_UINT256.toString()],
  ])('%s with %s decimals is %s', (amount, decimals, text) => {
    expect(toDecimal(amount, decimals)).toBe(text);
  });

  test('lose nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_UINT256 }), fc.nat(30), (amount, decimals) => {
        const [whole = '', fraction = ''] = toDecimal(amount, decimals).split('.');
        expect(BigInt(whole + fraction.padEnd(decimals, '0'))).toBe(amount);
      }),
    );
  });

  test('are written as people write them, without rounding', () => {
    expect(formatDecimal('0.0015', 'en')).toBe('0.0015');
    expect(formatDecimal('1000', 'en')).toBe('1,000');
    expect(formatDecimal('1234.5', 'de')).toBe('1.234,5');
    expect(formatDecimal('1234.5', 'fr')).toBe('1\u202f234,5');
    expect(formatDecimal('9007199254740993.000000000000000001', 'en')).toBe(
      '9,007,199,254,740,993.000000000000000001',
    );
    const fine = `0.${'0'.repeat(29)}1`;
    expect(formatDecimal(fine, 'en')).toBe(fine);
  });
});

// 2^256 − 1, written out: the largest uint256.
const LARGEST = '115792089237316195423570985008687907853269984665640564039457584007913129639935';

test('the largest amount is one, and one more is none', () => {
  expect(parseBaseUnits(LARGEST)).toBe(2n ** 256n - 1n);
  expect(parseBaseUnits(`${LARGEST.slice(0, -1)}6`)).toBeUndefined();
});

test('nothing is no negative amount', () => {
  expect(toDecimal(0n, 6)).toBe('0');
  expect(toDecimal(-1n, 1)).toBe('-0.1');
});

test('twenty digits of a fraction are formatted, more are left as they are', () => {
  expect(formatDecimal(`0.${'1'.repeat(20)}`, 'de')).toBe(`0,${'1'.repeat(20)}`);
  expect(formatDecimal(`0.${'1'.repeat(21)}`, 'de')).toBe(`0.${'1'.repeat(21)}`);
});
