import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitize, TEXT_CHARACTERS } from '../../../../src/core/encoding/sanitize-text.ts';

describe('clean', () => {
  test('takes what cannot be seen or turns the line round', () => {
    expect(sanitize('pay\u202eevil\u2066\u200b\ufeff\u0000\u{e0041}')).toBe('payevil');
    expect(sanitize('a\u2028b\u2029c\ud800d\ue000e')).toBe('abcde');
    expect(sanitize('\u3164\u115f\uffa0\u2800\u034f')).toBeUndefined();
  });

  test('runs of white space are one space', () => {
    expect(sanitize(' a\t\n\r b\u00a0\u3000c ')).toBe('a b c');
    expect(sanitize('a \u200b b')).toBe('a b');
    for (const text of ['', ' ', '\n\t', '\u202e', 5, null, undefined, {}]) {
      expect(sanitize(text)).toBeUndefined();
    }
  });

  test('leaves names and words of people alone', () => {
    for (const text of [
      'Zażółć gęślą jaźń',
      '日本語のテキスト',
      'مرحبا',
      'हिन्दी',
      '5 ₮ & <b>',
      '👍',
    ]) {
      expect(sanitize(text)).toBe(text.normalize('NFC'));
    }
    expect(sanitize('e\u0301')).toBe('é');
  });

  test('marks do not climb', () => {
    expect(sanitize(`a${'\u0316'.repeat(40)}b`)).toBe(`a${'\u0316'.repeat(3)}b`);
  });

  test('is cut to its limit in characters, with an ellipsis', () => {
    expect(sanitize('x'.repeat(200))).toBe('x'.repeat(200));
    expect(sanitize('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
    expect(sanitize('👍'.repeat(200))).toBe('👍'.repeat(200));
    expect(sanitize('👍'.repeat(5000))).toBe(`${'👍'.repeat(199)}…`);
    expect(sanitize('abcdef', 3)).toBe('ab…');
  });

  test('finds the text behind what is removed', () => {
    expect(sanitize(`${'\u200b'.repeat(1000)}visible`)).toBe('visible');
    expect(sanitize(`a${' '.repeat(1500)}b`)).toBe('a b');
  });

  test('of any text: short, safe, and clean a second time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.integer({ min: 1, max: 300 }),
        (text, limit) => {
          const tidy = sanitize(text, limit);
          if (tidy === undefined) return;
          expect(Array.from(tidy).length).toBeLessThanOrEqual(limit);
          expect(tidy).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2028\u2029]|^\s|\s$/u);
          expect(sanitize(tidy, limit)).toBe(tidy);
        },
      ),
      { numRuns: 200 },
    );
    expect(TEXT_CHARACTERS).toBe(200);
  });
});
