import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { bytesToHex, type Hex, verifyTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { addressOf } from '../../../../src/wallets/evm/address.ts';
import { digest, domainSeparator } from '../../../../src/wallets/evm/eip712.ts';
import { signAuthorization } from '../../../../src/wallets/evm/sign.ts';
import { ADDRESS, KEY, VECTORS } from './vectors.ts';

const key = hexToBytes(KEY.slice(2));
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const types = {
  TransferWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const;

test.each(VECTORS)('vector: $name', (vector) => {
  expect(addressOf(key)).toBe(ADDRESS);
  expect(bytesToHex(domainSeparator(vector.domain))).toBe(vector.domainSeparator);
  expect(bytesToHex(digest(vector.domain, vector.message))).toBe(vector.digest);
  expect(signAuthorization(key, vector.domain, vector.message)).toBe(vector.signature);
});

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value): Hex => bytesToHex(value));
const uint = fc.oneof(
  fc.constantFrom(0n, 1n, 127n, 128n, 255n, 256n, 2n ** 255n, 2n ** 256n - 1n),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
);
const secret = fc
  .oneof(fc.constantFrom(1n, 2n, N - 1n), fc.bigInt({ min: 1n, max: N - 1n }))
  .map((value): Hex => `0x${value.toString(16).padStart(64, '0')}`);
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

test('signs 1,000 generated messages as viem does, byte for byte', async () => {
  const generated = fc.record({
    secret,
    to: hex(20),
    value: uint,
    validAfter: uint,
    validBefore: uint,
    nonce: hex(32),
    domain: fc.record({
      name: words,
      version: words,
      chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      verifyingContract: hex(20),
    }),
  });
  await fc.assert(
    fc.asyncProperty(generated, async ({ secret, domain, ...rest }) => {
      const account = privateKeyToAccount(secret);
      const ours = hexToBytes(secret.slice(2));
      expect(addressOf(ours)).toBe(account.address);
      const message = { from: account.address, ...rest };
      const typed = { domain, types, primaryType: 'TransferWithAuthorization', message } as const;
      const signature = signAuthorization(ours, domain, message) as Hex;
      expect(signature).toBe(await account.signTypedData(typed));
      expect(await verifyTypedData({ address: account.address, ...typed, signature })).toBe(true);
      expect(BigInt(`0x${signature.slice(66, 130)}`) <= N / 2n).toBe(true);
      expect(['1b', '1c']).toContain(signature.slice(130));
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('refuses to pack what does not fit a word', () => {
  const { domain, message } = VECTORS[0];
  expect(() => digest(domain, { ...message, value: 2n ** 256n })).toThrow();
  expect(() => digest(domain, { ...message, value: -1n })).toThrow();
  expect(() => digest(domain, { ...message, nonce: `${message.nonce}00` })).toThrow();
});
