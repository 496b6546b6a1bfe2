import type { Caip2 } from './rail.ts';

export type NetworkFamily =
  | 'eip155'
  | 'solana'
  | 'stellar'
  | 'aptos'
  | 'sui'
  | 'hedera'
  | 'algorand'
  | 'keeta';

/** A network that we can name. */
export type Network = {
  readonly id: Caip2;
  readonly name: string;
  readonly testnet: boolean;
  /** Its names in x402 version 1, the reference client's first. */
  readonly legacy?: readonly string[];
  /** What a transaction hash is appended to. */
  readonly explorer?: string;
  /** A public JSON-RPC endpoint that its makers, or PublicNode, run for everybody. */
  readonly rpc?: string;
};

type More = Omit<Network, 'id' | 'name' | 'testnet'>;

function main(id: Caip2, name: string, more: More = {}): Network {
  return { id, name, testnet: false, ...more };
}

function test(id: Caip2, name: string, more: More = {}): Network {
  return { id, name, testnet: true, ...more };
}

/** An EVM network's explorer and endpoint. */
function at(host: string, rpc?: string, ...legacy: readonly string[]): More {
  return {
    explorer: `https://${host}/tx/`,
    ...(rpc === undefined ? {} : { rpc: `https://${rpc}` }),
    ...(legacy.length === 0 ? {} : { legacy }),
  };
}

/** Every network that x402 2.27 and its predecessors name, and those of MPP. */
export const NETWORKS: readonly Network[] = [
  main('eip155:1', 'Ethereum', at('etherscan.io', 'ethereum-rpc.publicnode.com', 'ethereum')),
  test(
    'eip155:11155111',
    'Sepolia',
    at('sepolia.etherscan.io', 'ethereum-sepolia-rpc.publicnode.com', 'sepolia'),
  ),
  main('eip155:8453', 'Base', at('basescan.org', 'mainnet.base.org', 'base')),
  test(
    'eip155:84532',
    'Base Sepolia',
    at('sepolia.basescan.org', 'sepolia.base.org', 'base-sepolia'),
  ),
  main(
    'eip155:43114',
    'Avalanche',
    at('snowtrace.io', 'api.avax.network/ext/bc/C/rpc', 'avalanche'),
  ),
  test(
    'eip155:43113',
    'Avalanche Fuji',
    at('testnet.snowtrace.io', 'api.avax-test.network/ext/bc/C/rpc', 'avalanche-fuji'),
  ),
  main('eip155:137', 'Polygon', at('polygonscan.com', 'polygon-bor-rpc.publicnode.com', 'polygon')),
  test(
    'eip155:80002',
    'Polygon Amoy',
    at('amoy.polygonscan.com', 'polygon-amoy-bor-rpc.publicnode.com', 'polygon-amoy'),
  ),
  main('eip155:42161', 'Arbitrum One', at('arbiscan.io', 'arb1.arbitrum.io/rpc')),
  test(
    'eip155:421614',
    'Arbitrum Sepolia',
    at('sepolia.arbiscan.io', 'sepolia-rollup.arbitrum.io/rpc'),
  ),
  main('eip155:143', 'Monad', at('monadscan.com', 'rpc.monad.xyz', 'monad')),
  main('eip155:4326', 'MegaETH', at('mega.etherscan.io', 'mainnet.megaeth.com/rpc', 'megaeth')),
  main('eip155:988', 'Stable', at('stablescan.xyz', 'rpc.stable.xyz', 'stable')),
  test(
    'eip155:2201',
    'Stable Testnet',
    at('testnet.stablescan.xyz', 'rpc.testnet.stable.xyz', 'stable-testnet'),
  ),
  main('eip155:31612', 'Mezo', at('explorer.mezo.org')),
  test('eip155:31611', 'Mezo Testnet', at('explorer.test.mezo.org')),
  main('eip155:723487', 'Radius', at('network.radiustech.xyz')),
  test('eip155:72344', 'Radius Testnet', at('testnet.radiustech.xyz')),
  main('eip155:36900', 'ADI Chain', at('explorer.adifoundation.ai', 'rpc.adifoundation.ai')),
  main('eip155:190415', 'HPP', at('explorer.hpp.io', 'mainnet.hpp.io')),
  test('eip155:181228', 'HPP Sepolia', at('sepolia-explorer.hpp.io')),
  main('eip155:50', 'XDC', at('xdcscan.com', 'rpc.xdcrpc.com')),
  test('eip155:51', 'XDC Apothem', at('testnet.xdcscan.com', 'erpc.apothem.network')),
  main('eip155:38833', 'Igra', at('explorer.igralabs.com')),
  main(
    'eip155:14',
    'Flare',
    at('flare-explorer.flare.network', 'flare-api.flare.network/ext/C/rpc', 'flare'),
  ),
  main('eip155:42220', 'Celo', at('celoscan.io', 'forno.celo.org', 'celo')),
  test(
    'eip155:11142220',
    'Celo Sepolia',
    at('celo-sepolia.blockscout.com', 'forno.celo-sepolia.celo-testnet.org'),
  ),
  main('eip155:1329', 'Sei', at('seiscan.io', 'evm-rpc.sei-apis.com', 'sei')),
  test(
    'eip155:1328',
    'Sei Testnet',
    at('testnet.seiscan.io', 'evm-rpc-testnet.sei-apis.com', 'sei-testnet'),
  ),
  main('eip155:2741', 'Abstract', at('abscan.org', 'api.mainnet.abs.xyz', 'abstract')),
  test(
    'eip155:11124',
    'Abstract Testnet',
    at('sepolia.abscan.org', 'api.testnet.abs.xyz', 'abstract-testnet'),
  ),
  main('eip155:4689', 'IoTeX', at('iotexscan.io', 'babel-api.mainnet.iotex.io', 'iotex')),
  main('eip155:3338', 'peaq', { legacy: ['peaq'] }),
  main('eip155:1514', 'Story', { legacy: ['story'] }),
  main('eip155:41923', 'EDU Chain', at('explorer.educhain.xyz', 'rpc.educhain.xyz', 'educhain')),
  test(
    'eip155:324705682',
    'SKALE Base Sepolia',
    at('base-sepolia-testnet-explorer.skalenodes.com', undefined, 'skale-base-sepolia'),
  ),
  main('eip155:10', 'OP Mainnet', at('optimistic.etherscan.io', 'mainnet.optimism.io')),
  main('eip155:56', 'BNB Smart Chain', at('bscscan.com', 'bsc-rpc.publicnode.com')),
  main('eip155:100', 'Gnosis', at('gnosisscan.io', 'rpc.gnosischain.com')),
  main('eip155:4217', 'Tempo', { rpc: 'https://rpc.tempo.xyz' }),
  test('eip155:42431', 'Tempo Moderato', { rpc: 'https://rpc.moderato.tempo.xyz' }),
  main('eip155:5042', 'Arc'),
  test('eip155:5042002', 'Arc Testnet', at('testnet.arcscan.app', 'rpc.testnet.arc.network')),
  test('eip155:31337', 'Local test chain'),
  main('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', 'Solana', {
    legacy: ['solana'],
    explorer: 'https://solscan.io/tx/',
  }),
  test('solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1', 'Solana Devnet', { legacy: ['solana-devnet'] }),
  test('solana:4uhcVJyU9pJkvQyS88uRDiswHXSCkY3z', 'Solana Testnet', { legacy: ['solana-testnet'] }),
  main('stellar:pubnet', 'Stellar'),
  test('stellar:testnet', 'Stellar Testnet'),
  main('aptos:1', 'Aptos'),
  test('aptos:2', 'Aptos Testnet'),
  main('sui:mainnet', 'Sui'),
  test('sui:testnet', 'Sui Testnet'),
  main('hedera:mainnet', 'Hedera'),
  test('hedera:testnet', 'Hedera Testnet'),
  main('algorand:wGHE2Pwdvd7S12BL5FaOP20EGYesN73k', 'Algorand'),
  test('algorand:SGO1GKSzyE7IEPItTxCByw9x8FmnrCDe', 'Algorand Testnet'),
  main('keeta:21378', 'Keeta'),
  test('keeta:1413829460', 'Keeta Testnet'),
];

