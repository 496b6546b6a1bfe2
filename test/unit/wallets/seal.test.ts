import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../src/wallets/seal.ts';

const keys: Record<string, Uint8Array> = {
  one: new Uint8Array(32).fill(1),
  two: new Uint8Array(32).fill(2),
};
const keyOf = async (name: string) => {
  const key = keys[name];
  if (key === undefined) throw new Error('locked');
  return key.slice();
};
const seal = (use: string) => createSeal({ derive: keyOf }, use);

describe('a seal', () => {
  it('is HMAC-SHA-256 under the key of its use', async () => {
    const expected = createHmac('sha256', keys['one'] ?? '')
      .update('Größe')
      .digest('hex');
    expect(await seal('one').sign('Größe')).toBe(expected);
    expect(await seal('one').verify('Größe', expected)).toBe(true);
  });

  it.each<[string, string, string, (made: string) => unknown]>([
    ['another text', 'one', 'b', (made) => made],
    ['another key', 'two', 'a', (made) => made],
    [
      'another seal',
      'one',
      'a',
      (made) => made.replace(/^./, (first) => (first === '0' ? '1' : '0')),
    ],
    ['a part of it', 'one', 'a', (made) => made.slice(2)],
    ['more than it', 'one', 'a', (made) => `${made}00`],
    ['none', 'one', 'a', () => undefined],
    ['no text', 'one', 'a', () => ['a']],
  ])('does not hold with %s', async (_, use, text, how) => {
    const made = await seal('one').sign('a');
    expect(await seal(use).verify(text, how(made))).toBe(false);
  });

  it('says nothing while the key is not to be had, whatever it is given', async () => {
    await expect(seal('none').verify('a', 'x')).rejects.toThrow('locked');
    await expect(seal('none').sign('a')).rejects.toThrow('locked');
  });

  it('of the key from before holds, and is made by the new key from now on', async () => {
    const deriveOld = () => keyOf('two');
    const both = createSeal({ derive: keyOf, deriveOld }, 'one');
    expect(await both.verify('a', await seal('two').sign('a'))).toBe(true);
    expect(await both.sign('a')).toBe(await seal('one').sign('a'));
    expect(await both.verify('b', await seal('two').sign('a'))).toBe(false);
  });
});
