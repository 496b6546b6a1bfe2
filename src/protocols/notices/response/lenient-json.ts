import { type Json, parseJson } from '../../../core/encoding/json.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
/** What some servers put before JSON so that a script tag cannot run it. */
const GUARD = /^(?:\ufeff)?\s*(?:\)\]\}',?|for\s*\(;;\);|while\s*\(1\);)?\s*/;

const CALLBACK = /^(?:\/\*\*\/)?\s*[A-Za-z_$][\w.$]{0,63}\s*\(\s*(?=[{[])/;

/**
 * JSON as servers write it: behind a guard, with commas before a closing bracket (MDN's own example of a 402
 * has one). For showing only: what moves money is read by `parseJson` or not at all.
 */
export function parseLenientJson(text: string): Json | undefined {
  const guard = GUARD.exec(text.slice(0, 64))?.[0] ?? '';
  const bare = withoutCallback(text.slice(guard.length));
  if (!bare.startsWith('{') && !bare.startsWith('[')) return undefined;
  return parseJson(bare) ?? parseJson(withoutTrailingCommas(bare));
}

/** JSONP: `callback({…});`. */
function withoutCallback(text: string): string {
  const call = CALLBACK.exec(text.slice(0, 128))?.[0];
  const end = call === undefined ? -1 : text.lastIndexOf(')');
  const isCall = call !== undefined && /^[\s;]*$/.test(text.slice(end + 1));
  return isCall && end > 0 ? text.slice(call.length, end) : text;
}

/** Linear: one walk, strings skipped. */
function withoutTrailingCommas(text: string): string {
  let kept = '';
  let from = 0;
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      comma = -1;
    } else if (code === COMMA) comma = at;
    else if (code === 0x5d || code === 0x7d) {
      if (comma >= 0) {
        kept += text.slice(from, comma);
        from = comma + 1;
      }
      comma = -1;
    } else if (code !== 32 && code !== 9 && code !== 10 && code !== 13) comma = -1;
  }
  return kept + text.slice(from);
}

function endOfString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at;
}
