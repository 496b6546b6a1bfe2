import { x402Facilitator } from '@x402/core/facilitator';
import type { PaymentPayload, PaymentRequirements } from '@x402/core/types';
import { toFacilitatorEvmSigner } from '@x402/evm';
import { registerExactEvmScheme } from '@x402/evm/exact/facilitator';
import express from 'express';
import { createWalletClient, http, publicActions, type VerifyTypedDataParameters } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { baseSepolia } from 'viem/chains';
import { createQueue } from '../../src/core/concurrency.ts';
import { ANY_BLOCK, type Chain } from './chain.ts';
import { type Server, startServer } from './web.ts';

/**
 * How the facilitator behaves:
 * `held` settles nothing until it is told to be something else; `failing` answers 500;
 * `refusing` verifies but answers that it did not settle; `pending` moves the money but does not see
 * the receipt (`settlement_pending`); `mute` moves the money and then hangs up.
 */
export const MODES = ['honest', 'held', 'failing', 'refusing', 'pending', 'mute'] as const;
export type Mode = (typeof MODES)[number];

/** Calls since the start. */
export type Calls = { readonly verify: number; readonly settle: number };

export type Facilitator = Server & {
  become(mode: Mode): void;
  calls(): Calls;
};

type Body = { paymentPayload: PaymentPayload; paymentRequirements: PaymentRequirements };

function schemes(chain: Chain, mode: () => Mode): Promise<x402Facilitator> {
  const account = privateKeyToAccount(generatePrivateKey());
  // Settlements come at the same time, but the account's transactions are numbered one after another.
  const inTurn = createQueue();
  const client = createWalletClient({
    account,
    chain: baseSepolia,
    transport: http(chain.rpcUrl),
    pollingInterval: 20,
  }).extend(publicActions);
  const signer = toFacilitatorEvmSigner({
    address: account.address,
    readContract: (args) => client.readContract(args),
    verifyTypedData: (args) => client.verifyTypedData(args as VerifyTypedDataParameters),
    writeContract: (args) => inTurn(() => client.writeContract(args)),
    sendTransaction: (args) => inTurn(() => client.sendTransaction(args)),
    getCode: (args) => client.getCode(args),
    waitForTransactionReceipt: async (args) => {
      const receipt = await client.waitForTransactionReceipt({ ...args, ...ANY_BLOCK });
      if (mode() === 'pending') throw new Error('no receipt in time');
      return receipt;
    },
  });
  const facilitator = registerExactEvmScheme(new x402Facilitator(), {
    signer,
    networks: ['eip155:84532', 'eip155:8453'],
  });
  return chain.fund(account.address).then(() => facilitator);
}

/** Starts a facilitator with its own gas on `chain`; it settles v1 and v2. */
export async function startFacilitator(chain: Chain): Promise<Facilitator> {
  let mode: Mode = 'honest';
  let release: () => void = () => undefined;
  let held = Promise.resolve();
  const calls = { verify: 0, settle: 0 };
  const become = (next: Mode) => {
    release();
    mode = next;
    if (next !== 'held') return;
    held = new Promise((resolve) => {
      release = resolve;
    });
  };
  const scheme = await schemes(chain, () => mode);
  const app = express();
  app.use(express.json({ limit: '1mb' }));
  app.get('/supported', (_request, response) => void response.json(scheme.getSupported()));
  app.get('/lab/calls', (_request, response) => void response.json(calls));
  app.post('/lab/mode/:mode', (request, response) => {
    const next = MODES.find((each) => each === request.params.mode);
    if (next === undefined) return void response.status(404).end();
    become(next);
    response.json({ mode });
  });
  app.post('/verify', (request, response, next) => {
    calls.verify += 1;
    const { paymentPayload, paymentRequirements } = request.body as Body;
    scheme.verify(paymentPayload, paymentRequirements).then((out) => response.json(out), next);
  });
  app.post('/settle', (request, response, next) => {
    calls.settle += 1;
    settle(request.body as Body).then((out) => {
      if (out === undefined) request.socket.destroy();
      else response.json(out);
    }, next);
  });
  async function settle({ paymentPayload, paymentRequirements }: Body) {
    if (mode === 'held') await held;
    if (mode === 'failing') throw new Error('the facilitator is out of order');
    if (mode === 'refusing') {
      const network = paymentRequirements.network;
      const errorReason = 'unexpected_settle_error';
      return { success: false, errorReason, transaction: '', network };
    }
    const hangUp = mode === 'mute';
    const out = await scheme.settle(paymentPayload, paymentRequirements);
    return hangUp ? undefined : out;
  }
  const server = await startServer(app);
  return { ...server, become, calls: () => ({ ...calls }) };
}
