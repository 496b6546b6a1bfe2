import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** The members of an object by name, without regard to case and punctuation: `error_code` is `errorCode`. */
export type Scope = ReadonlyMap<string, Json>;

/** More members than these, or longer names, are not looked at. */
const MEMBERS = 100;
const NAME_CHARACTERS = 40;
/** Objects in objects that an error is looked for in. */
const DEPTH = 3;

/** Names of what says what went wrong, in some of the languages that servers speak. */
export const MESSAGES = [
  'message',
  'detail',
  'msg',
  'usermessage',
  'errormessage',
  'errordescription',
  'faultstring',
  'description',
  'meldung',
  'nachricht',
  'mensaje',
  'mensagem',
  'messaggio',
];
export const ERRORS = ['error', 'fehler', 'erreur', 'errore'];
/** What an object has that speaks for itself. */
const SPEAKING = [...MESSAGES, ...ERRORS, 'errors', 'title', 'reason', 'code', 'errorcode'];
/** What others put round their errors. */
const WRAPPERS = [
  'odataerror',
  'apierrorresponse',
  'fault',
  'exception',
  'response',
  'result',
  'data',
  'body',
  'payload',
  'json',
  'status',
];

/** The first of each name counts. */
export function scopeOf(object: JsonObject): Scope {
  const scope = new Map<string, Json>();
  for (const [name, value] of Object.entries(object).slice(0, MEMBERS)) {
    const key = name.length > NAME_CHARACTERS ? '' : name.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (key !== '' && value !== null && value !== '' && !scope.has(key)) scope.set(key, value);
  }
  return scope;
}

/** The object in which somebody speaks: this one, or one that is wrapped in it. */
export function unwrap(object: JsonObject, depth = 0): Scope {
  const scope = scopeOf(object);
  if (depth >= DEPTH || SPEAKING.some((name) => scope.has(name))) return scope;
  for (const name of WRAPPERS) {
    const inner = firstObject(scope.get(name));
    if (inner !== undefined) return unwrap(inner, depth + 1);
  }
  return scope;
}

/** An object, or the first one of a list. */
export function firstObject(value: Json | undefined): JsonObject | undefined {
  const first = Array.isArray(value) ? value.find((item: Json) => isObject(item)) : value;
  return isObject(first) ? first : undefined;
}

/** The first of these members that any of the scopes has. */
export function pick(
  scopes: readonly (Scope | undefined)[],
  names: readonly string[],
): Json | undefined {
  for (const scope of scopes) {
    for (const name of names) {
      const value = scope?.get(name);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}
