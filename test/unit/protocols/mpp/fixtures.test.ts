import { describe, expect, it } from 'vitest';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { MPP } from '../../../fixtures/mpp.ts';
import { challenged } from '../../../fixtures/payment.ts';

describe('MPP challenges', () => {
  it.each(MPP.map((fixture) => [fixture.name, fixture] as const))('%s', (_, { line, offer }) => {
    const { offers, notices, problems } = mpp.read(challenged(line));
    expect(problems).toEqual([]);
    expect(notices).toEqual([]);
    expect(offers).toEqual([
      { payable: false, ...offer, id: 'mpp:0', protocol: 'mpp', terms: expect.any(Object) },
    ]);
  });
});
