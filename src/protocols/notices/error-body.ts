import { isObject, type Json, type JsonObject, member } from '../../core/json.ts';
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
];
const LONG = 1500;
const TOKEN = /^[\w.:-]{1,64}$/;
const LINK = /https:\/\/[^\s"'<>`)\]}]{4,1024}/;

/** Reads `{error: {…}}`, `{error: "…"}`, `{errors: […]}`, RFC 9457 problems and flat bodies. */
export function readErrorBody(root: JsonObject): ErrorBody {
  const errors = member(root, 'errors');
  const first = Array.isArray(errors) ? objectOf(errors[0]) : undefined;
  const error = objectOf(member(root, 'error')) ?? first ?? objectOf(member(root, 'detail'));
  const scopes = [error, root].filter((scope) => scope !== undefined);

  // Its link must not be cut off with the end of a long message.
  const long = messageOf(root, error, errors);
  const message = words(long);
  const code = codeOf(root, error);
  const docUrl = docUrlOf(scopes, long);
  const details = DETAILS.flatMap((name) => {
    const value = words(scalar(pick(scopes, [name])), 100);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(docUrl === undefined ? {} : { docUrl }),
    details,
  };
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Some codes are numbers. */
function scalar(value: Json | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

function pick(scopes: readonly JsonObject[], names: readonly string[]): Json | undefined {
  for (const scope of scopes) {
    for (const name of names) {
      const value = member(scope, name) ?? null;
      if (value !== null && value !== '') return value;
    }
  }
  return undefined;
}

function messageOf(
  root: JsonObject,
  error: JsonObject | undefined,
  errors: Json | undefined,
): string | undefined {
  const inner = error && long(pick([error], ['message', 'detail', 'msg']));
  const bare = long(member(root, 'error')) ?? long(Array.isArray(errors) ? errors[0] : errors);
  // A single word is the code.
  const sentence = bare === undefined || TOKEN.test(bare) ? undefined : bare;
  return (
    inner ??
    sentence ??
    long(pick([root], ['message', 'error_description'])) ??
    problemOf(root) ??
    long(member(root, 'reason'))
  );
}

function long(value: Json | undefined): string | undefined {
  return words(value, LONG);
}

/** RFC 9457: the title names the kind of problem, the detail this one. */
function problemOf(root: JsonObject): string | undefined {
  const title = long(member(root, 'title'));
  const detail = long(member(root, 'detail'));
  if (title === undefined || detail === undefined || detail.startsWith(title)) {
    return detail ?? title;
  }
  return /[.!?…:]$/.test(title) ? `${title} ${detail}` : `${title}: ${detail}`;
}

function codeOf(root: JsonObject, error: JsonObject | undefined): string | undefined {
  const extensions = error && objectOf(member(error, 'extensions'));
  const nested = error && member(error, 'errors');
  const google = Array.isArray(nested) ? objectOf(nested[0]) : undefined;
  const type = member(root, 'type');
  const candidates: (Json | undefined)[] = [
    google && member(google, 'reason'),
    error && member(error, 'code'),
    extensions && member(extensions, 'code'),
    member(root, 'api_error_code'),
    member(root, 'code'),
    member(root, 'error_code'),
    member(root, 'error'),
    member(root, 'errors'),
    error && member(error, 'type'),
    error && member(error, 'status'),
    typeof type === 'string' ? typeName(type) : undefined,
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

function docUrlOf(scopes: readonly JsonObject[], message: string | undefined): string | undefined {
  const named = pick(scopes, ['doc_url', 'docs_url', 'documentation_url', 'help_url', 'type']);
  const found = LINK.exec(message ?? '')?.[0].replace(/[.,;:!?…]+$/, '');
  return docLink(named) ?? docLink(found);
}
