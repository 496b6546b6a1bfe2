import { decodeBase64Text } from '../../core/base64.ts';
import { isObject, type JsonObject, parseJson } from '../../core/json.ts';

/** A JSON object from a header value, or one English sentence on why there is none. */
export type Blob =
  | { readonly object: JsonObject; readonly text: string; readonly lenient: boolean }
  | { readonly fault: string };

const NOT_BASE64 = { fault: 'The value is not base64 of UTF-8 text.' };
const NOT_JSON = { fault: 'The value holds no JSON, or JSON that nests deeper than 64.' };
const NOT_OBJECT = { fault: 'The value holds JSON that is not an object.' };
const SEVERAL = { fault: 'Several different values came; none of them is used.' };

const SEPARATOR = /[,\n]/;

function isJoined(text: string): boolean {
  return text.includes(',') || text.includes('\n');
}

/** Values of all lines of a header; a browser may join repeated lines by a comma or a line feed. */
function pieces(values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const unique = new Set<string>();
  for (const value of values) {
    const text = value.trim();
    const parts = text.startsWith('{') || !isJoined(text) ? [text] : text.split(SEPARATOR);
    for (const part of parts) {
      const piece = part.trim();
      if (piece !== '') unique.add(piece);
    }
  }
  return [...unique];
}

/**
 * The one object that the lines of a header hold: base64 or base64url, padded or not, or JSON as it is.
 * Equal lines are one, different ones are a fault. Undefined when there is nothing at all. `lenient`: the
 * reference reader would refuse it. Linear.
 */
export function readBlob(values: readonly string[]): Blob | undefined {
  const [first, ...others] = pieces(values);
  if (first === undefined) return undefined;
  const text = textOf(first);
  if (text === undefined) return NOT_BASE64;
  if (others.some((other) => textOf(other) !== text)) return SEVERAL;
  const json = parseJson(text);
  if (json === undefined) return NOT_JSON;
  if (!isObject(json)) return NOT_OBJECT;
  const lenient = text === first || first.includes('-') || first.includes('_') || values.length > 1;
  return { object: json, text, lenient };
}

function textOf(piece: string): string | undefined {
  return piece.startsWith('{') ? piece : decodeBase64Text(piece);
}
