import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import type { Caution, Offer, ReasonKey } from '../../core/offers/offer.ts';
import type { Challenge, Fault } from './challenge.ts';
import { credentialFits } from './credential.ts';
import { METHODS, unknownMethod } from './methods/index.ts';
import type { Facts } from './methods/method.ts';

/** Intents that are more than a single charge, and why Farebox does not serve them. */
const STANDING: ReadonlyMap<string, ReasonKey> = new Map([
  ['session', 'reason_session'],
  ['subscription', 'reason_subscription'],
]);

/** What a challenge offers, without its id; or what is wrong with its request. */
export function readOffer(challenge: Challenge, insecure: boolean): Omit<Offer, 'id'> | Fault {
  const { terms, request } = challenge;
  const known = METHODS.get(terms.method);
  const amount = readAmount(terms.intent, request);
  if (amount !== undefined && typeof amount !== 'bigint') return amount;
  const details = member(request, 'methodDetails') ?? {};
  if (!isObject(details)) {
    return { field: 'request.methodDetails', reason: 'The method details are not an object.' };
  }
  const { intent } = terms;
  const facts = (known ?? unknownMethod)({ request, details, intent, amount });
  if ('reason' in facts) return { ...facts, field: `request.${facts.field}` };
  const offer: Draft = {
    protocol: 'mpp',
    method: `${terms.method}/${intent}`,
    payable: false,
    cautions: cautions(facts, challenge, insecure),
    terms,
  };
  if (facts.price !== undefined) offer.price = facts.price;
  if (facts.payee !== undefined) offer.payee = facts.payee;
  if (facts.network !== undefined) offer.network = facts.network;
  const words = sanitize(terms.description) ?? sanitize(member(request, 'description'));
  const description = words ?? facts.description;
  if (description !== undefined) offer.description = description;
  const end = earlier(challenge.expiresAt, facts.expiresAt);
  if (end !== undefined) offer.expiresAt = end;
  const why =
    reasonAgainst(intent, facts) ?? (credentialFits(terms) ? undefined : 'reason_proof_size');
  if (why !== undefined) offer.why = why;
  else if (facts.rail !== undefined) {
    offer.payable = true;
    offer.rail = facts.rail;
  }
  return offer;
}

type Draft = { -readonly [Name in keyof Omit<Offer, 'id'>]: Offer[Name] };

/**
 * What is to be paid at once: of a session its deposit, because its `amount` is the price of one unit.
 * Undefined where that is left open.
 */
function readAmount(intent: string, request: JsonObject): bigint | undefined | Fault {
  const name = intent === 'session' ? depositName(request) : 'amount';
  const value = member(request, name);
  if (value === undefined && intent !== 'charge') return undefined;
  return (
    parseBaseUnits(value) ?? {
      field: `request.${name}`,
      reason: 'The amount is not a string of base units.',
    }
  );
}

/** Drafts differ in the name. */
function depositName(request: JsonObject): string {
  const isOther = member(request, 'suggestedDeposit') === undefined;
  return isOther && member(request, 'depositAmount') !== undefined
    ? 'depositAmount'
    : 'suggestedDeposit';
}

/** The challenge and an invoice in it each have an end: the earlier one counts. */
function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function reasonAgainst(intent: string, facts: Facts): ReasonKey | undefined {
  if (intent !== 'charge') return STANDING.get(intent) ?? 'reason_scheme';
  return facts.why ?? (facts.rail === undefined ? 'reason_no_wallet' : undefined);
}

function cautions(
  { cautions: own }: Facts,
  { lenient, terms }: Challenge,
  insecure: boolean,
): Caution[] {
  const all: Caution[] = [...own];
  if (insecure && !all.includes('caution_insecure')) all.push('caution_insecure');
  // The site takes the proof with the body that it quoted alone, and no browser hands out every body to compare.
  if (terms.digest !== undefined) all.push('caution_bound_to_body');
  if (lenient && !all.includes('caution_lenient')) all.push('caution_lenient');
  return all;
}
