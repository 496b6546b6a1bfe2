import { describe, expect, it } from 'vitest';
import { fiatOf } from '../../../../src/core/money/fiat.ts';

describe('fiat currencies', () => {
  it('knows that minor units differ', () => {
    expect(fiatOf('USD')).toEqual({ code: 'USD', decimals: 2 });
    expect(fiatOf('jpy')).toEqual({ code: 'JPY', decimals: 0 });
    expect(fiatOf('BHD')).toEqual({ code: 'BHD', decimals: 3 });
  });
  it.each(['USDC', 'XYZ', 'US', '', 'ＵＳＤ', 42, null, undefined])('does not know %j', (code) => {
    expect(fiatOf(code)).toBeUndefined();
  });
});
