import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { networkById, networkByName } from '../../../core/money/networks.ts';
import type { ReasonKey } from '../../../core/offers/offer.ts';
import type { Challenge } from '../challenge/challenge.ts';
import { plainName, termsOf } from '../challenge/names.ts';
import type { Version } from './entry.ts';

/** The version that a challenge is answered in. */
export type Declared = {
  readonly version: Version | undefined;
  readonly text: string;
  /** As the specification has it: a number, where it belongs. */
  readonly isDeclared: boolean;
  /** Why there is none. */
  readonly why?: ReasonKey;
};

function versionMember(object: JsonObject): Json | undefined {
  const own = member(object, 'x402Version');
  if (own !== undefined) return own;
  const name = Object.keys(object)
    .slice(0, 64)
    .find((one) => plainName(one) === 'x402version');
  return name === undefined ? undefined : member(object, name);
}

/** The version whose names an entry uses throughout: amount and network both say it. */
function shapeOf(entry: JsonObject): Version | undefined {
  const network = termsOf(entry).of('network')?.value;
  if (typeof network !== 'string') return undefined;
  const isV1 = member(entry, 'maxAmountRequired') !== undefined;
  const isV2 = member(entry, 'amount') !== undefined;
  if (isV1 && !isV2 && networkByName(network) !== undefined) return 1;
  return isV2 && !isV1 && networkById(network) !== undefined ? 2 : undefined;
}

/**
 * The version of a challenge: as declared in its envelope or its first entry; absent in a header it is 2,
 * absent in a body it shows by the names of the entry or is not known.
 */
export function versionOf({ object, entries, field }: Challenge): Declared {
  const first = entries?.find((entry): entry is JsonObject => isObject(entry));
  const own = versionMember(object);
  const value = own ?? (first && versionMember(first));
  if (value === undefined || value === null) {
    const version = field !== 'body' ? 2 : first && shapeOf(first);
    return version === undefined
      ? { version, text: '?', isDeclared: false, why: 'reason_version_missing' }
      : { version, text: String(version), isDeclared: false };
  }
  if (value === 2 || value === '2') return { version: 2, text: '2', isDeclared: own === 2 };
  if (value === 1 || value === '1') return { version: 1, text: '1', isDeclared: own === 1 };
  const text = sanitize(String(value), 16) ?? '?';
  return { version: undefined, text, isDeclared: false, why: 'reason_version' };
}
