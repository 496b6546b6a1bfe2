import { describe, expect, it } from 'vitest';
import { decodeBech32, wordsToBytes } from '../../../../src/core/encoding/bech32.ts';

// The valid and invalid strings that BIP-173 and BIP-350 list as test vectors.
const BECH32 = [
  'A12UEL5L',
  'a12uel5l',
  'an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs',
  'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
  'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
  '?1ezyfcl',
];
const BECH32M = [
  'A1LQFN3A',
  'a1lqfn3a',
  'abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx',
  'split1checkupstagehandshakeupstreamerranterredcaperredlc445v',
  '?1v759aa',
];
const INVALID = [
  ' 1nwldj5',
  '\x7f1axkwrx',
  'pzry9x0s0muk',
  '1pzry9x0s0muk',
  'x1b4n0q5v',
  'li1dgmt3',
  'de1lg7wt\xff',
  'A1G7SGD8',
  '10a06t8',
  '1qzzfhee',
  'M1VUXWEZ',
  'in1muywd',
  'A12uel5l',
  '',
  '1',
];

describe('bech32', () => {
  it.each(BECH32)('reads the BIP-173 vector %s', (text) => {
    expect(decodeBech32(text)?.checksum).toBe('bech32');
  });
  it.each(BECH32M)('reads the BIP-350 vector %s', (text) => {
    expect(decodeBech32(text)?.checksum).toBe('bech32m');
  });
  it.each(INVALID)('refuses %j', (text) => {
    expect(decodeBech32(text)).toBeUndefined();
  });
  it('gives the prefix in lower case and the words without the checksum', () => {
    expect(decodeBech32('ABCDEF1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LMQQQXW')).toEqual({
      prefix: 'abcdef',
      words: Array.from({ length: 32 }, (_, value) => value),
      checksum: 'bech32',
    });
  });
});

describe('words to bytes', () => {
  it('packs 5-bit words', () => {
    expect(wordsToBytes([31, 31, 31, 31, 31, 31, 31, 31])).toEqual(
      new Uint8Array([255, 255, 255, 255, 255]),
    );
    expect(wordsToBytes([1, 28])).toEqual(new Uint8Array([15]));
    expect(wordsToBytes([])).toEqual(new Uint8Array([]));
  });
  it('refuses a whole word left over and padding that is not zero', () => {
    expect(wordsToBytes([0])).toBeUndefined();
    expect(wordsToBytes([0, 0, 0])).toBeUndefined();
    expect(wordsToBytes([31, 31])).toBeUndefined();
  });
});
