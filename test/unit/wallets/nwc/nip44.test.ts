import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicKeyOf } from '../../../../src/wallets/nwc/crypto/keys.ts';
import * as nip04 from '../../../../src/wallets/nwc/crypto/nip04.ts';
import { open, paddedLength, seal } from '../../../../src/wallets/nwc/crypto/nip44.ts';

const ONE = '1'.padStart(64, '0');
const TWO = '2'.padStart(64, '0');

test('seals as the vectors of NIP-44 say', () => {
  const nonce = new Uint8Array(32);
  nonce[31] = 1;
  const payload =
    'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABee0G5VSK0/9YypIObAtDKfYEAjD35uVkHyB0F4DwrcNaCXlCWZKaArsGrY6M9wnuTMxWfp1RTN9Xga8no+kF5Vsb';
  expect(seal(ONE, publicKeyOf(TWO), 'a', nonce)).toBe(payload);
  expect(open(TWO, publicKeyOf(ONE), payload)).toBe('a');
});

test('opens letters of more than one byte as the vectors do', () => {
  const payload =
    'AvAAAAAAAAAAAAAAAAAAAPAAAAAAAAAAAAAAAAAAAAAPSKSK6is9ngkX2+cSq85Th16oRTISAOfhStnixqZziKMDvB0QQzgFZdjLTPicCJaV8nDITO+QfaQ61+KbWQIOO2Yj';
  expect(open(ONE, publicKeyOf(TWO), payload)).toBe('🍕🫃');
});

test.each([
  [1, 32],
  [32, 32],
  [33, 64],
  [65, 96],
  [257, 320],
  [1000, 1024],
  [65_535, 65_536],
])('pads %d bytes to %d', (length, padded) => {
  expect(paddedLength(length)).toBe(padded);
});

test('opens what it sealed, and nothing that was changed', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 500 }), fc.nat(), (text, at) => {
      const nonce = crypto.getRandomValues(new Uint8Array(32));
      const payload = seal(ONE, publicKeyOf(TWO), text, nonce);
      expect(open(TWO, publicKeyOf(ONE), payload)).toBe(Buffer.from(text).toString());
      const bytes = Buffer.from(payload, 'base64');
      const place = at % bytes.length;
      bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
      expect(open(TWO, publicKeyOf(ONE), bytes.toString('base64'))).toBeUndefined();
    }),
    { numRuns: 30 },
  );
});

test('NIP-04 opens what it sealed', async () => {
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const payload = await nip04.seal(ONE, publicKeyOf(TWO), 'hello €', iv);
  expect(payload).toMatch(/^[A-Za-z0-9+/]+=*\?iv=[A-Za-z0-9+/]+=*$/);
  expect(await nip04.open(TWO, publicKeyOf(ONE), payload)).toBe('hello €');
  expect(await nip04.open(TWO, publicKeyOf(ONE), 'nonsense')).toBeUndefined();
});
