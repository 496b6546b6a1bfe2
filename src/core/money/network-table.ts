import type { Caip2 } from './caip2.ts';

export type NetworkFamily =
  | 'eip155'
  | 'solana'
  | 'stellar'
  | 'aptos'
  | 'sui'
  | 'hedera'
  | 'algorand'
  | 'keeta'
  | 'xrpl'
  | 'near'
  | 'tvm'
  | 'tron'
  | 'cardano'
  | 'stacks'
  | 'starknet'
  | 'cosmos'
  | 'nano'
  | 'ccd'
  | 'casper'
  | 'bip122'
  | 'lnbtc';

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

/**
 * Every network that x402 2.27 and its predecessors name, those of MPP, and those that public facilitators settle
 * on or that are proposed for x402. Names of version 1: the reference client's, PayAI's and other facilitators'.
 * Sources, read 2026-11-25: @x402/evm 2.27 and x402 1.2 (packages), viem's chains,
 * https://docs.x402.org/core-concepts/network-and-token-support and
 * https://developers.circle.com/stablecoins/usdc-contract-addresses. `npm run assets:missing` compares.
 */
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
  main(
    'eip155:42161',
    'Arbitrum One',
    at('arbiscan.io', 'arb1.arbitrum.io/rpc', 'arbitrum', 'arbitrum-one'),
  ),
  test(
    'eip155:421614',
    'Arbitrum Sepolia',
    at('sepolia.arbiscan.io', 'sepolia-rollup.arbitrum.io/rpc', 'arbitrum-sepolia'),
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
  main('eip155:50', 'XDC', at('xdcscan.com', 'rpc.xdcrpc.com', 'xdc')),
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
  main(
    'eip155:10',
    'OP Mainnet',
    at('optimistic.etherscan.io', 'mainnet.optimism.io', 'optimism', 'op'),
  ),
  main('eip155:56', 'BNB Smart Chain', at('bscscan.com', 'bsc-rpc.publicnode.com', 'bsc', 'bnb')),
  main('eip155:100', 'Gnosis', at('gnosisscan.io', 'rpc.gnosischain.com', 'gnosis')),
  main('eip155:4217', 'Tempo', { rpc: 'https://rpc.tempo.xyz', legacy: ['tempo'] }),
  test('eip155:42431', 'Tempo Moderato', { rpc: 'https://rpc.moderato.tempo.xyz' }),
  main('eip155:5042', 'Arc', { rpc: 'https://rpc.mainnet.arc.io', legacy: ['arc'] }),
  test(
    'eip155:5042002',
    'Arc Testnet',
    at('testnet.arcscan.app', 'rpc.testnet.arc.network', 'arc-testnet'),
  ),
  test(
    'eip155:11155420',
    'OP Sepolia',
    at('sepolia-optimism.etherscan.io', 'sepolia.optimism.io', 'optimism-sepolia'),
  ),
  main(
    'eip155:480',
    'World Chain',
    at(
      'worldscan.org',
      'worldchain-mainnet.g.alchemy.com/public',
      'world',
      'worldchain',
      'world-chain',
    ),
  ),
  test(
    'eip155:4801',
    'World Chain Sepolia',
    at('sepolia.worldscan.org', 'worldchain-sepolia.g.alchemy.com/public', 'world-sepolia'),
  ),
  main('eip155:130', 'Unichain', at('uniscan.xyz', 'mainnet.unichain.org', 'unichain')),
  main('eip155:999', 'HyperEVM', at('hyperevmscan.io', 'rpc.hyperliquid.xyz/evm', 'hyperevm')),
  main('eip155:59144', 'Linea', at('lineascan.build', 'rpc.linea.build', 'linea')),
  main('eip155:57073', 'Ink', at('explorer.inkonchain.com', 'rpc-gel.inkonchain.com', 'ink')),
  main('eip155:146', 'Sonic', at('sonicscan.org', 'rpc.soniclabs.com', 'sonic')),
  main('eip155:534352', 'Scroll', at('scrollscan.com', 'rpc.scroll.io', 'scroll')),
  main('eip155:324', 'ZKsync Era', at('era.zksync.network', 'mainnet.era.zksync.io', 'zksync')),
  main(
    'eip155:196',
    'X Layer',
    at('web3.okx.com/explorer/x-layer', 'rpc.xlayer.tech', 'xlayer', 'x-layer'),
  ),
  main(
    'eip155:1187947933',
    'SKALE Base',
    at('skale-base-explorer.skalenodes.com', 'skale-base.skalenodes.com/v1/base', 'skale-base'),
  ),
  main(
    'eip155:4663',
    'Robinhood Chain',
    at('robinhoodchain.blockscout.com', 'rpc.mainnet.chain.robinhood.com', 'robinhood'),
  ),
  test('eip155:46630', 'Robinhood Chain Testnet', { legacy: ['robinhood-testnet'] }),
  test(
    'eip155:97',
    'BNB Smart Chain Testnet',
    at('testnet.bscscan.com', 'bsc-testnet-rpc.publicnode.com', 'bsc-testnet'),
  ),
  test('eip155:31337', 'Local test chain'),
  main('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', 'Solana', {
    legacy: ['solana'],
    explorer: 'https://solscan.io/tx/',
  }),
  test('solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1', 'Solana Devnet', { legacy: ['solana-devnet'] }),
  test('solana:4uhcVJyU9pJkvQyS88uRDiswHXSCkY3z', 'Solana Testnet', { legacy: ['solana-testnet'] }),
  main('stellar:pubnet', 'Stellar', { legacy: ['stellar'] }),
  test('stellar:testnet', 'Stellar Testnet', { legacy: ['stellar-testnet'] }),
  main('aptos:1', 'Aptos', { legacy: ['aptos'] }),
  test('aptos:2', 'Aptos Testnet'),
  main('sui:mainnet', 'Sui', { legacy: ['sui'] }),
  test('sui:testnet', 'Sui Testnet'),
  main('hedera:mainnet', 'Hedera', { legacy: ['hedera'] }),
  test('hedera:testnet', 'Hedera Testnet'),
  main('algorand:wGHE2Pwdvd7S12BL5FaOP20EGYesN73k', 'Algorand', { legacy: ['algorand'] }),
  test('algorand:SGO1GKSzyE7IEPItTxCByw9x8FmnrCDe', 'Algorand Testnet'),
  main('keeta:21378', 'Keeta'),
  test('keeta:1413829460', 'Keeta Testnet'),
  main('xrpl:0', 'XRP Ledger', { legacy: ['xrpl'] }),
  test('xrpl:1', 'XRP Ledger Testnet', { legacy: ['xrpl-testnet'] }),
  main('near:mainnet', 'NEAR', { legacy: ['near'] }),
  test('near:testnet', 'NEAR Testnet', { legacy: ['near-testnet'] }),
  main('tvm:-239', 'TON', { legacy: ['ton'] }),
  test('tvm:-3', 'TON Testnet', { legacy: ['ton-testnet'] }),
  main('tron:0x2b6653dc', 'Tron', { legacy: ['tron'] }),
  main('tron:mainnet', 'Tron'),
  test('tron:nile', 'Tron Nile', { legacy: ['tron-nile'] }),
  main('cardano:mainnet', 'Cardano', { legacy: ['cardano'] }),
  test('cardano:preprod', 'Cardano Preprod'),
  test('cardano:preview', 'Cardano Preview'),
  main('stacks:1', 'Stacks', { legacy: ['stacks'] }),
  test('stacks:2147483648', 'Stacks Testnet', { legacy: ['stacks-testnet'] }),
  main('starknet:SN_MAIN', 'Starknet', { legacy: ['starknet'] }),
  test('starknet:SN_SEPOLIA', 'Starknet Sepolia', { legacy: ['starknet-sepolia'] }),
  main('cosmos:cosmoshub-4', 'Cosmos Hub', { legacy: ['cosmos'] }),
  main('cosmos:noble-1', 'Noble', { legacy: ['noble'] }),
  main('nano:mainnet', 'Nano', { legacy: ['nano'] }),
  main('ccd:9dd9ca4d19e9393877d2c44b70f89acb', 'Concordium', { legacy: ['concordium'] }),
  main('casper:casper', 'Casper', { legacy: ['casper'] }),
  main('bip122:000000000019d6689c085ae165831e93', 'Bitcoin', { legacy: ['bitcoin'] }),
  test('bip122:000000000933ea01ad0ee984209779ba', 'Bitcoin Testnet'),
  main('lnbtc:000000000019d6689c085ae165831e93', 'Lightning', { legacy: ['lightning'] }),
  test('lnbtc:000000000933ea01ad0ee984209779ba', 'Lightning Testnet'),
];
