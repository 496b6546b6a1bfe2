import { type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { isAddress, isChecksumOk, isSameAddress } from '../../../core/money/address.ts';
import { assetOf } from '../../../core/money/assets.ts';
import { networkById } from '../../../core/money/networks.ts';
import type { ReasonKey } from '../../../core/offers/offer.ts';
import type { Fault } from '../challenge.ts';
import {
  decimalsReason,
  type Facts,
  factsOf,
  type Input,
  type Method,
  shown,
  splitsFault,
  text,
  tokenPrice,
} from './method.ts';

const ZERO = /^0x0{40}$/;
/** The largest that MetaMask and EIP-2294 allow. */
const MAX_CHAIN_ID = 4_503_599_627_370_476;

/**
 * draft-evm-charge-00: a token on a chain, moved by a signature or a transaction of the payer. Farebox pays by the
 * credential type `authorization` alone: a transfer signed by EIP-3009.
 */
export const evm: Method = (input) => {
  const chain = chainOf(input.details);
  if (chain === undefined) return NO_CHAIN;
  if (typeof chain !== 'string') return chain;
  const types = member(input.details, 'credentialTypes');
  const against = credentialReason(types);
  if (typeof against === 'object') return against;
  const zero = input.amount === 0n ? 'reason_amount_zero' : undefined;
  const facts = tokenFacts(input, chain, against ?? zero);
  const signed = Array.isArray(types) && types.includes('authorization');
  if ('reason' in facts || facts.why !== undefined || !signed) return facts;
  return { ...facts, ...transferRail(input, chain) };
};

/**
 * A transfer that is signed in the domain of our own table: the challenge names no EIP-712 domain. Splits would need
 * Permit2 (draft-evm-charge-00).
 */
function transferRail(
  { request, details }: Input,
  chain: string,
): Pick<Facts, 'rail'> | Pick<Facts, 'why'> {
  const splits = member(details, 'splits');
  if (Array.isArray(splits) && splits.length > 0) return { why: 'reason_transfer_method' };
  if (networkById(chain) === undefined) return { why: 'reason_network' };
  const asset = assetOf(chain, text(request, 'currency') ?? '');
  if (asset?.transfer !== 'eip3009') {
    return { why: asset?.transfer === 'permit2' ? 'reason_permit2' : 'reason_asset' };
  }
  return { rail: { kind: 'eip3009', network: asset.network, asset: asset.address } };
}

/** draft-tempo-charge-00: TIP-20 tokens on Tempo. An amount of zero asks for a signature and moves nothing. */
export const tempo: Method = (input) => {
  const chain = chainOf(input.details);
  if (typeof chain === 'object') return chain;
  // Drafts differ in which chain is meant when none is named.
  return tokenFacts(input, chain, chain === undefined ? 'reason_network' : undefined);
};

const NO_CHAIN: Fault = {
  field: 'methodDetails.chainId',
  reason: 'The chain id is missing or not a number.',
};

/** CAIP-2; undefined when no chain is named. */
function chainOf(details: JsonObject): string | undefined | Fault {
  const id = member(details, 'chainId');
  if (id === undefined) return undefined;
  const valid = typeof id === 'number' && Number.isSafeInteger(id) && id > 0 && id <= MAX_CHAIN_ID;
  return valid ? `eip155:${id}` : NO_CHAIN;
}

/** Servers name what they take; a wallet in a browser can sign an authorization or send a transfer. */
function credentialReason(types: Json | undefined): ReasonKey | Fault | undefined {
  if (types === undefined) return undefined;
  if (!Array.isArray(types)) {
    return {
      field: 'methodDetails.credentialTypes',
      reason: 'The credential types are not a list.',
    };
  }
  if (types.includes('authorization') || types.includes('hash')) return undefined;
  return types.includes('permit2') ? 'reason_permit2' : 'reason_transfer_method';
}

function tokenFacts(
  { request, details, amount }: Input,
  network: string | undefined,
  why: ReasonKey | undefined,
): Facts | Fault {
  const currency = text(request, 'currency');
  if (!isAddress(currency)) return { field: 'currency', reason: 'This is no token address.' };
  const splits = splitsFault(member(details, 'splits'), amount);
  if (splits !== undefined) return splits;
  const recipient = text(request, 'recipient');
  const payee = isAddress(recipient) ? recipient : shown(recipient);
  const reason =
    why ??
    decimalsReason(member(details, 'decimals'), network, currency) ??
    (isPayee(recipient, currency) ? undefined : 'reason_pay_to');
  return factsOf(tokenPrice(amount, network, currency), payee, network, reason);
}

function isPayee(recipient: string | undefined, token: string): boolean {
  return (
    isAddress(recipient) &&
    !ZERO.test(recipient) &&
    !isSameAddress(recipient, token) &&
    isChecksumOk(recipient)
  );
}
