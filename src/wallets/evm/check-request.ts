import { FareboxError } from '../../core/errors.ts';
import { isAddress, isSameAddress } from '../../core/money/address.ts';
import { assetOf } from '../../core/money/assets.ts';
import type { Caip2 } from '../../core/money/caip2.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { chainIdOf } from '../../core/money/networks.ts';
import type { Eip3009Request } from '../../core/offers/rail.ts';
import type { Authorization, Domain } from './eip712.ts';

/** How long an authorization may stay usable, in seconds: ten minutes, and five for clocks that differ. */
const LONGEST_VALIDITY = 600n + 5n;

/** A request with its numbers read: what is checked is what is signed. */
export type Terms = {
  readonly network: Caip2;
  readonly domain: Domain;
  readonly message: Authorization;
};

function uint(field: string, text: unknown): bigint {
  const value = parseBaseUnits(text);
  if (value === undefined) throw new FareboxError('error_terms', field);
  return value;
}

function need(holds: boolean, field: string): void {
  if (!holds) throw new FareboxError('error_terms', field);
}

/** Reads a request; it comes back from the journal, so nothing is taken on trust. `error_terms`: the field. */
export function readTerms(request: Eip3009Request): Terms {
  const { network, domain, message } = request;
  const { from, to, nonce } = message;
  need(request.rail === 'eip3009', 'rail');
  need(domain.chainId === chainIdOf(network), 'domain.chainId');
  need(isAddress(domain.verifyingContract), 'domain.verifyingContract');
  need(isAddress(from), 'message.from');
  need(isAddress(to), 'message.to');
  need(typeof nonce === 'string' && /^0x[0-9a-fA-F]{64}$/.test(nonce), 'message.nonce');
  const { name, version, chainId, verifyingContract } = domain;
  return {
    network,
    domain: { name, version, chainId, verifyingContract },
    message: {
      from,
      to,
      value: uint('message.value', message.value),
      validAfter: uint('message.validAfter', message.validAfter),
      validBefore: uint('message.validBefore', message.validBefore),
      nonce,
    },
  };
}

/**
 * Whether the purse of `address` may sign these terms at `now` (ms): a token of our table under its own
 * EIP-712 domain, from ourselves, some money, usable soon and not for long. Throws `error_terms`: the field.
 */
export function checkTerms(
  { network, domain, message }: Terms,
  address: string,
  now: number,
): void {
  const seconds = BigInt(Math.floor(now / 1000));
  const asset = assetOf(network, domain.verifyingContract);
  need(asset?.transfer === 'eip3009', 'domain.verifyingContract');
  need(domain.name === asset?.name, 'domain.name');
  need(domain.version === asset?.version, 'domain.version');
  need(isSameAddress(message.from, address), 'message.from');
  need(message.value > 0n, 'message.value');
  need(message.validAfter < message.validBefore, 'message.validAfter');
  need(message.validBefore > seconds, 'message.validBefore');
  need(message.validBefore <= seconds + LONGEST_VALIDITY, 'message.validBefore');
}
