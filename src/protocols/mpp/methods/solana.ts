import { member } from '../../../core/encoding/json.ts';
import { networkById } from '../../../core/money/networks.ts';
import {
  decimalsReason,
  factsOf,
  type Method,
  type Money,
  shown,
  splitsFault,
  text,
  tokenPrice,
} from './method.ts';

/** The names that drafts used, and the clusters' CAIP-2 ids. */
const CLUSTERS: ReadonlyMap<string, string> = new Map([
  ['mainnet', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'],
  ['mainnet-beta', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'],
  ['devnet', 'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1'],
  ['testnet', 'solana:4uhcVJyU9pJkvQyS88uRDiswHXSCkY3z'],
]);
const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;
const SOL = { currency: 'SOL', decimals: 9 } as const;

/** draft-solana-charge-00: the chain's own coin (`sol`) or the token of a mint. */
export const solana: Method = ({ request, details, amount }) => {
  const currency = text(request, 'currency') ?? '';
  const native = currency.toLowerCase() === 'sol';
  if (!native && !ADDRESS.test(currency)) {
    return { field: 'currency', reason: 'This is neither sol nor a mint.' };
  }
  const splits = splitsFault(member(details, 'splits'), amount);
  if (splits !== undefined) return splits;
  const named = text(details, 'network');
  const network = CLUSTERS.get(named ?? '') ?? shown(named && `solana:${named}`);
  const recipient = text(request, 'recipient');
  const why =
    decimalsReason(member(details, 'decimals'), network, currency) ??
    (ADDRESS.test(recipient ?? '') ? 'reason_solana' : 'reason_pay_to');
  const money = native ? coin(amount, network) : tokenPrice(amount, network, currency);
  return factsOf(money, shown(recipient), network, why);
};

function coin(amount: bigint | undefined, network: string | undefined): Money {
  const test = network !== undefined && networkById(network)?.testnet === true;
  return {
    ...(amount === undefined ? {} : { price: { amount, ...SOL } }),
    cautions: test ? ['caution_test_network'] : [],
  };
}
