import { describe, expect, it } from 'vitest';
import { moneroNetwork } from '../../../../src/protocols/xmr402/address.ts';
import { xmr402 } from '../../../../src/protocols/xmr402/index.ts';
import { challenged } from '../../../fixtures/payment.ts';

// The Monero project's donation addresses: one of each kind.
const STANDARD =
  '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A';
const SUBADDRESS =
  '888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H';

const line = (params: Record<string, string>): string =>
  `XMR402 ${Object.entries({ address: STANDARD, amount: '2500000000', message: 'n-1', ...params })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
const read = (params: Record<string, string>) => xmr402.read(challenged(line(params)));

describe('XMR402', () => {
  it('reads a challenge', () => {
    const { offers, problems } = read({ timestamp: '1790000000' });
    expect(problems).toEqual([]);
    expect(offers).toEqual([
      {
        id: 'xmr402:0',
        protocol: 'xmr402',
        method: 'transfer',
        price: { amount: 2_500_000_000n, currency: 'XMR', decimals: 12 },
        payee: STANDARD,
        network: 'monero:mainnet',
        payable: false,
        why: 'reason_no_wallet',
        cautions: [],
        terms: { address: STANDARD, amount: '2500000000', message: 'n-1', timestamp: '1790000000' },
      },
    ]);
  });

  it('reads every kind of address and refuses a wrong letter', () => {
    expect(moneroNetwork(SUBADDRESS)).toBe('mainnet');
    expect(moneroNetwork(STANDARD.replace('44AFF', '44AFG'))).toBeUndefined();
    expect(moneroNetwork('z'.repeat(95))).toBeUndefined();
    expect(moneroNetwork('0'.repeat(106))).toBeUndefined();
    expect(moneroNetwork('')).toBeUndefined();
  });

  it.each([
    ['address', { address: 'me' }, 'This is no Monero address.'],
    ['amount', { amount: '0.5' }, 'The amount is not a whole number of piconero.'],
    ['amount', { amount: '-1' }, 'The amount is not a whole number of piconero.'],
    ['message', { message: '' }, 'The message is no nonce.'],
    ['message', { message: 'a\\u000ab' }, 'The message is no nonce.'],
    ['timestamp', { timestamp: 'now' }, 'The timestamp is not a number.'],
  ])('names the %s of %j', (field, params, reason) => {
    expect(read(params as Record<string, string>)).toEqual({
      offers: [],
      notices: [],
      problems: [{ protocol: 'xmr402', field, reason }],
    });
  });

  it('names a fault of the header, and an amount of nothing', () => {
    expect(xmr402.read(challenged('XMR402 a=1, a=2')).problems).toMatchObject([{ field: 'a' }]);
    expect(read({ amount: '0' }).offers).toMatchObject([{ why: 'reason_amount_zero' }]);
    const insecure = { ...challenged(line({})), url: 'http://a.test/' };
    expect(xmr402.read(insecure).offers[0]?.cautions).toEqual(['caution_insecure']);
    expect(xmr402.read({ ...insecure, status: 401 }).offers).toEqual([]);
  });
});
