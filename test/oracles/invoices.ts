import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeInvoice } from '../../src/core/lightning/bolt11.ts';
import { makeInvoice, nodeId } from '../fixtures/invoice.ts';
import { alby, lightBolt11 } from '../lab/oracles/oracles.mjs';

/** Invoices of each kind: half of them on the main network, half on the others, so that two files share the work. */
export const numRuns = Number(process.env['FAREBOX_ORACLE_RUNS'] ?? 2_000);
const signer = nodeId();

const hex32 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const price = fc
  .tuple(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom('', 'm', 'u', 'n', '0p'))
  .map(([count, multiplier]) => `${count}${multiplier}`);
const prefixOf = (networks: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...networks), fc.oneof(fc.constant(''), price))
    .map((parts) => parts.join(''));
const termsOf = (networks: readonly string[]) =>
  fc
    .record(
      {
        prefix: prefixOf(networks),
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

/** Reads invoices of these networks as the oracles read them, and says who signed; throws where they differ. */
export function readsAlike(...networks: readonly string[]): void {
  fc.assert(
    fc.property(termsOf(networks), (made) => {
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
    { numRuns: numRuns / 2 },
  );
}
