import type { JsonObject } from '../../../core/encoding/json.ts';
import { firstObject, type Scope, scopeOf } from '../../../core/offers/scope.ts';

/** Objects in objects that an error is looked for in. */
const DEPTH = 3;

/** Names of what says what went wrong, in some of the languages that servers speak. */
export const MESSAGES = [
  'message',
  'detail',
  'msg',
  'errmsg',
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

/** The object that holds the error's members: this one, or one that is wrapped in it. */
export function unwrap(object: JsonObject, depth = 0): Scope {
  const scope = scopeOf(object);
  if (depth >= DEPTH) return scope;
  // A message that is JSON is no message: what is in it speaks.
  const message = scope.get('message');
  const inMessage = typeof message === 'string' ? firstObject(message) : undefined;
  if (inMessage !== undefined) return unwrap(inMessage, depth + 1);
  if (SPEAKING.some((name) => scope.has(name))) return scope;
  for (const name of WRAPPERS) {
    const inner = firstObject(scope.get(name));
    if (inner !== undefined) return unwrap(inner, depth + 1);
  }
  return scope;
}
