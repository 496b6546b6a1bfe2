import { type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import { networkById } from '../../../core/money/networks.ts';
import type { Caution, Offer, ReasonKey } from '../../../core/offers/offer.ts';
import type { Fault } from '../challenge.ts';
import { tokenOf } from '../tokens.ts';

/** What a method reads of: the whole request, its `methodDetails`, and what is to be paid at once. */
export type Input = {
  readonly request: JsonObject;
  readonly details: JsonObject;
  readonly intent: string;
  /** Base units; undefined where the intent leaves it open. */
  readonly amount: bigint | undefined;
};

/**
 * What a method makes of it. `rail` where Farebox can pay; `why` only where there is more to say than that it
 * cannot.
 */
export type Facts = Pick<
  Offer,
  'price' | 'payee' | 'network' | 'description' | 'expiresAt' | 'rail'
> & {
  readonly why?: ReasonKey;
  readonly cautions: readonly Caution[];
};

/** A price and what is to be said of its currency. */
export type Money = Pick<Facts, 'price' | 'cautions'>;

/** A fault's field is relative to `request`. */
export type Method = (input: Input) => Facts | Fault;

/** Characters of an id (a token, an account) that are shown. */
const ID_CHARACTERS = 100;

/** A server's id, fit to be shown. */
export function shown(id: unknown): string | undefined {
  return sanitize(id, ID_CHARACTERS);
}

export function text(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Money with the payee and the network that it goes to, where they are known. */
export function factsOf(
  money: Money,
  payee: string | undefined,
  network: string | undefined,
  why?: ReasonKey,
): Facts {
  const facts: { -readonly [Name in keyof Facts]: Facts[Name] } = { ...money };
  if (payee !== undefined) facts.payee = payee;
  if (network !== undefined) facts.network = network;
  if (why !== undefined) facts.why = why;
  return facts;
}

/** Price of a token by its raw id: with symbol and decimals where we vouch for it. */
export function tokenPrice(
  amount: bigint | undefined,
  network: string | undefined,
  id: string,
): Money {
  const token = network === undefined ? undefined : tokenOf(network, id);
  const cautions: Caution[] = token === undefined ? ['caution_unknown_asset'] : [];
  if (network !== undefined && networkById(network)?.testnet) cautions.push('caution_test_network');
  if (amount === undefined) return { cautions };
  if (token !== undefined) {
    const { symbol, decimals, address } = token;
    return { price: { amount, currency: symbol, decimals, asset: address }, cautions };
  }
  const raw = shown(id) ?? '?';
  return { price: { amount, currency: raw, asset: raw }, cautions };
}

/** A server that counts a token we know in other decimals means another amount than we would show. */
export function decimalsReason(
  decimals: Json | undefined,
  network: string | undefined,
  id: string,
): ReasonKey | undefined {
  if (decimals === undefined || network === undefined) return undefined;
  const token = tokenOf(network, id);
  return token === undefined || decimals === token.decimals ? undefined : 'reason_domain';
}

/** What goes to others comes out of the amount: it must leave something for the payee. */
export function splitsFault(
  value: Json | undefined,
  amount: bigint | undefined,
): Fault | undefined {
  const fault = (reason: string): Fault => ({ field: 'splits', reason });
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return fault('The splits are not a list.');
  let sum = 0n;
  for (const split of value as readonly Json[]) {
    const part = isObjectWith(split, 'recipient')
      ? parseBaseUnits(member(split, 'amount'))
      : undefined;
    if (part === undefined) return fault('A split has no recipient or no amount in base units.');
    sum += part;
  }
  const fits = value.length === 0 || amount === undefined || sum < amount;
  return fits ? undefined : fault('The splits add up to the whole amount or more.');
}

function isObjectWith(value: Json, name: string): value is JsonObject {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    text(value as JsonObject, name) !== undefined
  );
}
