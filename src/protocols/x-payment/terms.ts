import { isObject, type Json, type JsonObject, parseJson } from '../../core/encoding/json.ts';
import { scopeOf } from '../../core/offers/scope.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';

/** What the home-made headers said, as text. */
export type Terms = {
  readonly amount?: string;
  /** x402's `maxAmountRequired`, which x402 counts in base units and others in whole tokens. */
  readonly maxAmount?: string;
  readonly currency?: string;
  readonly network?: string;
  readonly address?: string;
  /** What is sold. */
  readonly description?: string;
};

/** The names that servers use for one and the same thing, the most common first. */
const NAMES = {
  amount: ['amount', 'price', 'cost'],
  maxAmount: ['maxAmountRequired', 'amountRequired', 'maxAmount'],
  currency: ['currency', 'token', 'asset'],
  network: ['network', 'chain'],
  address: ['address', 'recipient', 'payTo', 'to'],
  description: ['description'],
} as const;
/** A term is a number, a name or an address. */
const TERM_CHARACTERS = 256;

type Lookup = (name: string) => string | undefined;

/** The terms of a response; undefined when no amount and no address is among them. */
export function termsOf(response: HttpResponse): Terms | undefined {
  const json = requiredJson(response);
  // An `accepts` list is x402's, whichever header brings it, and so are requirements that name its version.
  const isX402 = ['accepts', 'x402Version'].some((name) => json && Object.hasOwn(json, name));
  if (isX402) return undefined;
  const scope = json && scopeOf(json);
  const fromJson: Lookup = (name) => text(scope?.get(name.toLowerCase()));
  const fromHeader: Lookup = (name) => text(headerValues(response, `x-payment-${name}`)[0]?.trim());
  const terms: Terms = {
    ...term('amount', fromHeader, fromJson),
    ...term('maxAmount', fromHeader, fromJson),
    ...term('currency', fromHeader, fromJson),
    ...term('network', fromHeader, fromJson),
    ...term('address', fromHeader, fromJson),
    ...term('description', fromHeader, fromJson),
  };
  const { amount, maxAmount, address } = terms;
  return (amount ?? maxAmount ?? address) === undefined ? undefined : terms;
}

function term(key: keyof Terms, ...lookups: readonly Lookup[]): Terms {
  for (const lookup of lookups) {
    for (const name of NAMES[key]) {
      const value = lookup(name);
      if (value !== undefined) return { [key]: value };
    }
  }
  return {};
}

function text(value: Json | undefined): string | undefined {
  const string = typeof value === 'number' ? String(value) : value;
  const isTerm = typeof string === 'string' && string !== '' && string.length <= TERM_CHARACTERS;
  return isTerm ? string : undefined;
}

function requiredJson(response: HttpResponse): JsonObject | undefined {
  const value = headerValues(response, 'x-payment-required')[0]?.trim();
  const json = value?.startsWith('{') ? parseJson(value) : undefined;
  return isObject(json) ? json : undefined;
}
