import { describe, expect, test } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  BASE_USDC,
  blob,
  CHALLENGE,
  CHALLENGE_V1,
  ENTRY,
  response,
  withEntry,
} from '../../../fixtures/x402/weather.ts';

function read(headers: readonly HeaderLine[], body?: string) {
  return x402.read(response(headers, body === undefined ? {} : { body }));
}

function amounts(headers: readonly HeaderLine[], body?: string) {
  return read(headers, body).offers.map(({ price }) => price?.amount);
}

const none = { offers: [], notices: [], problems: [] };
const standard = ['payment-required', blob(CHALLENGE)] as const;
const dialect = ['X-Payment-Required', blob(withEntry({ amount: '7' }))] as const;
const authenticate = [
  'WWW-Authenticate',
  `Basic realm="a, X402 requirements=\\"x\\"", X402 requirements="${blob(withEntry({ amount: '8' }))}"`,
] as const;
const body = JSON.stringify({ ...CHALLENGE_V1, accepts: [{ ...ENTRY, maxAmountRequired: '9' }] });

describe('where a challenge stands', () => {
  test('the most standard place counts', () => {
    expect(amounts([dialect, authenticate, standard], body)).toEqual([2500n]);
    expect(amounts([authenticate, dialect], body)).toEqual([7n]);
    expect(amounts([authenticate], body)).toEqual([8n]);
    expect(amounts([], body)).toEqual([9n]);
  });

  test('dialects are paid and flagged', () => {
    for (const line of [dialect, authenticate]) {
      const [offer] = read([line]).offers;
      expect(offer?.payable).toBe(true);
      expect(offer?.cautions).toContain('caution_lenient');
    }
    const raw = read([['X-PAYMENT-REQUIRED', JSON.stringify(CHALLENGE_V1)]]).offers[0];
    expect(raw).toMatchObject({ payable: true, version: '1' });
  });

  test('a broken place is told, and the next one read', () => {
    const reading = read([['PAYMENT-REQUIRED', 'eyJ4'], dialect]);
    expect(reading.offers).toHaveLength(1);
    expect(reading.problems).toHaveLength(1);
    const unquoted: HeaderLine = ['WWW-Authenticate', 'X402 requirements="eyJ4'];
    expect(read([unquoted]).problems).toHaveLength(1);
  });

  test('the same broken challenge in three places is one problem', () => {
    const value = blob({ x402Version: 2 });
    const reading = read([
      ['WWW-Authenticate', `X402 requirements="${value}"`],
      ['payment-required', value],
      ['x-payment-required', value],
    ]);
    expect(reading.problems).toEqual([
      { protocol: 'x402', field: 'PAYMENT-REQUIRED: accepts', reason: 'The list is missing.' },
    ]);
  });

  test('others that use the name X-PAYMENT-REQUIRED are left to others', () => {
    for (const value of ['true', '1', '', '{"price":"0.003","currency":"USDC"}', 'gAAA']) {
      expect(read([['X-Payment-Required', value]])).toEqual(none);
    }
    expect(read([['X-Payment-Required', 'eyJ4']]).problems).toHaveLength(1);
  });

  test('a body that is not x402 is left to others', () => {
    const others = [
      '',
      '{}',
      '<script>window.x402 = {"accepts":[]}</script>',
      '{"error":{"message":"Payment required","code":402}}',
      '{"x402Version":1,"error":"x"}',
      '{"accepts":["text/html"]}',
      '{"accepts":[',
    ];
    for (const text of others) expect(read([], text)).toEqual(none);
    expect(read([], '{"x402Version":1,"accepts":{}}').problems).toHaveLength(1);
  });

  test('version 1 in a body is what it should be: no caution', () => {
    const offer = read([], JSON.stringify(CHALLENGE_V1)).offers[0];
    expect(offer).toMatchObject({
      id: 'x402:0',
      version: '1',
      method: 'exact',
      network: 'eip155:84532',
      description: 'Weather of today',
      timeoutSeconds: 60,
      price: { amount: 2500n, currency: 'USDC', decimals: 6 },
      payable: true,
      cautions: ['caution_test_network'],
    });
  });

  test('version 2 as the reference server sends it: no caution on a main network', () => {
    const main = {
      network: 'eip155:8453',
      asset: BASE_USDC,
      extra: { name: 'USD Coin', version: '2' },
    };
    const [offer] = read([['PAYMENT-REQUIRED', blob(withEntry(main))]]).offers;
    expect(offer).toEqual({
      id: 'x402:0',
      protocol: 'x402',
      version: '2',
      method: 'exact',
      price: { amount: 2500n, currency: 'USDC', decimals: 6, asset: BASE_USDC },
      payee: ENTRY.payTo,
      network: 'eip155:8453',
      description: 'Weather of today',
      timeoutSeconds: 120,
      rail: { kind: 'eip3009', network: 'eip155:8453', asset: BASE_USDC },
      payable: true,
      cautions: [],
      terms: {
        x402Version: 2,
        accepted: { ...ENTRY, ...main },
        resource: CHALLENGE.resource,
      },
    });
  });

  test('an amount in the member of the other version is paid and flagged', () => {
    const { amount: _, ...bare } = ENTRY;
    const reading = read([
      ['PAYMENT-REQUIRED', blob({ ...CHALLENGE, accepts: [{ ...bare, maxAmountRequired: '5' }] })],
    ]);
    expect(reading.offers[0]).toMatchObject({ payable: true });
    expect(reading.offers[0]?.cautions).toContain('caution_lenient');
    expect(reading.offers[0]?.price?.amount).toBe(5n);
  });

  test('reasons come in one order, whatever else is wrong', () => {
    const wrong = {
      scheme: 'upto',
      network: 'x',
      amount: '',
      payTo: '',
      asset: '',
      maxTimeoutSeconds: 0,
    };
    const steps = ['scheme', 'network', 'asset', 'amount', 'payTo', 'maxTimeoutSeconds'] as const;
    const reasons = steps.map((_, index) => {
      const right = Object.fromEntries(steps.slice(0, index).map((step) => [step, ENTRY[step]]));
      const value = blob({ ...withEntry({ ...wrong, ...right }), x402Version: 2 });
      return x402.read(response([['PAYMENT-REQUIRED', value]], { url: 'http://a.example' }))
        .offers[0]?.why;
    });
    expect(reasons).toEqual([
      'reason_upto',
      'reason_network',
      'reason_asset_missing',
      'reason_amount_missing',
      'reason_pay_to_missing',
      'reason_timeout',
    ]);
  });
});
