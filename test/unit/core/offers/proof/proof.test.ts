import { describe, expect, test } from 'vitest';
import {
  checkProof,
  PROOF_BYTES,
  PROOF_HEADERS,
} from '../../../../../src/core/offers/proof/proof.ts';

function proof(name: string, value: string) {
  return { headers: [[name, value]] as const, reusable: false };
}

describe('checkProof', () => {
  test('lets the known headers through, in any case', () => {
    for (const name of PROOF_HEADERS) {
      const whole = proof(name.toLowerCase(), 'Payment abc, x="y"');
      expect(checkProof(whole)).toBe(whole);
    }
    expect(() => checkProof(proof('X-PAYMENT', 'x'.repeat(PROOF_BYTES)))).not.toThrow();
  });

  test('lets no other header through', () => {
    for (const name of ['Cookie', 'Host', 'X-PAYMENT ', 'x-payment\r\nCookie', '', '__proto__']) {
      expect(() => checkProof(proof(name, 'x'))).toThrow('error_proof_header');
    }
  });

  test('lets nothing through that could end a header or is too long', () => {
    const wrong = [
      '',
      ' ',
      ' x',
      'x ',
      'a  b',
      'a\nb',
      'a\r\nCookie: b',
      'a\tb',
      'ä',
      '\u0000',
      'x\n',
      'x'.repeat(PROOF_BYTES + 1),
    ];
    for (const value of wrong) {
      expect(() => checkProof(proof('X-PAYMENT', value))).toThrow('error_proof_header');
    }
  });
});
