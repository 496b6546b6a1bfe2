import type { Caip2 } from './caip2.ts';

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
  /** How a payer may authorise a transfer by signature alone; `none`: not, or we do not know the domain. */
  readonly transfer: 'eip3009' | 'permit2' | 'none';
  /** What one is meant to be worth, where that is not a US dollar. */
  readonly peg?: 'EUR';
};

type Row = readonly [
  chain: number,
  address: string,
  symbol: string,
  name: string,
  version: string,
  more?: Partial<Pick<Asset, 'decimals' | 'transfer' | 'peg'>>,
];

const PERMIT2 = { transfer: 'permit2' } as const;
const PERMIT2_18 = { transfer: 'permit2', decimals: 18 } as const;

/** Known by its address, symbol and decimals alone: named, not paid. */
const NAMED = { transfer: 'none' } as const;
const NAMED_18 = { transfer: 'none', decimals: 18 } as const;

// Six decimals and EIP-3009 where nothing else is said. Sources, read 2026-11-25: @x402/evm 2.27 (DEFAULT_ASSETS)
// and x402 1.2 (packages); https://developers.circle.com/stablecoins/usdc-contract-addresses and
// …/eurc-contract-addresses; domains outside of the packages as facilitators that settle there have them
// (https://github.com/UltravioletaDAO/uvd-x402-sdk-python, https://docs.cdp.coinbase.com/x402/network-support).
// An address or a domain that two sources do not agree on is left out, or named only. A wrong domain would
// move nothing: the token refuses the signature.
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
  [8453, '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42', 'EURC', 'EURC', '2', { peg: 'EUR' }],
  [1, '0x1aBaEA1f7C830bD89Acc67eC4af516284b1bC33c', 'EURC', '', '', { ...NAMED, peg: 'EUR' }],
  [43114, '0xC891EB4cbdEFf6e073e859e987815Ed1505c2ACD', 'EURC', '', '', { ...NAMED, peg: 'EUR' }],
  [480, '0x1C60ba0A0eD1019e8Eb035E6daF4155A5cE2380B', 'EURC', '', '', { ...NAMED, peg: 'EUR' }],
  [10, '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85', 'USDC', 'USD Coin', '2'],
  [480, '0x79A02482A880bCE3F13e09Da970dC34db4CD24d1', 'USDC', 'USDC', '2'],
  [130, '0x078D782b760474a361dDA0AF3839290b0EF57AD6', 'USDC', 'USDC', '2'],
  [999, '0xb88339CB7199b77E23DB6E890353E22632Ba630f', 'USDC', 'USDC', '2'],
  [5042, '0x3600000000000000000000000000000000000000', 'USDC', 'USDC', '2'],
  [5042002, '0x3600000000000000000000000000000000000000', 'USDC', 'USDC', '2'],
  [
    1187947933,
    '0x85889c8c714505E0c94b30fcfcF64fE3Ac8FCb20',
    'USDC.e',
    'Bridged USDC (SKALE Bridge)',
    '2',
  ],
  [4663, '0x5fc5360D0400a0Fd4f2af552ADD042D716F1d168', 'USDG', 'Global Dollar', '1'],
  [46630, '0x7E955252E15c84f5768B83c41a71F9eba181802F', 'USDG', 'Global Dollar', '1'],
  [196, '0xB6CEceAB302E2E4948951eE7843FC24E92933061', 'USDC', '', '', NAMED],
  [196, '0x74b7F16337b8972027F6196A17a631aC6dE26d22', 'USDC.e', '', '', NAMED],
  [196, '0x779Ded0c9e1022225f8E0630b35a9b54bE713736', 'USDT0', '', '', NAMED],
  [59144, '0x176211869cA2b568f2A7D4EE941E073a821EE1ff', 'USDC', '', '', NAMED],
  [57073, '0x2D270e6886d130D724215A266106e6832161EAEd', 'USDC', '', '', NAMED],
  [146, '0x29219dd400f2Bf60E5a23d13Be72B486D4038894', 'USDC', '', '', NAMED],
  [534352, '0x06eFdBFf2a14a7c8E15944D1F4A48F9F95F663A4', 'USDC', '', '', NAMED],
  [324, '0x1d17CBcF0D6D143135aE902365D2E5e2A16538D4', 'USDC', '', '', NAMED],
  [11155111, '0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238', 'USDC', '', '', NAMED],
  [11155420, '0x5fd84259d66Cd46123540766Be93DFE6D43130D7', 'USDC', '', '', NAMED],
  [4801, '0x66145f38cBAC35Ca6F1Dfb4914dF98F1614aeA88', 'USDC', '', '', NAMED],
  [56, '0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d', 'USDC', '', '', NAMED_18],
  [56, '0x55d398326f99059fF775485246999027B3197955', 'USDT', '', '', NAMED_18],
];

// Named only: Farebox signs on none of these networks.
const OTHERS: readonly (readonly [network: Caip2, address: string, symbol: string])[] = [
  [
    'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
    'USDC',
  ],
  [
    'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1',
    '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU',
    'USDC',
  ],
  ['algorand:wGHE2Pwdvd7S12BL5FaOP20EGYesN73k', '31566704', 'USDC'],
  ['algorand:SGO1GKSzyE7IEPItTxCByw9x8FmnrCDe', '10458941', 'USDC'],
  ['aptos:1', '0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b', 'USDC'],
  [
    'sui:mainnet',
    '0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7::usdc::USDC',
    'USDC',
  ],
  ['near:mainnet', '17208628f84f5d6ad33f0da3bbbeb27ffcb398eac501a31bd6ad2011e36133a1', 'USDC'],
  ['hedera:mainnet', '0.0.456858', 'USDC'],
];

function evm([chain, address, symbol, name, version, more = {}]: Row): Asset {
  const network: Caip2 = `eip155:${chain}`;
  return { network, address, symbol, decimals: 6, name, version, transfer: 'eip3009', ...more };
}

/** Every asset whose symbol, decimals and EIP-712 domain we vouch for. */
export const ASSETS: readonly Asset[] = [
  ...EVM.map(evm),
  ...OTHERS.map(
    ([network, address, symbol]): Asset => ({
      network,
      address,
      symbol,
      decimals: 6,
      name: '',
      version: '',
      transfer: 'none',
    }),
  ),
];
