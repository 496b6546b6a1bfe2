import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../../src/background/payments/outcome.ts';
import { encodeBase64 } from '../../../../src/core/encoding/base64.ts';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { PAYEE, payment, USDC } from '../fakes.ts';

const { read } = registry;

const url = 'https://news.example/article';
const answer = (status: number, headers: HttpResponse['headers'] = []): HttpResponse => ({
  url,
  method: 'GET',
  status,
  headers,
});

describe('what an answer makes of a payment', () => {
  it.each([
    ['200 with a receipt', 200, { outcome: 'settled' }, 'settled', undefined],
    ['200 without a word', 200, undefined, 'settled', undefined],
    ['200 that says it took nothing', 200, { outcome: 'refused' }, 'unknown', 'refused'],
    ['a second 402', 402, { outcome: 'refused', reason: 'no' }, 'refused', 'refused'],
    ['a second 402 without a word', 402, undefined, 'refused', 'refused'],
    ['settlement_pending', 402, { outcome: 'pending' }, 'sent', 'pending'],
    ['402 with a receipt that it took the money', 402, { outcome: 'settled' }, 'settled', 'status'],
    ['a handler that fails', 500, undefined, 'unknown', 'status'],
    [
      'a handler that fails after it took the money',
      500,
      { outcome: 'settled' },
      'settled',
      'status',
    ],
    ['a redirect', 302, undefined, 'unknown', 'redirect'],
    ['401', 401, undefined, 'unknown', 'status'],
  ] as const)('%s', (_, status, receipt, state, ending) => {
    const outcome = outcomeOf(payment(), answer(status), receipt, read);
    expect(outcome.state).toBe(state);
    expect(outcome.ending?.kind).toBe(ending);
  });

  it('names the new price where the second 402 has one', () => {
    const accepted = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount: '20000',
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 60,
    };
    const header = encodeBase64(
      JSON.stringify({
        x402Version: 2,
        error: 'No matching payment requirements',
        resource: { url },
        accepts: [accepted],
      }),
    );
    const outcome = outcomeOf(
      payment(),
      answer(402, [['PAYMENT-REQUIRED', header]]),
      undefined,
      read,
    );
    expect(outcome.ending).toMatchObject({ changed: { price: { amount: '20000' } } });
  });

  it.each([
    ['another payee at the same price', { payTo: '0x90F79bf6EB2c4f870365E785982E1f101E93b906' }],
    ['the same terms', {}],
    ['a longer time', { maxTimeoutSeconds: 300 }],
  ])('%s is no other price', (_, change) => {
    const accepted = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount: '10000',
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 60,
      ...change,
    };
    const value = { x402Version: 2, error: 'invalid_signature', accepts: [accepted] };
    const header = encodeBase64(JSON.stringify(value));
    const refused = { outcome: 'refused', reason: 'invalid_signature' } as const;
    const outcome = outcomeOf(
      payment(),
      answer(402, [['PAYMENT-REQUIRED', header]]),
      refused,
      read,
    );
    expect(outcome.ending).toEqual({ kind: 'refused', reason: 'invalid_signature' });
  });
});
