import { isObject, type JsonObject, member } from '../../core/json.ts';
import { parseBaseUnits } from '../../core/money.ts';
import type { Caution, Offer, ReasonKey } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import type { Challenge, Fault } from './challenge.ts';
import { METHODS, unknownMethod } from './methods/index.ts';
import type { Facts } from './methods/method.ts';

/** Intents other than a single charge, and why Farebox does not serve them. */
const INTENTS: ReadonlyMap<string, ReasonKey> = new Map([
  ['charge', 'reason_no_wallet'],
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
  const description = clean(terms.description) ?? clean(member(request, 'description'));
  return {
    protocol: 'mpp',
    method: `${terms.method}/${intent}`,
    ...common(facts, description),
    ...ending(challenge.expiresAt, facts.expiresAt),
    ...payability(intent, facts),
    cautions: cautions(facts, challenge.lenient, insecure),
    terms,
  };
}

/**
 * What is to be paid at once: of a session its deposit, because its `amount` is the price of one unit.
 * Undefined where that is left open.
 */
function readAmount(intent: string, request: JsonObject): bigint | undefined | Fault {
  const names = intent === 'session' ? ['suggestedDeposit', 'depositAmount'] : ['amount'];
  const name =
    names.find((candidate) => member(request, candidate) !== undefined) ?? names[0] ?? '';
  const value = member(request, name);
  if (value === undefined && intent !== 'charge') return undefined;
  return (
    parseBaseUnits(value) ?? {
      field: `request.${name}`,
      reason: 'The amount is not a string of base units.',
    }
  );
}

function common(facts: Facts, description: string | undefined): Partial<Offer> {
  const words = description ?? facts.description;
  return {
    ...(facts.price === undefined ? {} : { price: facts.price }),
    ...(facts.payee === undefined ? {} : { payee: facts.payee }),
    ...(facts.network === undefined ? {} : { network: facts.network }),
    ...(words === undefined ? {} : { description: words }),
  };
}

/** The challenge and an invoice in it each have an end: the earlier one counts. */
function ending(...ends: (number | undefined)[]): Pick<Offer, 'expiresAt'> {
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? {} : { expiresAt: Math.min(...known) };
}

function payability(intent: string, facts: Facts): Pick<Offer, 'payable' | 'why' | 'rail'> {
  const reason = INTENTS.get(intent) ?? 'reason_scheme';
  if (reason !== 'reason_no_wallet') return { payable: false, why: reason };
  if (facts.why !== undefined) return { payable: false, why: facts.why };
  return facts.rail === undefined
    ? { payable: false, why: reason }
    : { payable: true, rail: facts.rail };
}

function cautions(facts: Facts, lenient: boolean, insecure: boolean): Caution[] {
  const all: Caution[] = [...facts.cautions];
  if (insecure) all.push('caution_insecure');
  if (lenient) all.push('caution_lenient');
  return [...new Set(all)];
}
