import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../../core/encoding/json.ts';
import { isAddress } from '../../../core/money/address.ts';
import { networkById, networkByName } from '../../../core/money/networks.ts';
import { plainName, termsOf } from './names.ts';

/** Requirements as they were found in a JSON value. */
export type Found = {
  /** What holds version, resource and extensions; the entry itself, or nothing, where there is no envelope. */
  readonly envelope: JsonObject;
  /** Undefined where an envelope has no list. */
  readonly entries: readonly Json[] | undefined;
  /** Where the list stands: `detail.accepts`; empty for requirements without an envelope. */
  readonly path: string;
  /** Not where, or not as, the specification has it. */
  readonly lenient: boolean;
  /** In text, or in what repeats the request: anyone may have put it there, not the site. */
  readonly quoted: boolean;
};

/** Members in which servers put their own answer, also as JSON in text. */
const WRAPPERS =
  /^(?:body|challenge|content|data|detail|details|error|errors|info|message|payload|payment|paymentrequired|requirements|response|result|terms|x402)$/;
/** Members that repeat what the request, or some user, said. */
const ECHOES =
  /^(?:args|comments?|echo|form|headers|input|inputs|original|params|parameters|posts?|q|query|received|req|request|reviews?|search|searchparams|user|users)$/;

/** The list's names, the specification's first, without capitals and punctuation. */
const LISTS = [
  'accepts',
  'accept',
  'paymentrequirements',
  'requirements',
  'paymentoptions',
  'options',
  'accepted',
  'payments',
  'paymentmethods',
];
/** Objects with one of these are of another protocol. */
const FOREIGN = ['k402', 'h402Version', 'paymentRequestToken', 'payment_request_url'];
const DEPTH = 6;
const VISITS = 400;
const MEMBERS = 64;
const ITEMS = 8;
const CAIP2 = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,64}$/;

/** How many of the six terms an entry names. */
function fullness(entry: JsonObject): number {
  const terms = termsOf(entry);
  const amount = terms.of('amount') ?? terms.of('maxAmountRequired');
  const names = ['scheme', 'network', 'asset', 'payTo', 'maxTimeoutSeconds'] as const;
  const named = names.filter((name) => terms.of(name) !== undefined).length;
  return named + (amount === undefined ? 0 : 1);
}

/** A network as text: some servers give the number of the chain. */
function numberless(network: Json | undefined): string | undefined {
  if (typeof network === 'number') return String(network);
  return typeof network === 'string' ? network : undefined;
}

/** Whether money on a chain is asked for, so that a card's or a bank's object is not taken for x402. */
function isOnChain(entry: JsonObject): boolean {
  const terms = termsOf(entry);
  const network = numberless(terms.of('network')?.value);
  const isNamed =
    network !== undefined &&
    network.length <= 100 &&
    (CAIP2.test(network) || (networkByName(network) ?? networkById(network)) !== undefined);
  return (
    isNamed ||
    terms.of('scheme')?.value === 'exact' ||
    isAddress(terms.of('payTo')?.value) ||
    isAddress(terms.of('asset')?.value)
  );
}

/** Something of a list that is an entry, whoever's list it is. */
function isEntry(value: Json, least: number): value is JsonObject {
  return isObject(value) && fullness(value) >= least && isOnChain(value);
}

/** Servers encode JSON as JSON at most so often. */
const ENCODED = 3;

/** Base64 of JSON: of `{"`, `{ `, `{` and a line end, `[{`. */
export const BASE64_JSON = /^(?:ey[AIJ]|ew[0o]|W3s)[\w+/-]+={0,2}$/;

