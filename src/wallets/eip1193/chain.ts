import { FareboxError } from '../../core/errors.ts';
import type { Caip2 } from '../../core/money/caip2.ts';
import { chainIdOf, networkById } from '../../core/money/networks.ts';
import type { RpcUrl } from '../evm/rpc.ts';
import { DECLINED, type Provider, RpcError, UNKNOWN_CHAIN } from './provider.ts';

/** What the wallet calls the chain's own coin, where that is not ether. */
const COINS: Readonly<Record<string, string>> = {
  'eip155:137': 'POL',
  'eip155:80002': 'POL',
  'eip155:43114': 'AVAX',
  'eip155:43113': 'AVAX',
  'eip155:42220': 'CELO',
  'eip155:56': 'BNB',
  'eip155:143': 'MON',
  'eip155:1329': 'SEI',
  'eip155:146': 'S',
};

/**
 * Has the wallet work on a network: switched (EIP-3326), and told of it first where it does not know it (EIP-3085). Throws
 * `error_declined` and `error_wallet_chain`: nothing was signed then.
 */
export async function switchTo(
  provider: Provider,
  network: Caip2,
  rpc: RpcUrl,
  called: string,
): Promise<void> {
  const chainId = `0x${(chainIdOf(network) ?? 0).toString(16)}`;
  const name = networkById(network)?.name ?? network;
  const failed = (error: unknown): FareboxError => {
    const declined = error instanceof RpcError && error.code === DECLINED;
    return declined
      ? new FareboxError('error_declined', called)
      : new FareboxError('error_wallet_chain', called, name);
  };
  if (same(await provider.request('eth_chainId', []).catch(() => undefined), chainId)) return;
  try {
    await provider.request('wallet_switchEthereumChain', [{ chainId }]);
  } catch (error) {
    if (!(error instanceof RpcError) || error.code !== UNKNOWN_CHAIN) throw failed(error);
    const url = await rpc(network);
    if (url === undefined || url === '') throw failed(error);
    const explorer = networkById(network)?.explorer;
    const symbol = COINS[network] ?? 'ETH';
    await provider
      .request('wallet_addEthereumChain', [
        {
          chainId,
          chainName: name,
          rpcUrls: [url],
          nativeCurrency: { name: symbol, symbol, decimals: 18 },
          ...(explorer === undefined ? {} : { blockExplorerUrls: [new URL(explorer).origin] }),
        },
      ])
      .catch((added: unknown) => {
        throw failed(added);
      });
  }
  if (same(await provider.request('eth_chainId', []).catch(() => undefined), chainId)) return;
  throw failed(undefined);
}

function same(said: unknown, chainId: string): boolean {
  return typeof said === 'string' && said.toLowerCase() === chainId;
}
