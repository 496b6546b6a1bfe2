import { familyOf } from './networks.ts';
import type { Caip2 } from './rail.ts';

/** A token that we vouch for. */
export type Asset = {
  readonly network: Caip2;
  /** In the case of EIP-55 on EVM networks. */
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
  /** The token's own EIP-712 domain (its `name()` may differ). Empty where there is none. */
  readonly name: string;
  readonly version: string;
  /** How a payer may authorise a transfer by signature alone. */
  readonly transfer: 'eip3009' | 'permit2' | 'none';
};

type Row = readonly [
  chain: number,
  address: string,
  symbol: string,
  name: string,
  version: string,
  more?: Partial<Pick<Asset, 'decimals' | 'transfer'>>,
];

const PERMIT2 = { transfer: 'permit2' } as const;
const PERMIT2_18 = { transfer: 'permit2', decimals: 18 } as const;

// Six decimals and EIP-3009 where nothing else is said.
const EVM: readonly Row[] = [
  [8453, '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', 'USDC', 'USD Coin', '2'],
  [84532, '0x036CbD53842c5426634e7929541eC2318f3dCF7e', 'USDC', 'USDC', '2'],
  [1, '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', 'USDC', 'USD Coin', '2'],
  [43114, '0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E', 'USDC', 'USD Coin', '2'],
  [43113, '0x5425890298aed601595a70AB815c96711a31Bc65', 'USDC', 'USD Coin', '2'],
  [137, '0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', 'USDC', 'USD Coin', '2'],
  [80002, '0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582', 'USDC', 'USDC', '2'],
  [42161, '0xaf88d065e77c8cC2239327C5EDb3A432268e5831', 'USDC', 'USD Coin', '2'],
  [421614, '0x75faf114eafb1BDbe2F0316DF893fd58CE46AA4d', 'USDC', 'USD Coin', '2'],
  [143, '0x754704Bc059F8C67012fEd69BC8A327a5aafb603', 'USDC', 'USDC', '2'],
  [4326, '0xFAfDdbb3FC7688494971a79cc65DCa3EF82079E7', 'MegaUSD', 'MegaUSD', '1', PERMIT2_18],
  [988, '0x779Ded0c9e1022225f8E0630b35a9b54bE713736', 'USDT0', 'USDT0', '1'],
  [2201, '0x78Cf24370174180738C5B8E352B6D14c83a6c9A9', 'USDT0', 'USDT0', '1'],
  [31612, '0xdD468A1DDc392dcdbEf6db6e34E89AA338F9F186', 'mUSD', 'Mezo USD', '1', PERMIT2_18],
  [31611, '0x118917a40FAF1CD7a13dB0Ef56C86De7973Ac503', 'mUSD', 'Mezo USD', '1', PERMIT2_18],
  [723487, '0x33ad9e4BD16B69B5BFdED37D8B5D9fF9aba014Fb', 'SBC', 'Stable Coin', '1', PERMIT2],
  [72344, '0x33ad9e4BD16B69B5BFdED37D8B5D9fF9aba014Fb', 'SBC', 'Stable Coin', '1', PERMIT2],
  [36900, '0x9cb8142aEBBcdc60AF7c97Af897A67A8f3CA71C2', 'USDC.e', 'USDC.e', '2'],
  [190415, '0x401eCb1D350407f13ba348573E5630B83638E30D', 'USDC.e', 'Bridged USDC', '2'],
  [181228, '0x401eCb1D350407f13ba348573E5630B83638E30D', 'USDC.e', 'Bridged USDC', '2'],
  [50, '0xfA2958CB79b0491CC627c1557F441eF849Ca8eb1', 'USDC', 'USDC', '2'],
  [51, '0xb5AB69F7bBada22B28e79C8FFAECe55eF1c771D4', 'USDC', 'USDC', '2'],
  [38833, '0xA5b8BF902b2844dA17d4506cc827F7F1681735E7', 'USDC', 'USDC', '1', PERMIT2],
  [14, '0xe7cd86e13AC4309349F30B3435a9d337750fC82D', 'USDT0', 'USD\u20AE0', '1'],
  [42220, '0xcebA9300f2b948710d2653dD7B07f33A8B32118C', 'USDC', 'USDC', '2'],
  [42220, '0x48065fbBE25f71C9282ddf5e1cD6D6A887483D5e', 'USDT', 'Tether USD', '1'],
  [42220, '0xD2ab3C9A02DBBAB236BfEC45D1d755DF4267F771', 'USAT', 'Tether America USD', '1'],
  [11142220, '0x01C5C0122039549AD1493B8220cABEdD739BC44E', 'USDC', 'USDC', '2'],
  [1329, '0xe15fC38F6D8c56aF07bbCBe3BAf5708A2Bf42392', 'USDC', 'USDC', '2'],
  [1328, '0x4fCF1784B31630811181f670Aea7A7bEF803eaED', 'USDC', 'USDC', '2'],
  [4689, '0xcDf79194C6C285077A58da47641D4dBe51F63542', 'USDC.e', 'Bridged USDC', '2'],
  [3338, '0xbbA60da06c2c5424f03f7434542280FCAd453d10', 'USDC', 'USDC', '2'],
  [2741, '0x84A71ccD554Cc1b02749b35d22F684CC8ec987e1', 'USDC.e', 'Bridged USDC', '2'],
  [11124, '0xe4C7fBB0a626ed208021ccabA6Be1566905E2dFc', 'USDC.e', 'Bridged USDC', '2'],
  [1514, '0xF1815bd50389c46847f0Bda824eC8da914045D14', 'USDC.e', 'Bridged USDC', '2'],
  [41923, '0x12a272A581feE5577A5dFa371afEB4b2F3a8C2F8', 'USDC.e', 'Bridged USDC (Stargate)', '2'],
  [
    324705682,
    '0x2e08028E3C4c2356572E096d8EF835cD5C6030bD',
    'USDC.e',
    'Bridged USDC (SKALE Bridge)',
    '2',
  ],
];

const SOLANA: readonly Asset[] = [
  solanaUsdc('5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'),
  solanaUsdc('EtWTRABZaYq6iMfeYKouRu166VU2xqa1', '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU'),
];

function solanaUsdc(cluster: string, address: string): Asset {
  const network: Caip2 = `solana:${cluster}`;
  return {
    network,
    address,
    symbol: 'USDC',
    decimals: 6,
    name: '',
    version: '',
    transfer: 'none',
  };
}

function evm([chain, address, symbol, name, version, more = {}]: Row): Asset {
  const network: Caip2 = `eip155:${chain}`;
  return { network, address, symbol, decimals: 6, name, version, transfer: 'eip3009', ...more };
}

/** Every asset whose symbol, decimals and EIP-712 domain we vouch for. */
export const ASSETS: readonly Asset[] = [...EVM.map(evm), ...SOLANA];

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