/** A value, or the JSON that its text or base64 is, also where that is text with JSON again. */
function opened(value: Json): Json {
  let inner = value;
  for (let times = 0; times < ENCODED && typeof inner === 'string'; times++) {
    const text = BASE64_JSON.test(inner) ? (decodeBase64Text(inner) ?? inner) : inner;
    if (!/^\s{0,64}[{["]/.test(text)) return inner;
    inner = parseJson(text.trim()) ?? null;
  }
  return inner;
}

function asList(value: Json): readonly Json[] | undefined {
  const inner = opened(value);
  if (isList(inner)) return inner;
  if (!isObject(inner)) return undefined;
  // An object of entries by name, such as that of the network; or one entry in place of a list.
  const items = Object.values(inner).slice(0, MEMBERS);
  return items.length > 0 && items.every((item) => isObject(item) && fullness(item) > 2)
    ? items
    : [inner];
}

/** The fullest list of an object; of equals the one whose name is more standard. */
function listOf(
  object: JsonObject,
  least: number,
): { name: string; items: readonly Json[] } | undefined {
  let best: { name: string; items: readonly Json[]; score: number } | undefined;
  const names = Object.keys(object).slice(0, MEMBERS);
  for (const list of LISTS) {
    const name = names.find((one) => plainName(one) === list);
    const items = name === undefined ? undefined : asList(member(object, name) ?? null);
    if (name === undefined || items === undefined) continue;
    const scores = items.slice(0, ITEMS).map((item) => (isEntry(item, least) ? fullness(item) : 0));
    const score = Math.max(0, ...scores);
    if (score > (best?.score ?? 0)) best = { name, items, score };
  }
  return best;
}

/**
 * Whether requirements at this place may be another's words: see `Found.quoted`.
 * `texts`: how often text was opened on the way.
 */
function isQuoted(path: readonly string[], texts: number): boolean {
  const names = path.map(plainName);
  if (names.some((name) => ECHOES.test(name))) return true;
  return texts > 0 && !names.every((name) => WRAPPERS.test(name) || /^\d*$/.test(name));
}

function here(object: JsonObject, path: readonly string[]): Omit<Found, 'quoted'> | undefined {
  const isX402 = Object.hasOwn(object, 'x402Version');
  const at = (name: string) => [...path, name].join('.');
  const list = listOf(object, isX402 ? 1 : 3);
  if (list !== undefined) {
    const standard = isX402 && list.name === 'accepts' && isList(member(object, 'accepts') ?? null);
    return {
      envelope: object,
      entries: list.items,
      path: at(list.name),
      lenient: path.length > 0 || !standard,
    };
  }
  // A list of an x402 envelope is its list, whatever is in it.
  if (isX402 && Object.hasOwn(object, 'accepts')) {
    const accepts = member(object, 'accepts') ?? null;
    const entries = isList(accepts) ? accepts : undefined;
    return { envelope: object, entries, path: at('accepts'), lenient: path.length > 0 };
  }
  return isEntry(object, 4)
    ? { envelope: object, entries: [object], path: path.join('.'), lenient: true }
    : undefined;
}

/**
 * The requirements in a JSON value, found by their shape: in an envelope, one or some levels down (in members
 * of any name, in lists, in text that is JSON), or alone. The outermost counts, and those that are the site's own
 * before quoted ones; of several lists of one object the fullest. Undefined when there are none. Bounded in depth
 * and in the values that are looked at.
 */
export function findTerms(json: Json): Found | undefined {
  const queue: Place[] = [{ value: json, path: [], texts: 0 }];
  let quoted: Found | undefined;
  for (let next = 0; next < queue.length && next < VISITS; next++) {
    const place = queue[next];
    if (place === undefined) break;
    const inner = opened(place.value);
    const { path } = place;
    const texts = place.texts + (typeof place.value === 'string' ? 1 : 0);
    if (isObject(inner) && FOREIGN.some((name) => Object.hasOwn(inner, name))) return quoted;
    const terms = termsAt(inner, path);
    if (terms !== undefined) {
      const found = {
        ...terms,
        lenient: terms.lenient || texts > 0,
        quoted: isQuoted(path, texts),
      };
      if (!found.quoted) return found;
      quoted ??= found;
    } else if (path.length < DEPTH) {
      queue.push(...inside(inner, path, texts));
    }
  }
  return quoted;
}

/** A value, the names that lead to it, and how often text was opened on the way. */
type Place = { readonly value: Json; readonly path: readonly string[]; readonly texts: number };

function termsAt(inner: Json, path: readonly string[]): Omit<Found, 'quoted'> | undefined {
  if (isObject(inner)) return here(inner, path);
  if (!isList(inner) || !inner.slice(0, ITEMS).some((item) => isEntry(item, 4))) return undefined;
  return { envelope: {}, entries: inner, path: path.join('.'), lenient: true };
}

/** What is worth a look inside a value. */
function inside(inner: Json, path: readonly string[], texts: number): Place[] {
  if (isList(inner)) {
    return inner.slice(0, ITEMS).map((value) => ({ value, path: [...path, '0'], texts }));
  }
  if (!isObject(inner)) return [];
  return Object.entries(inner)
    .slice(0, MEMBERS)
    .filter(([, item]) => item !== null && (typeof item === 'object' || typeof item === 'string'))
    .map(([name, value]) => ({ value, path: [...path, name.slice(0, 40)], texts }));
}
