import { isObject, type Json, type JsonObject, parseJson } from '../core/encoding/json.ts';
import type { HttpResponse } from '../core/web/http.ts';

/** The JSON object in the body of a 402 that somewhere has this key; undefined otherwise. Linear. */
export function jsonBody(response: HttpResponse, key: string): JsonObject | undefined {
  if (response.status !== 402 || response.body?.includes(`"${key}"`) !== true) return undefined;
  const json = parseJson(response.body);
  return isObject(json) ? json : undefined;
}

/** The items of a JSON list, typed; undefined for anything else. */
export function listOf(value: Json | undefined): readonly Json[] | undefined {
  return isList(value) ? value : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
