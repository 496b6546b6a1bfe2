import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import type { Version } from './entry.ts';

/** What is echoed to the server, verbatim (x402 version 2, section PaymentPayload). */
export type Terms = {
  readonly x402Version: Version;
  /** The entry of `accepts`, untouched: the server compares it member by member. */
  readonly accepted: JsonObject;
  readonly resource?: Json;
  readonly extensions?: Json;
};

/** Absent and null are the same. */
export function given(object: JsonObject, name: string): Json | undefined {
  return member(object, name) ?? undefined;
}

/** The terms of an offer, which may have been through storage; undefined when they are not ours. */
export function readTerms(terms: unknown): Terms | undefined {
  if (!isObject(terms)) return undefined;
  const x402Version = member(terms, 'x402Version');
  const accepted = member(terms, 'accepted');
  if ((x402Version !== 1 && x402Version !== 2) || !isObject(accepted)) return undefined;
  const resource = given(terms, 'resource');
  const extensions = given(terms, 'extensions');
  return {
    x402Version,
    accepted,
    ...(resource === undefined ? {} : { resource }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}
