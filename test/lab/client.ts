import { x402Client, x402HTTPClient } from '@x402/core/client';
import { registerExactEvmScheme } from '@x402/evm/exact/client';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { ChainClient } from './chain.ts';

/** The reference client with a fresh key: what a shop must accept if the lab itself is right. */
export async function newPayer(chain: ChainClient, amount = 5_000_000n) {
  const account = privateKeyToAccount(generatePrivateKey());
  await chain.mint(account.address, amount);
  const signer = registerExactEvmScheme(new x402Client(), { signer: account });
  // The shops' prices are the tests' business, not the reference client's own limits.
  signer.setSpendControls(false);
  const client = new x402HTTPClient(signer);

  /** Requests the address and signs what its 402 asks for; resolves with the headers of the proof. */
  const sign = async (url: string, init: RequestInit = {}): Promise<Record<string, string>> => {
    const response = await fetch(url, init);
    const body: unknown = await response.json().catch(() => undefined);
    const required = client.getPaymentRequiredResponse((name) => response.headers.get(name), body);
    return client.encodePaymentSignatureHeader(await client.createPaymentPayload(required));
  };
  const send = (url: string, headers: Record<string, string>, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, ...headers } });
  return {
    address: account.address,
    sign,
    send,
    /** The whole cycle. */
    pay: async (url: string, init: RequestInit = {}) => send(url, await sign(url, init), init),
    receipt: (response: Response) =>
      client.getPaymentSettleResponse((name) => response.headers.get(name)),
  };
}
