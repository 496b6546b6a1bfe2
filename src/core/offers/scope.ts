import { isList, isObject, type Json, type JsonObject, parseJson } from '../encoding/json.ts';

/** The members of an object by name, without regard to case and punctuation: `error_code` is `errorCode`. */
export type Scope = ReadonlyMap<string, Json>;

/** More members than these, or longer names, are not looked at. */
const MEMBERS = 100;
const NAME_CHARACTERS = 40;

/** The members of an object. The first of each name counts; null and empty texts count as absent. */
export function scopeOf(object: JsonObject): Scope {
  const scope = new Map<string, Json>();
  for (const [name, value] of Object.entries(object).slice(0, MEMBERS)) {
    const key = name.length > NAME_CHARACTERS ? '' : name.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (key !== '' && value !== null && value !== '' && !scope.has(key)) scope.set(key, value);
  }
  return scope;
}

/** Lists in lists, and texts that are JSON, that are opened on the way to an object. */
const OPENED = 3;

/** An object, or the first one of a list, also of a list in a list, and of text that is JSON. */
export function firstObject(value: Json | undefined, opened = 0): JsonObject | undefined {
  if (isObject(value)) return value;
  if (opened > OPENED || value === undefined) return undefined;
  if (typeof value === 'string') {
    return /^\s{0,64}[{["]/.test(value)
      ? firstObject(parseJson(value.trim()), opened + 1)
      : undefined;
  }
  if (!isList(value)) return undefined;
  for (const item of value.slice(0, MEMBERS)) {
    const object = firstObject(item, opened + 1);
    if (object !== undefined) return object;
  }
  return undefined;
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

/**
 * An object and the ones inside it that these members hold, as `firstObject` finds them; the outer ones first, at
 * most `depth` deep. Each object is looked at once.
 */
export function scopesIn(
  object: JsonObject,
  wrappers: readonly string[],
  depth: number,
): readonly Scope[] {
  const scopes: Scope[] = [scopeOf(object)];
  let level: readonly Scope[] = scopes;
  for (let at = 0; at < depth; at += 1) {
    level = level.flatMap((scope) =>
      wrappers.flatMap((name) => {
        const inner = firstObject(scope.get(name));
        return inner === undefined ? [] : [scopeOf(inner)];
      }),
    );
    scopes.push(...level);
  }
  return scopes;
}
