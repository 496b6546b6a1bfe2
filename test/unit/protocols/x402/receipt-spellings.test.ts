import { describe, expect, test } from 'vitest';
import { refusalKey } from '../../../../src/core/offers/refusal-reasons.ts';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { l402 } from '../../../../src/protocols/l402/index.ts';
import { lightning } from '../../../../src/protocols/lightning/index.ts';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import { blob, response } from '../../../fixtures/x402/weather.ts';

const HASH = `0x${'ab'.repeat(32)}`;
const BASE = 'eip155:8453';

function inHeader(value: unknown, name = 'X-PAYMENT-RESPONSE', status = 200) {
  const line: HeaderLine = [name, typeof value === 'string' ? value : blob(value)];
  return x402.receipt(response([line], { status }));
}

/** Receipts that name the transaction and the network, in whatever spelling. */
describe('a receipt in another spelling', () => {
  test.each([
    [{ success: true, error: null, txHash: HASH, networkId: '8453' }],
    [{ success: true, tx_hash: HASH, network: 'base' }],
    [{ success: true, transactionHash: HASH, chainId: 8453 }],
    [{ success: true, hash: HASH, chain: BASE }],
    [{ settlement: { success: true, transaction: HASH, network: 'base' } }],
    [{ success: true, receipt: { transactionHash: HASH }, chainId: '0x2105' }],
    [{ payment: { status: 'settled', tx: { hash: HASH } }, network: { chainId: 8453 } }],
    [{ transaction: HASH, network: BASE }],
    [{ success: true, transaction: 'ab'.repeat(32), network: BASE }],
    [{ success: true, transaction: HASH, network: 'Base' }],
    [[{ success: true, txHash: HASH, network: BASE }]],
    [[[{ success: true, txHash: HASH, chain: 'base' }]]],
    [{ settlement: JSON.stringify({ success: true, transaction: HASH, network: 'base' }) }],
    [{ result: [[{ receipt: { tx_hash: HASH, network_id: 8453 } }]] }],
  ])('%j', (value) => {
    const settled = { outcome: 'settled', transaction: HASH, network: BASE };
    expect(inHeader(value)).toEqual(settled);
    expect(inHeader(value, 'PAYMENT-RESPONSE')).toEqual(settled);
    expect(inHeader(JSON.stringify(value), 'Payment-Receipt')).toEqual(settled);
    const body = JSON.stringify({ data: value });
    expect(x402.receipt(response([], { status: 200, body }))).toEqual(settled);
  });

  test('a bare transaction is one of the network that was paid on', () => {
    expect(inHeader(HASH)).toEqual({ outcome: 'settled', transaction: HASH });
    expect(inHeader(HASH.slice(2))).toEqual({ outcome: 'settled', transaction: HASH });
    expect(inHeader({ success: true, txHash: HASH })).toEqual({
      outcome: 'settled',
      transaction: HASH,
    });
    expect(inHeader(`${HASH}0`)).toBeUndefined();
    for (const text of [`"${HASH}"`, blob(HASH), btoa(HASH), btoa(HASH.slice(2))]) {
      expect(inHeader(text)).toEqual({ outcome: 'settled', transaction: HASH });
    }
  });

  test('a network by a name that nobody knows loses no transaction', () => {
    expect(inHeader({ success: true, transaction: HASH, network: 'Some Rollup' })).toEqual({
      outcome: 'settled',
      transaction: HASH,
      network: 'Some Rollup',
    });
    expect(inHeader({ success: true, transaction: HASH, network: 'Base Sepolia' })).toEqual({
      outcome: 'settled',
      transaction: HASH,
      network: 'eip155:84532',
    });
    expect(inHeader({ success: true, transaction: HASH, network: 'stellar' })).toEqual({
      outcome: 'settled',
      network: 'stellar:pubnet',
    });
  });

  test('one that does not say how it ended is no receipt where the page stayed shut', () => {
    expect(inHeader({ txHash: HASH, network: BASE }, 'PAYMENT-RESPONSE', 500)).toBeUndefined();
    expect(inHeader(HASH, 'PAYMENT-RESPONSE', 402)).toBeUndefined();
    expect(inHeader({ networkId: '8453' })).toBeUndefined();
    expect(inHeader({ isValid: true })).toBeUndefined();
  });

  test('one that says that it failed is a refusal, with its reason under any name', () => {
    for (const [said, reason] of [
      [{ success: false, error_reason: 'insufficient_funds' }, 'insufficient_funds'],
      [{ isValid: false, invalidReason: 'invalid_payload' }, 'invalid_payload'],
      [{ status: 'failed', error: { message: 'Try later' } }, 'Try later'],
    ] as const) {
      expect(inHeader(said, 'PAYMENT-RESPONSE', 402)).toEqual({ outcome: 'refused', reason });
    }
  });
});

