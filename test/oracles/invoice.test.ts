import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInvoice } from '../../src/core/lightning/bolt11.ts';
import { makeInvoice } from '../fixtures/invoice.ts';
import { alby, lightBolt11 } from '../lab/oracles/oracles.mjs';
import { numRuns, readsAlike } from './invoices.ts';

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
    readsAlike('bc');
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
