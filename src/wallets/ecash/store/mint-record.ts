import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';

/** A mint's keys for one unit (NUT-01, NUT-02), whose id was checked to be their hash. */
export type MintKeys = {
  readonly id: string;
  readonly unit: string;
  readonly active: boolean;
  /** Fee for a thousand inputs. */
  readonly feePpk: number;
  /** Unix seconds. */
  readonly finalExpiry?: number;
  readonly keys: Readonly<Record<string, string>>;
};

/** A mint that the user has added. JSON. */
export type MintRecord = {
  readonly url: string;
  /** The mint's words, cleaned. */
  readonly name?: string;
  readonly description?: string;
  readonly keysets: readonly MintKeys[];
  /** How it pays out (NUT-05): method and unit. */
  readonly melts?: readonly { readonly method: string; readonly unit: string }[];
  /** ms: when it was last asked who it is and what it takes. */
  readonly at?: number;
};

/** More keysets than this no mint has had. */
const KEYSETS = 200;

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** An amount as mints write it: a whole number. Undefined when it is none. */
export function readAmount(value: unknown): string | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? String(value) : undefined;
}

/** The NUTs without which what was asked of a mint cannot be found again: states, and signatures given before. */
export function canRecover(info: JsonObject): boolean {
  const nuts = member(info, 'nuts');
  if (!isObject(nuts)) return false;
  return ['7', '9'].every((nut) => {
    const about = member(nuts, nut);
    return isObject(about) && member(about, 'supported') === true;
  });
}

/** More methods than these no mint has. */
const METHODS = 64;

/** By which methods, and in which units, a mint melts (NUT-05); none where it says that it does not now. */
export function meltsOf(info: JsonObject): NonNullable<MintRecord['melts']> {
  const nuts = member(info, 'nuts');
  const melting = isObject(nuts) ? member(nuts, '5') : undefined;
  if (!isObject(melting) || member(melting, 'disabled') === true) return [];
  return list(member(melting, 'methods'))
    .slice(0, METHODS)
    .flatMap((each) => {
      const method = isObject(each) ? member(each, 'method') : undefined;
      const unit = isObject(each) ? member(each, 'unit') : undefined;
      return typeof method === 'string' && typeof unit === 'string' ? [{ method, unit }] : [];
    });
}

/** How a mint names itself (NUT-06). */
export function namesOf(info: JsonObject): Pick<MintRecord, 'name' | 'description'> {
  const name = sanitize(member(info, 'name'), 60);
  const description = sanitize(member(info, 'description'));
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
  };
}

/** The keysets of NUT-02, without their keys; what has not the right form is left out. */
export function readKeysets(answer: JsonObject): Omit<MintKeys, 'keys'>[] {
  return list(member(answer, 'keysets'))
    .slice(0, KEYSETS)
    .flatMap((each) => {
      if (!isObject(each)) return [];
      const id = member(each, 'id');
      const unit = member(each, 'unit');
      const feePpk = member(each, 'input_fee_ppk') ?? 0;
      const expiry = member(each, 'final_expiry');
      const isWhole = Number.isSafeInteger(feePpk) && Number(feePpk) >= 0;
      if (typeof id !== 'string' || !/^0[01][0-9a-f]+$/.test(id)) return [];
      if (typeof unit !== 'string' || sanitize(unit, 20) !== unit || !isWhole) return [];
      const about = { id, unit, active: member(each, 'active') === true, feePpk: Number(feePpk) };
      return [typeof expiry === 'number' ? { ...about, finalExpiry: expiry } : about];
    });
}

/** The keys of a keyset out of an answer of NUT-01; undefined when they are not there. */
export function readKeys(answer: JsonObject, id: string): MintKeys['keys'] | undefined {
  const found = list(member(answer, 'keysets')).find(
    (each) => isObject(each) && member(each, 'id') === id,
  );
  const keys = isObject(found) ? member(found, 'keys') : undefined;
  if (!isObject(keys)) return undefined;
  const pairs = Object.entries(keys).filter(
    (pair): pair is [string, string] =>
      /^[1-9]\d{0,19}$/.test(pair[0]) && typeof pair[1] === 'string',
  );
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