const FAMILIES: ReadonlySet<string> = new Set(NETWORKS.map(({ id }) => id.split(':', 1)[0] ?? id));
const byId = new Map<string, Network>(NETWORKS.map((network) => [network.id, network]));
const byLegacyName = new Map<string, Network>(
  NETWORKS.flatMap((network) =>
    (network.legacy ?? []).map((name): [string, Network] => [name, network]),
  ),
);
// x402 writes 32 characters of Algorand's genesis hash, its specification all of them.
const ALGORAND_FULL = /^(algorand:[A-Za-z0-9+/_-]{32})[A-Za-z0-9+/_-]{11}=$/;

/** A network by CAIP-2; undefined for one that we do not know. */
export function networkById(id: string): Network | undefined {
  return byId.get(id) ?? byId.get(ALGORAND_FULL.exec(id)?.[1] ?? '');
}

/** A network by its name in x402 version 1, such as `base-sepolia`. */
export function networkByLegacyName(name: string): Network | undefined {
  return byLegacyName.get(name);
}

/** The same for a name in any case, with spaces or underscores: `Base Sepolia`, `base_sepolia`. */
export function networkByName(name: string): Network | undefined {
  if (name.length > 40) return undefined;
  return byLegacyName.get(name) ?? byLegacyName.get(name.toLowerCase().replace(/[ _]/g, '-'));
}

/** The family of a CAIP-2 id, known network or not; undefined for a family that we do not know. */
export function familyOf(id: string): NetworkFamily | undefined {
  const colon = id.indexOf(':');
  const family = colon < 0 ? '' : id.slice(0, colon);
  return isFamily(family) ? family : undefined;
}

function isFamily(text: string): text is NetworkFamily {
  return FAMILIES.has(text);
}

/** The chain id of an EVM network, for EIP-712 domains; undefined when it is none. */
export function chainIdOf(id: string): number | undefined {
  const digits = /^eip155:([1-9]\d{0,14})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether this can be a transaction of the network: what is not never becomes part of a link. */
export function isTransaction(id: string, transaction: unknown): transaction is string {
  if (typeof transaction !== 'string' || transaction.length > 90) return false;
  const family = familyOf(id);
  if (family === 'eip155') return /^0x[0-9a-fA-F]{64}$/.test(transaction);
  return family === 'solana' && /^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(transaction);
}

/** https link to a transaction; undefined for an unknown network or what is no transaction of it. */
export function explorerUrl(id: string, transaction: unknown): string | undefined {
  const explorer = networkById(id)?.explorer;
  return explorer !== undefined && isTransaction(id, transaction)
    ? explorer + transaction
    : undefined;
}
