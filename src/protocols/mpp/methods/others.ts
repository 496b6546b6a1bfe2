import { isAddress } from '../../../core/address.ts';
import { fiatOf } from '../../../core/fiat.ts';
import { isObject, member } from '../../../core/json.ts';
import type { Caution, Price } from '../../../core/reading.ts';
import type { Fault } from '../challenge.ts';
import { evm } from './evm.ts';
import {
  type Facts,
  type Input,
  type Method,
  shown,
  splitsFault,
  text,
  tokenPrice,
} from './method.ts';
import { solana } from './solana.ts';

const NO_CURRENCY: Fault = { field: 'currency', reason: 'The request names no currency.' };

/** Payee and network as they came; a chain that we do not know stands under its raw name. */
function facts(
  money: { readonly price?: Price; readonly cautions: readonly Caution[] },
  recipient: unknown,
  network?: string,
): Facts {
  const payee = shown(recipient);
  return {
    ...money,
    ...(payee === undefined ? {} : { payee }),
    ...(network === undefined ? {} : { network }),
  };
}

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
  return facts(
    {
      ...(amount === undefined ? {} : { price: { amount, currency: code, ...exact } }),
      cautions: test ? ['caution_test_network'] : [],
    },
    member(request, 'recipient'),
  );
};

/** draft-stellar-charge-00: a SEP-41 contract; the network is a CAIP-2 id. */
export const stellar: Method = ({ request, details, amount }) => {
  const currency = text(request, 'currency');
  if (currency === undefined) return NO_CURRENCY;
  const named = text(details, 'network') ?? '';
  const network = /^stellar:[a-z]{1,16}$/.test(named) ? named : undefined;
  const read = facts(tokenPrice(amount, network, currency), member(request, 'recipient'), network);
  return network === undefined ? { ...read, why: 'reason_network' } : read;
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
  const read = facts(tokenPrice(amount, network, currency), member(request, 'recipient'), network);
  return network === undefined ? { ...read, why: 'reason_network' } : read;
};

const CAIP19 = /^([-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32})\/[-a-z0-9]{3,8}:([-.%a-zA-Z0-9]{1,128})$/;

/** draft-nearintents-charge-00: the currency is a CAIP-19 asset, the recipient a deposit address of one use. */
export const nearintents: Method = ({ request, amount }) => {
  const [, network, asset] = CAIP19.exec(text(request, 'currency') ?? '') ?? [];
  if (network === undefined || asset === undefined) {
    return { field: 'currency', reason: 'This is no CAIP-19 asset.' };
  }
  const recipient = member(request, 'recipient');
  const read = facts(tokenPrice(amount, network, asset), recipient, network);
  const wrong = network.startsWith('eip155:') && !isAddress(recipient);
  return wrong ? { ...read, why: 'reason_pay_to' } : read;
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
  return (USDC.get(type) ?? unknownMethod)({ ...input, details });
};

/** A method that we do not know: what its shared members say, vouched for by nobody. */
export const unknownMethod: Method = ({ request, amount }) => {
  const currency = shown(member(request, 'currency'));
  const price = amount !== undefined && currency !== undefined;
  return {
    ...facts(
      {
        ...(price ? { price: { amount, currency, asset: currency } } : {}),
        cautions: price ? ['caution_unknown_asset'] : [],
      },
      member(request, 'recipient'),
    ),
    why: 'reason_scheme',
  };
};
