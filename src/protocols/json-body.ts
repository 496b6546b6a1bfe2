import { isList, type Json, type JsonObject, member, parseJson } from '../core/encoding/json.ts';
import { firstObject } from '../core/offers/scope.ts';
import type { HttpResponse } from '../core/web/http.ts';

/** Members in which servers put their whole answer. */
const WRAPPERS = [
  'error',
  'errors',
  'detail',
  'details',
  'data',
  'message',
  'body',
  'payment',
  'result',
  'response',
  'challenge',
  'payload',
];
const DEPTH = 3;

/**
 * The JSON object of a 402's body that has this key: the body itself, or one in it under a wrapper's name, in lists or
 * in text that is JSON; without one the body itself where it has the key elsewhere. Undefined otherwise. Linear.
 */
export function jsonBody(response: HttpResponse, key: string): JsonObject | undefined {
  if (response.status !== 402 || response.body?.includes(key) !== true) return undefined;
  const root = firstObject(parseJson(response.body.trim()));
  let level: readonly JsonObject[] = root === undefined ? [] : [root];
  for (let depth = 0; depth <= DEPTH; depth += 1) {
    const found = level.find((object) => Object.hasOwn(object, key));
    if (found !== undefined) return found;
    level = level.flatMap((object) =>
      WRAPPERS.map((name) => firstObject(member(object, name))).filter(
        (each) => each !== undefined,
      ),
    );
  }
  return root;
}

/** The items of a JSON list, typed; undefined for anything else. */
export function listOf(value: Json | undefined): readonly Json[] | undefined {
  return isList(value) ? value : undefined;
}
