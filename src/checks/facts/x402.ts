import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { type Network, networkById, networkByName } from '../../core/money/networks.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { type Challenge, PLACES } from '../../protocols/x402/challenge/challenge.ts';
import { type Declared, versionOf } from '../../protocols/x402/entry/version.ts';

/** One entry of `accepts`, as the server wrote it. */
export type Entry = {
  /** `PAYMENT-REQUIRED: accepts[0]`. */
  readonly at: string;
  readonly entry: JsonObject;
  readonly version: Declared['version'];
  /** The network's id, where it is one that we know, else what the server wrote. */
  readonly networkId: string | undefined;
  readonly network: Network | undefined;
  readonly extra: JsonObject;
};

/** What a response says in x402, wherever it says it. */
export type X402 = {
  /** The most standard place first: header, its dialects, body. */
  readonly challenges: readonly Challenge[];
  /** The one that a client takes. */
  readonly challenge: Challenge | undefined;
  readonly version: Declared | undefined;
  /** The entries of that one. */
  readonly entries: readonly Entry[];
  /** Why a header or body that is meant to be x402 cannot be read. */
  readonly faults: readonly { readonly field: string; readonly reason: string }[];
};

/** Entries that are looked at. */
const ENTRIES = 64;

function entriesOf(challenge: Challenge, version: Declared['version']): Entry[] {
  return (challenge.entries ?? []).slice(0, ENTRIES).flatMap((entry, index) => {
    if (!isObject(entry)) return [];
    const named = member(entry, 'network');
    const text = typeof named === 'string' ? named : undefined;
    const network = text === undefined ? undefined : (networkById(text) ?? networkByName(text));
    const extra = member(entry, 'extra');
    return [
      {
        at: `${challenge.field}: ${challenge.path}[${index}]`,
        entry,
        version,
        networkId: network?.id ?? text,
        network,
        extra: isObject(extra) ? extra : {},
      },
    ];
  });
}

export function x402Of(response: HttpResponse): X402 {
  const candidates = PLACES.flatMap((candidatesIn) => candidatesIn(response));
  const challenges = candidates.flatMap((each) => ('problem' in each ? [] : [each]));
  const faults = candidates.flatMap((each) =>
    'problem' in each ? [{ field: each.problem.field ?? 'x402', reason: each.problem.reason }] : [],
  );
  const [challenge] = challenges;
  const version = challenge && versionOf(challenge);
  const entries = challenge === undefined ? [] : entriesOf(challenge, version?.version);
  return { challenges, challenge, version, entries, faults };
}
