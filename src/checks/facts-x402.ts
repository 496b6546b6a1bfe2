import { isObject, type JsonObject } from '../core/encoding/json.ts';
import type { HttpResponse } from '../core/web/http.ts';
import { type Challenge, PLACES } from '../protocols/x402/challenge/challenge.ts';
import { type Declared, versionOf } from '../protocols/x402/entry/version.ts';

/** One entry of `accepts`, as the server wrote it. */
export type Entry = {
  /** `PAYMENT-REQUIRED: accepts[0]`. */
  readonly at: string;
  readonly entry: JsonObject;
  readonly version: Declared['version'];
};

/** What a response says in x402, wherever it says it. */
export type X402 = {
  /** The most standard place first: header, its dialects, body. */
  readonly challenges: readonly Challenge[];
  /** The entries of the challenge that a client takes: the first one. */
  readonly entries: readonly Entry[];
};

/** Entries that are looked at. */
const ENTRIES = 64;

function entriesOf(challenge: Challenge): Entry[] {
  const { version } = versionOf(challenge);
  return (challenge.entries ?? [])
    .slice(0, ENTRIES)
    .flatMap((entry, index) =>
      isObject(entry)
        ? [{ at: `${challenge.field}: ${challenge.path}[${index}]`, entry, version }]
        : [],
    );
}

export function x402Of(response: HttpResponse): X402 {
  const challenges = PLACES.flatMap((candidatesIn) => candidatesIn(response)).flatMap(
    (candidate) => ('problem' in candidate ? [] : [candidate]),
  );
  const [first] = challenges;
  return { challenges, entries: first === undefined ? [] : entriesOf(first) };
}
