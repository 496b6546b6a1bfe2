import { describe, expect, test } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  blob,
  CHALLENGE,
  CHALLENGE_V1,
  challenged,
  PAYER,
  response,
} from '../../../fixtures/x402/weather.ts';

const HASH = `0x${'5c'.repeat(32)}`;
const SETTLED = { success: true, payer: PAYER, transaction: HASH, network: 'eip155:84532' };

function receipt(value: unknown, status = 200, name = 'PAYMENT-RESPONSE') {
  const line: HeaderLine = [name, typeof value === 'string' ? value : blob(value)];
  return x402.receipt(response([line], { status }));
}

describe('receipt', () => {
  test('settled, in the header of either version and with the network name of either', () => {
    const settled = {
      outcome: 'settled',
      transaction: HASH,
      network: 'eip155:84532',
      payer: PAYER,
    };
    expect(receipt(SETTLED)).toEqual(settled);
    const old = { ...SETTLED, network: 'base-sepolia' };
    expect(receipt(old, 200, 'X-PAYMENT-RESPONSE')).toEqual(settled);
    expect(receipt({ ...SETTLED, amount: '12' }, 404)).toEqual({ ...settled, amount: '12' });
  });

  test('62 a transaction that is none for its network is left out', () => {
    const wrong = ['', 'javascript:alert(1)', '0x12', `${HASH}0`, `${HASH}\n`, 5, null];
    for (const transaction of wrong) {
      expect(receipt({ ...SETTLED, transaction })).not.toHaveProperty('transaction');
    }
    expect(receipt({ ...SETTLED, network: 'x:1' })).not.toHaveProperty('transaction');
    expect(receipt({ ...SETTLED, payer: '<b>', amount: '-1' })).toEqual({
      outcome: 'settled',
      transaction: HASH,
      network: 'eip155:84532',
    });
    const solana = '5'.repeat(88);
    expect(receipt({ ...SETTLED, network: 'solana', transaction: solana })).toMatchObject({
      transaction: solana,
      network: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    });
  });

  test('63 a failed settlement names its code, or else the cleaned start of its message', () => {
    const errorMessage = `<b>\u202eNonce\nRPC https://rpc.example ${'data '.repeat(500)}`;
    const failed = { success: false, transaction: '', network: 'eip155:84532', errorMessage };
    const code = receipt({ ...failed, errorReason: 'invalid_exact_evm_transaction_failed' }, 402);
    expect(code).toEqual({
      outcome: 'refused',
      reason: 'invalid_exact_evm_transaction_failed',
      network: 'eip155:84532',
    });
    const message = receipt(failed, 402)?.reason ?? '';
    expect(message).toMatch(/^<b>Nonce RPC https/);
    expect(message.length).toBeLessThanOrEqual(200);
  });

  test('67 a settlement under way is neither', () => {
    const pending = { success: false, errorReason: 'settlement_pending', transaction: HASH };
    expect(receipt({ ...pending, network: 'eip155:8453' }, 402)).toEqual({
      outcome: 'pending',
      reason: 'settlement_pending',
      transaction: HASH,
      network: 'eip155:8453',
    });
    const challenge = { ...CHALLENGE, error: 'settlement_pending' };
    expect(x402.receipt(challenged(challenge))?.outcome).toBe('pending');
  });

  test('a refusal is told in the error of the new challenge, of either version', () => {
    const error = 'invalid_exact_evm_nonce_already_used';
    const refused = { outcome: 'refused', reason: error };
    expect(x402.receipt(challenged({ ...CHALLENGE, error }))).toEqual(refused);
    const body = JSON.stringify({ ...CHALLENGE_V1, error, payer: PAYER });
    expect(x402.receipt(response([], { body }))).toEqual({ ...refused, payer: PAYER });
    const allowance = { ...CHALLENGE, error: 'permit2_allowance_required' };
    expect(x402.receipt(challenged(allowance, { status: 412 }))?.outcome).toBe('refused');
    const { error: _, ...silent } = CHALLENGE;
    expect(x402.receipt(challenged(silent))).toEqual({ outcome: 'refused' });
    expect(x402.receipt(challenged({ ...CHALLENGE, error: { a: 1 } }))).toEqual({
      outcome: 'refused',
    });
  });

  test('what says nothing gives nothing', () => {
    expect(x402.receipt(response([], { status: 200 }))).toBeUndefined();
    expect(x402.receipt(response([], { body: '{}' }))).toBeUndefined();
    expect(x402.receipt(challenged(CHALLENGE, { status: 200 }))).toBeUndefined();
    for (const value of ['', '@@', blob('[]'), blob('null'), blob({ success: 'true' })]) {
      expect(receipt(value)).toBeUndefined();
    }
    const two: HeaderLine[] = [
      ['PAYMENT-RESPONSE', blob(SETTLED)],
      ['PAYMENT-RESPONSE', blob({ ...SETTLED, success: false })],
    ];
    expect(x402.receipt(response(two, { status: 200 }))).toBeUndefined();
  });

  test('a broken header does not hide what the other one says', () => {
    const lines: HeaderLine[] = [
      ['PAYMENT-RESPONSE', '@@'],
      ['x-payment-response', blob(SETTLED)],
    ];
    expect(x402.receipt(response(lines, { status: 200 }))?.outcome).toBe('settled');
  });
});
