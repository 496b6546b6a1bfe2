import { isObject, member } from '../../../core/encoding/json.ts';
import { isAddress } from '../../../core/money/address.ts';
import { fiatOf } from '../../../core/money/fiat.ts';
import type { Fault } from '../challenge.ts';
import { evm } from './evm.ts';
import {
  factsOf,
  type Input,
  type Method,
  type Money,
  shown,
  splitsFault,
  text,
  tokenPrice,
} from './method.ts';
import { solana } from './solana.ts';

const NO_CURRENCY: Fault = { field: 'currency', reason: 'The request names no currency.' };

// Where Stripe counts otherwise than ISO 4217 (https://docs.stripe.com/currencies#special-cases): no decimals
// are better than a hundredfold price.
const UNLIKE_ISO = new Set(['ISK', 'MGA', 'UGX']);

/** draft-stripe-charge-00 and draft-card-charge-00: minor units of a currency, paid by card or Link. */
export const cards: Method = ({ request, details, amount }) => {
  const fiat = fiatOf(member(request, 'currency'));
  if (fiat === undefined) return { field: 'currency', reason: 'This is no currency of ISO 4217.' };
  const { code, decimals } = fiat;
  const exact = UNLIKE_ISO.has(code) ? {} : { decimals };
  const test = text(details, 'networkId')?.startsWith('profile_test_') === true;
  const money: Money = {
    ...(amount === undefined ? {} : { price: { amount, currency: code, ...exact } }),
    cautions: test ? ['caution_test_network'] : [],
  };
  return factsOf(money, shown(member(request, 'recipient')), undefined);
};

/** draft-stellar-charge-00: a SEP-41 contract; the network is a CAIP-2 id. */
export const stellar: Method = ({ request, details, amount }) => {
  const currency = text(request, 'currency');
  if (currency === undefined) return NO_CURRENCY;
  const named = text(details, 'network') ?? '';
  const network = /^stellar:[a-z]{1,16}$/.test(named) ? named : undefined;
  const why = network === undefined ? 'reason_network' : undefined;
  const payee = shown(member(request, 'recipient'));
  return factsOf(tokenPrice(amount, network, currency), payee, network, why);
};

const HEDERA: ReadonlyMap<unknown, string> = new Map([
  [295, 'hedera:mainnet'],
  [296, 'hedera:testnet'],
]);

/** draft-hedera-charge-00: a token `0.0.x`; splits stand beside the method details, not in them. */
export const hedera: Method = ({ request, details, amount }) => {
  const currency = text(request, 'currency');
  if (currency === undefined) return NO_CURRENCY;
  const splits = splitsFault(member(request, 'splits'), amount);
  if (splits !== undefined) return splits;
  const network = HEDERA.get(member(details, 'chainId'));
  const why = network === undefined ? 'reason_network' : undefined;
  const payee = shown(member(request, 'recipient'));
  return factsOf(tokenPrice(amount, network, currency), payee, network, why);
};

const CAIP19 = /^([-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32})\/[-a-z0-9]{3,8}:([-.%a-zA-Z0-9]{1,128})$/;

/** draft-nearintents-charge-00: the currency is a CAIP-19 asset, the recipient a deposit address of one use. */
export const nearintents: Method = ({ request, amount }) => {
  const [, network, asset] = CAIP19.exec(text(request, 'currency') ?? '') ?? [];
  if (network === undefined || asset === undefined) {
    return { field: 'currency', reason: 'This is no CAIP-19 asset.' };
  }
  const recipient = member(request, 'recipient');
  const wrong = network.startsWith('eip155:') && !isAddress(recipient);
  const why = wrong ? 'reason_pay_to' : undefined;
  return factsOf(tokenPrice(amount, network, asset), shown(recipient), network, why);
};

const USDC: ReadonlyMap<string, Method> = new Map([
  ['evm', evm],
  ['solana', solana],
]);

/** draft-usdc-charge-00: another method's details nested under its name. */
export const usdc: Method = (input: Input) => {
  const type = text(input.details, 'type') ?? '';
  const details = member(input.details, type) ?? {};
  if (type === '' || !isObject(details)) {
    return { field: 'methodDetails.type', reason: 'The type or its details are missing.' };
  }
  const facts = (USDC.get(type) ?? unknownMethod)({ ...input, details });
  if ('reason' in facts) return facts;
  // How this method wants its credential written is not settled: it is read, and not paid.
  const { rail: _, ...shown } = facts;
  return shown;
};

/** A method that we do not know: what its shared members say, unchecked. */
export const unknownMethod: Method = ({ request, amount }) => {
  const currency = shown(member(request, 'currency'));
  const known = amount !== undefined && currency !== undefined;
  const money: Money = known
    ? { price: { amount, currency, asset: currency }, cautions: ['caution_unknown_asset'] }
    : { cautions: [] };
  return factsOf(money, shown(member(request, 'recipient')), undefined, 'reason_scheme');
};
