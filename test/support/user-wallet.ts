import { createWalletClient, type Hex, http, publicActions } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { baseSepolia } from 'viem/chains';
import { ANY_BLOCK } from '../lab/chain.ts';

/** What a wallet answers to one call, as JSON-RPC writes it. */
export type RpcAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } };

type TypedData = {
  readonly types: Record<string, { name: string; type: string }[]>;
  readonly primaryType: string;
  readonly domain: Record<string, unknown>;
  readonly message: Record<string, unknown>;
};

const declined: RpcAnswer = { error: { code: 4001, message: 'User rejected the request.' } };

/**
 * A wallet as MetaMask behaves towards others, with a key of its own, driven by a test: `declines` names the methods to
 * which its user says no. `rpcUrl`: the chain that it sends transactions to.
 */
export function createUserWallet(rpcUrl?: string) {
  const account = privateKeyToAccount(generatePrivateKey());
  const asked: { readonly method: string; readonly params: readonly unknown[] }[] = [];
  const declines = new Set<string>();
  const known = new Set(['0x1']);
  const state = { chainId: '0x1', account, address: account.address as string };

  /** Without its type in the list MetaMask signs an empty domain (eth_signTypedData_v4). */
  const sign = async (text: string): Promise<Hex> => {
    const { types, primaryType, domain, message } = JSON.parse(text) as TypedData;
    const whole = types['EIP712Domain'] !== undefined;
    return state.account.signTypedData({
      types,
      primaryType,
      domain: whole ? domain : {},
      message,
    });
  };

  const switchTo = (chainId: string): RpcAnswer => {
    if (!known.has(chainId)) {
      return { error: { code: 4902, message: 'Unrecognized chain ID.' } };
    }
    state.chainId = chainId;
    return { result: null };
  };

  const send = async (transaction: { to: Hex; data: Hex }): Promise<Hex> => {
    const client = createWalletClient({
      account: state.account,
      chain: baseSepolia,
      transport: http(rpcUrl),
      pollingInterval: 20,
    }).extend(publicActions);
    const hash = await client.sendTransaction({ to: transaction.to, data: transaction.data });
    await client.waitForTransactionReceipt({ hash, ...ANY_BLOCK });
    return hash;
  };

  const answer = async (method: string, params: readonly unknown[]): Promise<RpcAnswer> => {
    asked.push({ method, params });
    if (declines.has(method)) return declined;
    const [first] = params as readonly Record<string, string>[];
    switch (method) {
      case 'eth_accounts':
      case 'eth_requestAccounts':
        return { result: [state.address.toLowerCase()] };
      case 'eth_chainId':
        return { result: state.chainId };
      case 'wallet_switchEthereumChain':
        return switchTo(first?.['chainId'] ?? '');
      case 'wallet_addEthereumChain':
        known.add(first?.['chainId'] ?? '');
        return switchTo(first?.['chainId'] ?? '');
      case 'eth_signTypedData_v4':
        return { result: await sign(String(params[1])) };
      case 'eth_sendTransaction':
        return { result: await send(first as unknown as { to: Hex; data: Hex }) };
      default:
        return { error: { code: -32601, message: `no ${method}` } };
    }
  };
  return { account, asked, declines, state, answer };
}

export type UserWallet = ReturnType<typeof createUserWallet>;
