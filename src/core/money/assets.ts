import { ASSETS, type Asset } from './asset-table.ts';
import { familyOf } from './networks.ts';

export { ASSETS, type Asset } from './asset-table.ts';

const LONGEST = Math.max(...ASSETS.map(({ address }) => address.length));

function keyOf(network: string, address: string): string {
  // Hex is the same in any case; base58 is not.
  return `${network}/${familyOf(network) === 'eip155' ? address.toLowerCase() : address}`;
}

const byKey = new Map<string, Asset>(
  ASSETS.map((asset) => [keyOf(asset.network, asset.address), asset]),
);

/** The asset at an address (hex in any case) of a CAIP-2 network; undefined for one that we do not know. */
export function assetOf(network: string, address: string): Asset | undefined {
  return address.length > LONGEST ? undefined : byKey.get(keyOf(network, address));
}

const byNetwork = new Map<string, Asset[]>();
const byAddress = new Map<string, Asset[]>();
for (const asset of ASSETS) {
  const address = asset.address.toLowerCase();
  byNetwork.set(asset.network, [...(byNetwork.get(asset.network) ?? []), asset]);
  byAddress.set(address, [...(byAddress.get(address) ?? []), asset]);
}

/** The assets of a CAIP-2 network that we know. */
export function assetsOf(network: string): readonly Asset[] {
  return byNetwork.get(network) ?? [];
}

/** The asset at an EVM address that only one network of our table has; for naming, not for paying. */
export function assetByAddress(address: string | undefined): Asset | undefined {
  if (address === undefined || address.length !== 42) return undefined;
  const [asset, ...others] = byAddress.get(address.toLowerCase()) ?? [];
  return others.length === 0 ? asset : undefined;
}
