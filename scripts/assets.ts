import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_ASSETS } from '@x402/evm';
import { EVM_NETWORK_CHAIN_ID_MAP } from '@x402/evm/v1';
import * as chains from 'viem/chains';
import { ASSETS, assetOf } from '../src/core/money/assets.ts';
import { NETWORKS } from '../src/core/money/network-table.ts';
import { chainIdOf, networkById, networkByLegacyName } from '../src/core/money/networks.ts';

// Says what the table of networks and assets lacks, compared with the lists of the installed reference packages.
// Ends with 1 where something is missing.

const missing: string[] = [];

for (const [network, assets] of Object.entries(DEFAULT_ASSETS)) {
  if (networkById(network) === undefined) missing.push(`network ${network} (@x402/evm)`);
  for (const { asset, symbol, name, version } of assets) {
    const own = assetOf(network, asset);
    if (own === undefined) missing.push(`${symbol} ${asset} on ${network} (@x402/evm)`);
    else if (own.name !== name || own.version !== version) {
      missing.push(`domain of ${symbol} on ${network}: "${name}", "${version}" (@x402/evm)`);
    }
  }
}
for (const [name, chainId] of Object.entries(EVM_NETWORK_CHAIN_ID_MAP)) {
  if (networkByLegacyName(name)?.id !== `eip155:${chainId}`) {
    missing.push(`name ${name} for eip155:${chainId} (@x402/evm)`);
  }
}

/** The old packages have a lock file of their own and may not be installed. */
const V1 = join(import.meta.dirname, '../test/lab/v1/node_modules/x402/dist/cjs/types/index.js');
type V1Types = {
  readonly ChainIdToNetwork?: Readonly<Record<string, string>>;
  readonly evm?: {
    readonly config?: Readonly<
      Record<string, { readonly usdcAddress: string; readonly usdcName: string }>
    >;
  };
};
if (existsSync(V1)) {
  const v1 = (await import(pathToFileURL(V1).href)) as V1Types;
  for (const [chainId, name] of Object.entries(v1.ChainIdToNetwork ?? {})) {
    if (networkByLegacyName(name) === undefined) missing.push(`name ${name} (x402 1)`);
    const usdc = v1.evm?.config?.[chainId];
    if (usdc !== undefined && assetOf(`eip155:${chainId}`, usdc.usdcAddress) === undefined) {
      missing.push(`${usdc.usdcName} ${usdc.usdcAddress} on eip155:${chainId} (x402 1)`);
    }
  }
}

const known = new Set<number>(
  Object.values(chains).flatMap((chain) =>
    typeof chain === 'object' && 'id' in chain ? [chain.id] : [],
  ),
);
for (const { id, name } of NETWORKS) {
  const chainId = chainIdOf(id);
  if (chainId !== undefined && !known.has(chainId)) console.log(`not in viem: ${id} ${name}`);
}
for (const line of missing) console.log(`missing: ${line}`);
console.log(`${NETWORKS.length} networks, ${ASSETS.length} assets, ${missing.length} missing`);
process.exitCode = missing.length > 0 ? 1 : 0;
