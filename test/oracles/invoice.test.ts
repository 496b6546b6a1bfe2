import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInvoice } from '../../src/core/bolt11.ts';
import { makeInvoice, nodeId } from '../fixtures/invoice.ts';
import { alby, lightBolt11 } from '../lab/oracles/oracles.mjs';

const numRuns = Number(process.env['FAREBOX_ORACLE_RUNS'] ?? 10_000);
const signer = nodeId();

const hex32 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const price = fc
  .tuple(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom('', 'm', 'u', 'n', '0p'))
  .map(([count, multiplier]) => `${count}${multiplier}`);
const prefix = fc
  .tuple(fc.constantFrom('bc', 'tb', 'tbs', 'bcrt'), fc.oneof(fc.constant(''), price))
  .map((parts) => parts.join(''));
const terms = fc
  .record(
    {
      prefix,
      timestamp: fc.integer({ min: 1_400_000_000, max: 2 ** 32 }),
      paymentHash: hex32,
      description: fc.string({ unit: 'grapheme', maxLength: 60 }),
      descriptionHash: hex32,
      expiry: fc.integer({ min: 1, max: 10_000_000 }),
      payee: fc.constant('own' as const),
    },
    { requiredKeys: ['prefix', 'timestamp', 'paymentHash', 'description'] },
  )
  .map((made) => ({ ...made }));

function refuses(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return false;
  } catch {
    return true;
  }
}

describe('invoices against light-bolt11-decoder 3.2.0 and @getalby/lightning-tools 9.0.1', () => {
  it('reads what they read, and who signed', () => {
    fc.assert(
      fc.property(terms, (made) => {
        const text = makeInvoice(made);
        const mine = decodeInvoice(text);
        if (typeof mine === 'string') throw new Error(mine);
        const light = lightBolt11(text);
        // An hour is the default of BOLT11; the others leave it to their callers.
        const seconds = {
          timestamp: mine.createdAt / 1000,
          expiry: (mine.expiresAt - mine.createdAt) / 1000,
        };
        expect(seconds).toEqual({ timestamp: light.timestamp, expiry: light.expiry ?? 3600 });
        expect(mine.amount?.toString()).toBe(light.amount ?? undefined);
        expect(mine.paymentHash).toBe(light.paymentHash);
        expect(mine.description ?? '').toBe(light.description ?? '');
        expect(mine.descriptionHash).toBe(light.descriptionHash);
        const other = alby(text);
        expect(seconds).toEqual({ timestamp: other.timestamp, expiry: other.expiry ?? 3600 });
        expect(mine.paymentHash).toBe(other.paymentHash);
        // Satoshi as a double: fractions of an amount in millisatoshi.
        expect(Number(mine.amount ?? 0n) / 1000).toBeCloseTo(other.satoshi, 3);
        expect(mine.payee).toBe(signer);
      }),
      { numRuns },
    );
  });

  it('refuses with them any letter that was changed', () => {
    const text = makeInvoice({ prefix: 'bc20u' });
    const letters = fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l');
    fc.assert(
      fc.property(fc.nat(text.length - 1), letters, (at, letter) => {
        fc.pre(text[at] !== letter);
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        expect(decodeInvoice(changed)).toBeTypeOf('string');
        expect(refuses(lightBolt11, changed)).toBe(true);
        expect(refuses(alby, changed)).toBe(true);
      }),
      { numRuns },
    );
  });

  it.each(['bc1x', 'bc1p', 'bc25000000001p'])('refuses with them the amount of ln%s', (wrong) => {
    const text = makeInvoice({ prefix: wrong });
    expect(decodeInvoice(text)).toBeTypeOf('string');
    expect(refuses(lightBolt11, text)).toBe(true);
  });

  it('alone refuses a wrong signature, which the others do not check', () => {
    const text = makeInvoice({ payee: 'own', tamper: () => new Uint8Array(65).fill(7) });
    expect(decodeInvoice(text)).toBe('has a wrong signature');
    expect(refuses(lightBolt11, text)).toBe(false);
    expect(refuses(alby, text)).toBe(false);
  });
});
