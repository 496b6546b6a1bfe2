import { randomBytes } from 'node:crypto';
import { bytesToHex } from 'viem';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import type { InPage } from '../../../../src/wallets/deps.ts';
import type { ExtensionPort } from '../../../../src/wallets/eip1193/extension.ts';
import { createBrowserWallet } from '../../../../src/wallets/eip1193/index.ts';
import { createUserWallet, type RpcAnswer } from '../../../support/user-wallet.ts';

const NOW = 1_795_000_000_000;
export const ASKED = { paymentId: 'seen/x402:0', tabId: 4 };
export const RAIL = {
  kind: 'eip3009',
  network: 'eip155:84532',
  asset: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
} as const;

/** One USDC cent on Base Sepolia from an address. */
export function cent(from: string): Eip3009Request {
  return {
    rail: 'eip3009',
    network: RAIL.network,
    domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: RAIL.asset },
    message: {
      from,
      to: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      value: '10000',
      validAfter: '0',
      validBefore: String(NOW / 1000 + 60),
      nonce: bytesToHex(randomBytes(32)),
    },
  };
}

/** A wallet extension on a port, as MetaMask speaks there; `answers` may stand in for it. */
function portOf(answers: (method: string, params: readonly unknown[]) => Promise<RpcAnswer>) {
  const heard: ((message: unknown) => void)[] = [];
  const gone: (() => void)[] = [];
  const sent: unknown[] = [];
  const port: ExtensionPort = {
    send: (message) => {
      sent.push(message);
      const { name, data } = message as {
        name: string;
        data: { id: number; method: string; params: readonly unknown[] };
      };
      void answers(data.method, data.params).then((answer) => {
        // Events, streams of others and answers to others come by on the same port.
        for (const hear of heard) {
          hear({ name, data: { method: 'metamask_chainChanged' } });
          hear({ name: 'other', data: { id: data.id, result: 'not this' } });
          hear({ name, data: { id: data.id, jsonrpc: '2.0', ...answer } });
        }
      });
    },
    onMessage: (listener) => heard.push(listener),
    onClosed: (listener) => gone.push(listener),
    close: () => undefined,
  };
  const hangUp = () => {
    for (const each of gone) each();
  };
  return { port, sent, hangUp };
}

/** A browser with a user's wallet, by the port of an extension, in a page, or both. */
export function browserWith(where: { extension?: boolean; page?: boolean; code?: string }) {
  const user = createUserWallet();
  const told = { answers: user.answer as (typeof user)['answer'] };
  const awake: boolean[] = [];
  const line = portOf((...asked) => told.answers(...asked));
  const page = new EventTarget();
  const icon = 'data:image/png;base64,AA==';
  const info = { uuid: 'u-1', rdns: 'test.lab', name: 'Lab\u202e Wallet', icon: icon as unknown };
  const provider = {
    request: async ({ method, params }: { method: string; params: readonly unknown[] }) => {
      const answer = await told.answers(method, params);
      if ('result' in answer) return answer.result;
      throw Object.assign(new Error(answer.error.message), answer.error);
    },
  };
  if (where.page === true) {
    page.addEventListener('eip6963:requestProvider', () => {
      page.dispatchEvent(
        new CustomEvent('eip6963:announceProvider', { detail: { info, provider } }),
      );
    });
  }
  const inPage: InPage = async (_, func, input) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'window');
    Object.defineProperty(globalThis, 'window', { value: page, configurable: true });
    const out = func(input);
    if (before === undefined) Reflect.deleteProperty(globalThis, 'window');
    else Object.defineProperty(globalThis, 'window', before);
    return structuredClone(await out);
  };
  const wallet = createBrowserWallet({
    inPage,
    connectTo: async (id) => (where.extension === true && id === 'theirs' ? line.port : undefined),
    walletExtensions: async () => [{ id: 'none' }, { id: 'theirs', name: 'MetaMask' }],
    stayAwake: (wanted) => awake.push(wanted),
    now: () => NOW,
    rpc: () => 'https://rpc.example/',
    fetch: async () => Response.json({ jsonrpc: '2.0', id: 1, result: where.code ?? '0x' }),
  });
  return { user, told, wallet, awake, info, icon, page, ...line };
}
