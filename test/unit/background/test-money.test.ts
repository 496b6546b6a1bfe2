import { expect, it } from 'vitest';
import { paymentOf } from '../../../src/background/api/views/payment.ts';
import { otherOf } from '../../../src/background/api/views/request.ts';
import { networkOfOffer } from '../../../src/background/offers/money.ts';
import { makeInvoice } from '../../fixtures/invoice.ts';
import { challenged } from '../../fixtures/payment.ts';
import { inAsset } from '../../fixtures/x402/in-asset.ts';
import { consent, NOW, world } from './world.ts';

// Every place where an amount stands says of test money that it is that: what was offered, what was paid, the list.

function lightning(prefix: string) {
  return {
    ...challenged(),
    headers: [['X-Lightning', makeInvoice({ prefix })] as const],
  };
}

const CASES = [
  [
    'USDC on Base Sepolia',
    inAsset('eip155:84532', '0x036CbD53842c5426634e7929541eC2318f3dCF7e'),
    true,
  ],
  ['Lightning on regtest', lightning('bcrt210n'), true],
  ['Lightning on signet', lightning('tbs210n'), true],
  ['Lightning on testnet', lightning('tb210n'), true],
  ['USDC on Base', inAsset('eip155:8453', '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'), false],
  ['Lightning', lightning('bc210n'), false],
] as const;

it.each(CASES)('%s', async (_, response, testnet) => {
  const { context } = world();
  const payment = consent('purse', response);
  expect(networkOfOffer(payment.quote.offer)?.testnet).toBe(testnet);
  expect(paymentOf(context, payment, {}).network?.testnet).toBe(testnet);
  const seen = { id: 'seen', tabId: 1, type: 'main_frame', response, at: NOW } as const;
  expect(otherOf(context, { ...seen, frameId: 0, body: 'none' }).testnet).toBe(testnet);
});
