import { NETWORKS, type Network, type NetworkFamily } from './network-table.ts';

export type { Network, NetworkFamily } from './network-table.ts';

const FAMILIES: ReadonlySet<string> = new Set(NETWORKS.map(({ id }) => id.split(':', 1)[0] ?? id));
const byId = new Map<string, Network>(NETWORKS.map((network) => [network.id, network]));
const byLegacyName = new Map<string, Network>(
  NETWORKS.flatMap((network) =>
    (network.legacy ?? []).map((name): [string, Network] => [name, network]),
  ),
);
/** Names in use that are neither a network's own nor one of version 1. `mainnet` alone names none. */
const NICKNAMES: Readonly<Record<string, string>> = {
  eth: 'eip155:1',
  avax: 'eip155:43114',
  matic: 'eip155:137',
  pol: 'eip155:137',
  arb: 'eip155:42161',
  arb1: 'eip155:42161',
  binance: 'eip155:56',
  'bnb-chain': 'eip155:56',
  'zk-sync': 'eip155:324',
  skale: 'eip155:1187947933',
  'robinhood-chain': 'eip155:4663',
  sol: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
};
const plainName = (name: string) => name.toLowerCase().replace(/[ _]/g, '-');
const byOwnName = new Map(NETWORKS.map((network) => [plainName(network.name), network]));
const CHAIN_NUMBER = /^(?:[1-9]\d{0,14}|0x[0-9a-fA-F]{1,12})$/;
const MAINNET = '-mainnet';
// x402 writes 32 characters of Algorand's genesis hash, its specification all of them.
const ALGORAND_FULL = /^(algorand:[A-Za-z0-9+/_-]{32})[A-Za-z0-9+/_-]{11}=$/;

/** A network by CAIP-2; undefined for one that we do not know. */
export function networkById(id: string): Network | undefined {
  return byId.get(id) ?? byId.get(ALGORAND_FULL.exec(id)?.[1] ?? '');
}

/** The CAIP-2 id of an EVM chain, known or not, by its number: `8453`, `0x2105`. Undefined for any other text. */
export function evmIdOf(text: string): string | undefined {
  return CHAIN_NUMBER.test(text) ? `eip155:${Number(text)}` : undefined;
}

/** A network by its name in x402 version 1, such as `base-sepolia`. */
export function networkByLegacyName(name: string): Network | undefined {
  return byLegacyName.get(name);
}

/**
 * The same for a name in any case, with spaces or underscores (`Base Sepolia`, `base_sepolia`), with `-mainnet` behind
 * that of a main network, for the network's own name (`BNB Smart Chain`) or one in use (`arb1`, `matic`), or for the
 * number of an EVM chain: `8453`, `0x2105`.
 */
export function networkByName(name: string): Network | undefined {
  if (name.length > 40) return undefined;
  const evm = evmIdOf(name);
  if (evm !== undefined) return networkById(evm);
  const plain = plainName(name);
  const known = byLegacyName.get(name) ?? byPlainName(plain);
  if (known !== undefined || !plain.endsWith(MAINNET)) return known;
  const main = byPlainName(plain.slice(0, -MAINNET.length));
  return main?.testnet === false ? main : undefined;
}

function byPlainName(plain: string): Network | undefined {
  const nickname = Object.hasOwn(NICKNAMES, plain) ? NICKNAMES[plain] : undefined;
  return byLegacyName.get(plain) ?? byOwnName.get(plain) ?? byId.get(nickname ?? '');
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
