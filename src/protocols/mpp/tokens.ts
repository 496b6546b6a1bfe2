import { assetOf } from '../../core/money/assets.ts';

/** Symbol and decimals that we vouch for. */
export type Token = {
  readonly symbol: string;
  readonly decimals: number;
  readonly address: string;
};

const PATH_USD = '0x20c0000000000000000000000000000000000000';
const TEMPO_USDC = '0x20C000000000000000000000b9537d11c60E8b50';

// Tokens that only MPP asks for, and no signature of ours moves: TIP-20 on Tempo has six decimals throughout.
const TOKENS: readonly (readonly [network: string, address: string, symbol: string])[] = [
  ['eip155:4217', PATH_USD, 'pathUSD'],
  ['eip155:4217', TEMPO_USDC, 'USDC.e'],
  ['eip155:42431', PATH_USD, 'pathUSD'],
  ['eip155:5042002', '0x3600000000000000000000000000000000000000', 'USDC'],
  ['hedera:mainnet', '0.0.456858', 'USDC'],
];
const DECIMALS = 6;

const byKey = new Map<string, Token>(
  TOKENS.map(([network, address, symbol]) => [
    `${network}/${address.toLowerCase()}`,
    { symbol, decimals: DECIMALS, address },
  ]),
);

/** The token of an id on a CAIP-2 network; undefined for one that we do not know. */
export function tokenOf(network: string, id: string): Token | undefined {
  if (id.length > 100) return undefined;
  return assetOf(network, id) ?? byKey.get(`${network}/${id.toLowerCase()}`);
}
