import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../../src/core/encoding/base64.ts';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { xPayment } from '../../../../src/protocols/x-payment/index.ts';
import { answer } from '../answer.ts';

const PAYEE = '0x5555555555555555555555555555555555555555';
const read = (...headers: readonly HeaderLine[]) => xPayment.read(answer(headers));

describe('home-made terms', () => {
  it('reads flat headers, and looks tokens up', () => {
    const { offers } = read(
      ['X-Payment-Required', 'true'],
      ['X-Payment-Network', 'base'],
      ['X-Payment-Currency', 'USDC'],
      ['X-Payment-Amount', '0.05'],
      ['X-Payment-Address', PAYEE],
    );
    expect(offers).toEqual([
      {
        id: 'x-payment:0',
        protocol: 'x-payment',
        method: 'transfer',
        price: {
          amount: 50000n,
          currency: 'USDC',
          decimals: 6,
          asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
        },
        payee: PAYEE,
        network: 'eip155:8453',
        payable: false,
        why: 'reason_external',
        cautions: [],
        terms: { amount: '0.05', currency: 'USDC', network: 'base', address: PAYEE },
      },
    ]);
  });
  it('reads plain JSON, and quotes what it cannot vouch for', () => {
    const text = JSON.stringify({ price: 0.003, currency: 'USDC', payTo: PAYEE, chain: 'moon' });
    expect(read(['X-Payment-Required', text]).offers[0]).toMatchObject({
      description: '0.003 USDC',
      payee: PAYEE,
      network: 'moon',
    });
    expect(read(['X-Payment-Required', text]).offers[0]?.price).toBeUndefined();
  });
  it.each([
    [
      {
        asset: 'USDC',
        network: 'base',
        maxAmountRequired: '0.05',
        payTo: PAYEE,
        description: 'A report',
      },
      { price: { amount: 50000n, currency: 'USDC' }, description: 'A report', payee: PAYEE },
    ],
    [
      { asset: 'CREDITS', max_amount_required: '0.5', payTo: PAYEE, description: 'A report' },
      { price: undefined, description: '0.5 CREDITS · A report' },
    ],
    [
      { asset: 'USDC', network: 'moon', amount: '2.50', pay_to: PAYEE, description: 'A map' },
      { price: undefined, description: '2.50 USDC · A map', payee: PAYEE },
    ],
    [
      { asset: 'USDC', network: 'base', maxAmountRequired: '50000' },
      { price: undefined, description: 'maxAmountRequired: 50000 USDC' },
    ],
    [
      { asset: 'USDC', payTo: PAYEE, description: 'A song' },
      { price: undefined, description: 'A song' },
    ],
  ])("knows x402's names in plain JSON: %j", (json, expected) => {
    const [offer] = read(['X-Payment-Required', JSON.stringify(json)]).offers;
    expect({ price: undefined, ...offer }).toMatchObject(expected);
  });
  it('takes a currency alone for no description', () => {
    const [offer] = read(
      ['X-Payment-Required', JSON.stringify({ asset: 'USDC', payTo: PAYEE })],
      ['X-Payment-Token', 'USDC'],
    ).offers;
    expect(offer).not.toHaveProperty('description');
  });
  it('reads ISO currencies', () => {
    expect(
      read(['X-Payment-Amount', '1.50'], ['X-Payment-Currency', 'eur']).offers[0]?.price,
    ).toEqual({
      amount: 150n,
      decimals: 2,
      currency: 'EUR',
      asset: 'EUR',
    });
  });
  it('warns of test networks', () => {
    const { offers } = read(['X-Payment-Amount', '1'], ['X-Payment-Network', 'base-sepolia']);
    expect(offers[0]?.cautions).toEqual(['caution_test_network']);
  });
  it('leaves x402 to x402', () => {
    const accepts = JSON.stringify({ x402Version: 1, accepts: [] });
    expect(read(['X-Payment-Required', accepts]).offers).toEqual([]);
    expect(read(['X-Payment-Required', encodeBase64(accepts)]).offers).toEqual([]);
  });
  it('needs an amount or an address', () => {
    expect(read(['X-Payment-Required', 'true']).offers).toEqual([]);
    expect(read(['X-Payment-Network', 'base']).offers).toEqual([]);
    expect(read(['X-Payment-Required', '{"price":']).offers).toEqual([]);
    expect(read(['X-Payment-Amount', 'x'.repeat(300)]).offers).toEqual([]);
  });
});