/** Reasons that stand in the body of a second 402 alone. */
describe('the reason of a refusal in a bare body', () => {
  const CODE = 'invalid_exact_evm_insufficient_balance';
  test.each([
    [{ error: 'Settlement failed', details: CODE }, CODE],
    [{ reason: CODE }, CODE],
    [{ errorReason: 'insufficient_funds' }, 'insufficient_funds'],
    [{ error: 'Payment Required', invalidReason: 'InsufficientFunds' }, 'InsufficientFunds'],
    [{ detail: { error: 'insufficient_balance' } }, 'insufficient_balance'],
    [{ errors: [{ message: 'Insufficient balance of USDC' }] }, 'Insufficient balance of USDC'],
    [{ statusCode: 402, message: JSON.stringify({ error: CODE }) }, CODE],
    [{ error: { details: [[{ reason: CODE }]] } }, CODE],
    [[[{ errors: [JSON.stringify({ invalidReason: CODE })] }]], CODE],
    [JSON.stringify({ detail: JSON.stringify([{ error: CODE }]) }), CODE],
    [{ message: 'transfer amount exceeds balance' }, 'transfer amount exceeds balance'],
    [{ title: 'Payment Required', detail: 'Insufficient funds.' }, 'Insufficient funds.'],
  ])('%j', (body, reason) => {
    const text = JSON.stringify(body);
    const refused = x402.receipt(response([], { body: text }));
    expect(refused).toMatchObject({ outcome: 'refused', reason });
    expect(refusalKey(refused?.reason)).toBe('refused_insufficient_balance');
    for (const protocol of [l402, lightning]) {
      expect(protocol.receipt(response([], { body: text }))).toMatchObject({ reason });
    }
    expect(mpp.receipt(response([], { body: text }))).toMatchObject({ reason });
  });

  test('is told in words where its code is unknown, and in plain text', () => {
    const body = JSON.stringify({ error: 'Verification failed', code: 'E42', hint: 'Use Base.' });
    expect(x402.receipt(response([], { body }))).toEqual({
      outcome: 'refused',
      reason: 'Verification failed',
      message: 'Use Base.',
    });
    const lines: HeaderLine[] = [['Content-Type', 'text/plain']];
    expect(x402.receipt(response(lines, { body: 'Nonce already used' }))).toEqual({
      outcome: 'refused',
      reason: 'Nonce already used',
    });
  });

  test('goes before the status that a new challenge repeats', () => {
    const challenge = blob({ x402Version: 2, error: 'Payment required', accepts: [] });
    const lines: HeaderLine[] = [['PAYMENT-REQUIRED', challenge]];
    const body = JSON.stringify({ error: 'Payment required', reason: 'nonce_already_used' });
    expect(x402.receipt(response(lines, { body }))?.reason).toBe('nonce_already_used');
  });

  test('is none in a page, in an empty body, or on an answer that is no refusal', () => {
    const html: HeaderLine[] = [['Content-Type', 'text/html']];
    expect(x402.receipt(response(html, { body: '<h1>Insufficient funds</h1>' }))).toBeUndefined();
    expect(x402.receipt(response([], { body: '{"a":1}' }))).toBeUndefined();
    const body = JSON.stringify({ reason: CODE });
    expect(x402.receipt(response([], { status: 500, body }))).toBeUndefined();
  });

  test.each(['X-Reason', 'X-Payment-Error', 'Payment-Error', 'X-402-Error', 'x-error-message'])(
    'in a header (%s), where the body says no more than the status',
    (name) => {
      const line: HeaderLine = [name, 'nonce_already_used'];
      for (const body of [undefined, '', '{"error":"Payment Required"}', '{"a":1}', '<p>402</p>']) {
        const answer = response([line], body === undefined ? {} : { body });
        for (const protocol of [x402, mpp, l402]) {
          expect(protocol.receipt(answer)).toMatchObject({ reason: 'nonce_already_used' });
          expect(protocol.receipt({ ...answer, status: 200 })).toBeUndefined();
        }
      }
      const answer = response([line], { body: '{"error":"insufficient_funds"}' });
      expect(x402.receipt(answer)).toMatchObject({ reason: 'insufficient_funds' });
      expect(x402.receipt(response([[name, 'Payment required']]))).toBeUndefined();
      expect(x402.receipt(response([[name, 'e'.repeat(501)]]))).toBeUndefined();
    },
  );
});
