import fc from 'fast-check';
import { getAddress } from 'viem';
import { describe, expect, test } from 'vitest';
import {
  checksummed,
  isAddress,
  isChecksumOk,
  isSameAddress,
} from '../../../../src/core/money/address.ts';

const addresses = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}` as const);

describe('addresses', () => {
  test('the checksum is that of viem', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(checksummed(address)).toBe(getAddress(address));
        expect(checksummed(checksummed(address))).toBe(getAddress(address));
        expect(isChecksumOk(checksummed(address))).toBe(true);
      }),
    );
  });

  test('one wrong case breaks it, no case at all does not', () => {
    const right = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
    for (let turn = 0; turn < 2; turn++) {
      expect(isChecksumOk(right)).toBe(true);
      expect(isChecksumOk(right.replace('EB2c', 'Eb2c'))).toBe(false);
    }
    expect(isChecksumOk(right.toLowerCase())).toBe(true);
    expect(isChecksumOk(`0x${right.slice(2).toUpperCase()}`)).toBe(true);
  });

  test('stays right for more addresses than it remembers', () => {
    for (let number = 0; number < 600; number++) {
      const address = checksummed(`0xab${number.toString(16).padStart(38, 'c')}`);
      expect(isChecksumOk(address)).toBe(true);
    }
  });

  test('an address is 0x and 40 hex digits', () => {
    const wrong = [
      '',
      '0x',
      `0x${'a'.repeat(39)}`,
      `0x${'a'.repeat(41)}`,
      `0X${'a'.repeat(40)}`,
      `0x${'g'.repeat(40)}`,
      5,
      null,
    ];
    for (const value of wrong) expect(isAddress(value)).toBe(false);
    expect(isAddress(`0x${'aB'.repeat(20)}`)).toBe(true);
    expect(isSameAddress('0xAB', '0xab')).toBe(true);
    expect(isSameAddress('0xAB', '0xac')).toBe(false);
  });
});
