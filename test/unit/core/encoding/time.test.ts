import { describe, expect, it } from 'vitest';
import { parseTimestamp, parseUnixSeconds } from '../../../../src/core/encoding/time.ts';

describe('times', () => {
  it('reads RFC 3339', () => {
    expect(parseTimestamp('2027-01-01T00:00:00Z')).toBe(1798761600000);
    expect(parseTimestamp('2027-01-01t01:00:00.5+01:00')).toBe(1798761600500);
    expect(parseTimestamp('2027-01-01T00:00:00.123456789Z')).toBe(1798761600123);
  });
  it.each([
    '2027-01-01T00:00:00',
    '2027-01-01',
    '2027-02-30T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-01-01T23:59:60Z',
    '2027-01-01T25:00:00Z',
    'Invalid Date',
    '',
    1798761600,
    null,
  ])('does not read %j', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
  it('reads Unix seconds', () => {
    expect(parseUnixSeconds(1784074500)).toBe(1784074500000);
    for (const value of [-1, 1.5, 1e15, '1784074500', null]) {
      expect(parseUnixSeconds(value)).toBeUndefined();
    }
  });
});
