/** JSON from strangers. */

export type JsonObject = { readonly [key: string]: Json };
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** Deeper nesting is refused: walkers over it (the quote hash, storage) recurse. */
const JSON_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;

/** The closing quote of the string that opens at `open`; the text's length when there is none. */
export function endOfString(text: string, open: number): number {
  let end = text.indexOf('"', open + 1);
  while (end >= 0) {
    let slashes = end;
    while (slashes > open + 1 && text.charCodeAt(slashes - 1) === BACKSLASH) slashes--;
    if ((end - slashes) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** Whether so many characters of a kind stand anywhere in the text. */
function hasMore(text: string, character: string, count: number): boolean {
  let seen = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    if (++seen > count) return true;
  }
  return false;
}

/** Whether brackets outside of strings nest deeper than `depth`. Linear. */
export function isDeeperThan(text: string, depth: number): boolean {
  // Most texts have too few brackets to nest deep; counting them costs next to nothing.
  const half = depth >> 1;
  if (!hasMore(text, '{', half) && !hasMore(text, '[', half)) return false;
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 123 || code === 91) {
      if (++open > depth) return true;
    } else if (code === 125 || code === 93) open--;
  }
  return false;
}

/**
 * The value of JSON text; undefined when it is not JSON or nests deeper than 64. A byte order mark is
 * dropped. Of a key that stands twice the last counts, as in every JSON.parse. A `__proto__` key becomes an
 * own property and no prototype; read members through `member`, so that inherited ones do not count.
 */
export function parseJson(text: string): Json | undefined {
  if (isDeeperThan(text, JSON_DEPTH)) return undefined;
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An own member of an object; undefined when it has none of that name. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
