import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeBase64,
  decodeBase64Text,
  encodeBase64,
  encodeBase64Url,
} from '../../../../src/core/encoding/base64.ts';

describe('base64', () => {
  test('agrees with Node on any bytes, in both alphabets, with padding and without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const node = Buffer.from(bytes);
        expect(encodeBase64(bytes)).toBe(node.toString('base64'));
        expect(encodeBase64Url(bytes)).toBe(node.toString('base64url'));
        for (const text of [node.toString('base64'), node.toString('base64url')]) {
          expect(decodeBase64(text)).toEqual(new Uint8Array(node));
          expect(decodeBase64(` \t${text.replaceAll('=', '')} `)).toEqual(new Uint8Array(node));
        }
      }),
    );
  });

  test('takes nothing else', () => {
    const wrong = [
      'A',
      'AAAAA',
      'AA=',
      'AAA==',
      'AAAA=',
      'AAAA====',
      '=',
      '====',
      'A===',
      'AA=A',
      'AA A',
      'AA\nAA',
      'AAAA\n',
      '\u00a0AAAA',
      'AA\fAA',
      '+_AA',
      '-/AA',
      'A*AA',
      'ÄAAA',
      'ＡＡＡＡ',
      'AAAA\u0000',
      'AB',
      'AAB',
      'AB==',
    ];
    for (const text of wrong) expect([text, decodeBase64(text)]).toEqual([text, undefined]);
    expect(decodeBase64('')).toEqual(new Uint8Array());
  });

  test('text is UTF-8 and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeBase64Text(encodeBase64(text))).toBe(text.replace(/^\ufeff/, ''));
      }),
    );
    expect(encodeBase64('USD₮0')).toBe('VVNE4oKuMA==');
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      expect(decodeBase64Text(encodeBase64(Uint8Array.from(bytes)))).toBeUndefined();
    }
  });

  test('takes what is as long as a header may be', () => {
    const bytes = new Uint8Array(48 * 1024).fill(200);
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
  });
});
