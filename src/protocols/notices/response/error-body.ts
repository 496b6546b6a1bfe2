import { isObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { firstObject, pick, type Scope, scopeOf } from '../../../core/offers/scope.ts';
import { ERRORS, MESSAGES, unwrap } from './error-scope.ts';
import { docLink, words } from './redact.ts';

/** What an error body says, from whichever of the shapes in use it has; cleaned and without secrets. */
export type ErrorBody = {
  readonly code?: string;
  readonly message?: string;
  readonly docUrl?: string;
  readonly details: readonly (readonly [name: string, value: string])[];
};

/** Shown beside code and message. An allow-list: what is not named here may hold secrets and stays away. */
const DETAILS = [
  'decline_code',
  'advice_code',
  'network_decline_code',
  'param',
  'field',
  'category',
  'request_id',
  'debug_id',
];
/** What a server advises to do. */
const HINTS = [
  'remedyhint',
  'hint',
  'hints',
  'suggestion',
  'suggestions',
  'remedy',
  'resolution',
  'howtofix',
];
const LINKS = [
  'docurl',
  'docsurl',
  'documentationurl',
  'documentation',
  'docs',
  'helpurl',
  'moreinfo',
  'informationlink',
  'erroruri',
  'upgradeurl',
  'billingurl',
  'type',
];
const LONG = 1500;
const TOKEN = /^[\w.:-]{1,64}$/;
const LINK = /https:\/\/[^\s"'<>`)\]}]{4,1024}/;
/** The name of the status, which says no more than the status. */
const STATUS = /^(?:402\s*)?(?:payment[ _-]?required)?\.?$/i;

/** Whether an error says more than that a payment is required. */
export function saysMore({ code, message }: ErrorBody): boolean {
  return !STATUS.test(code ?? '') || !STATUS.test(message ?? '');
}

/** Reads `{error: {…}}`, `{error: "…"}`, `{errors: […]}`, RFC 9457 problems, flat bodies, and these wrapped. */
export function readErrorBody(body: JsonObject): ErrorBody {
  const root = unwrap(body);
  const inner = firstObject(pick([root], ERRORS));
  const object = inner ?? firstObject(root.get('errors')) ?? firstObject(root.get('detail'));
  const error = object && unwrap(object);

  // Its link must not be cut off with the end of a long message.
  const long = messageOf(root, error);
  const message = words(long);
  const code = codeOf(root, error);
  const docUrl = docUrlOf(root, error, long);
  const details = DETAILS.flatMap((name) => {
    const value = words(scalar(pick([error, root], [name.replaceAll('_', '')])), 100);
    return value === undefined ? [] : [[name, value] as const];
  });
  const inside = [error, root].flatMap((scope) =>
    ['metadata', 'meta', 'details', 'extensions', 'context'].map((name) => {
      const object = firstObject(scope?.get(name));
      return object && scopeOf(object);
    }),
  );
  const hint = textsOf(pick([error, root, ...inside], HINTS), message);
  const more = moreOf(root, error, message);
  return {
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(docUrl === undefined ? {} : { docUrl }),
    details: [
      ...details,
      ...(more === undefined ? [] : [['details', more] as const]),
      ...(hint === undefined || hint === message ? [] : [['hint', hint] as const]),
    ],
  };
}

/** The texts of `details` beside a message: `errors[].details[]`, `{error, details}`. */
function moreOf(
  root: Scope,
  error: Scope | undefined,
  message: string | undefined,
): string | undefined {
  return textsOf(pick([error, root], ['details']), message);
}

/** A text, or the texts of a list, without the message. */
function textsOf(value: Json | undefined, message: string | undefined): string | undefined {
  const list: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  const texts = list.flatMap((each) => {
    const text = words(isObject(each) ? pick([scopeOf(each)], MESSAGES) : each);
    return text === undefined || text === message ? [] : [text];
  });
  return texts.length === 0 ? undefined : words(texts.slice(0, 8).join(' · '));
}

/** Some codes are numbers. */
function scalar(value: Json | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

function messageOf(root: Scope, error: Scope | undefined): string | undefined {
  // A single word is the code.
  const bare = long(pick([root], ERRORS)) ?? listed(root.get('errors'));
  const sentence = bare === undefined || TOKEN.test(bare) ? undefined : bare;
  const ofRoot = MESSAGES.filter((name) => name !== 'detail' && name !== 'description');
  return (
    long(pick([error], MESSAGES)) ??
    (sentence !== undefined && !STATUS.test(sentence) ? sentence : undefined) ??
    long(pick([root], ofRoot)) ??
    problemOf(root) ??
    sentence ??
    long(pick([root], ['description', 'reason'])) ??
    long(pick([error], ['title'])) ??
    textsOf(pick([error, root], ['details']), undefined)
  );
}

/** A text, the first text of a list, or the text of `{value: "…", lang: "en"}`. */
function long(value: Json | undefined): string | undefined {
  if (Array.isArray(value)) return words(value[0], LONG);
  return words(isObject(value) ? scopeOf(value).get('value') : value, LONG);
}

/** `["…"]`, `[{…}, {message: "…"}]`, or by field: `{card_number: ["is invalid"]}`. */
function listed(errors: Json | undefined): string | undefined {
  if (Array.isArray(errors)) {
    const texts = errors.map((each: Json) =>
      isObject(each) ? scopeOf(each).get('message') : each,
    );
    return words(
      texts.find((text) => typeof text === 'string'),
      LONG,
    );
  }
  if (!isObject(errors)) return words(errors, LONG);
  const [field, list] = Object.entries(errors).find(([, value]) => Array.isArray(value)) ?? [];
  const text = long(list);
  return text === undefined || field === 'base' ? text : words(`${field} ${text}`, LONG);
}

/** RFC 9457: the title names the kind of problem, the detail this one. */
function problemOf(root: Scope): string | undefined {
  const title = long(root.get('title'));
  const detail = long(root.get('detail'));
  const isOne = title === undefined || detail === undefined;
  if (isOne || STATUS.test(title) || detail.startsWith(title)) return detail ?? title;
  return /[.!?…:]$/.test(title) ? `${title} ${detail}` : `${title}: ${detail}`;
}

function codeOf(root: Scope, error: Scope | undefined): string | undefined {
  const extensions = firstObject(error?.get('extensions'));
  const google = firstObject(error?.get('errors'));
  const type = root.get('type');
  const candidates: (Json | undefined)[] = [
    google && scopeOf(google).get('reason'),
    pick([error], ['code', 'errorcode']),
    extensions && scopeOf(extensions).get('code'),
    pick([root], ['apierrorcode', 'code', 'errorcode', 'codigo']),
    pick([root], ERRORS),
    root.get('errors'),
    pick([error], ['type', 'status', 'name']),
    typeof type === 'string' ? typeName(type) : undefined,
    pick([root], ['name', 'tag']),
  ];
  const codes = candidates
    .map((candidate) => scalar(candidate))
    .filter((code) => code !== undefined && TOKEN.test(code));
  // That it is a 402 is known; said again it is a code only for want of a better one.
  return words(codes.find((code) => code !== '402') ?? codes[0], 64);
}

/** RFC 9457 section 3.1.1: the last part of the URI that names the kind; `about:blank` names none. */
function typeName(type: string): string | undefined {
  if (type === 'about:blank' || type === 'error') return undefined;
  return type.split(/[/#?]/).findLast((part) => part !== '');
}

function docUrlOf(
  root: Scope,
  error: Scope | undefined,
  message: string | undefined,
): string | undefined {
  // GraphQL's extensions, the links of JSON:API, the help of Google's RPC.
  const more = ['extensions', 'links', 'details'].map((name) => firstObject(error?.get(name)));
  const [extensions, links, help] = more.map((object) => object && scopeOf(object));
  const helpLink = firstObject(help?.get('links'));
  const named =
    pick([error, root, extensions], LINKS) ??
    pick([links], ['about', 'type']) ??
    (helpLink && scopeOf(helpLink).get('url'));
  const found = LINK.exec(message ?? '')?.[0].replace(/[.,;:!?…]+$/, '');
  return docLink(named) ?? docLink(found);
}
