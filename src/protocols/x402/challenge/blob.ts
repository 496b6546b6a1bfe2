import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../../core/encoding/json.ts';
import { whatIs } from '../../../core/encoding/what-is.ts';

/** JSON from a header value, or one English sentence on what the value is instead. */
export type Parsed =
  | { readonly json: Json; readonly text: string; readonly lenient: boolean }
  | { readonly fault: string; readonly value?: string };
/** The same where the JSON must be an object. */
export type Blob =
  | { readonly object: JsonObject; readonly text: string; readonly lenient: boolean }
  | { readonly fault: string; readonly value?: string };

const SEVERAL = { fault: 'Several different values came; none of them is used.' };

const SEPARATOR = /[,\n]/;
const RAW = /^[{["]/;

function isJoined(text: string): boolean {
  return text.includes(',') || text.includes('\n');
}

/** Values of all lines of a header; a browser may join repeated lines by a comma or a line feed. */
function pieces(values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const unique = new Set<string>();
  for (const value of values) {
    const text = value.trim();
    const parts = RAW.test(text) || !isJoined(text) ? [text] : text.split(SEPARATOR);
    for (const part of parts) {
      const piece = part.trim();
      if (piece !== '') unique.add(piece);
    }
  }
  return [...unique];
}

/**
 * The one JSON value that the lines of a header hold: base64 or base64url, padded or not, or JSON as it is.
 * Equal lines are one, different ones are a fault. Undefined when there is nothing at all. `lenient`: the
 * reference reader would refuse it. Linear.
 */
export function parseBlob(values: readonly string[]): Parsed | undefined {
  const [first, ...others] = pieces(values);
  if (first === undefined) return undefined;
  const text = textOf(first);
  if (text === undefined) return { fault: whatIs(first), value: first };
  if (others.some((other) => textOf(other) !== text)) return SEVERAL;
  const json = parseJson(text);
  if (json === undefined) return { fault: whatIs(first), value: first };
  const lenient = text === first || first.includes('-') || first.includes('_') || values.length > 1;
  return { json, text, lenient };
}

/** As `parseBlob`, for what must be an object. */
export function readBlob(values: readonly string[]): Blob | undefined {
  const parsed = parseBlob(values);
  if (parsed === undefined || 'fault' in parsed) return parsed;
  const { json, ...more } = parsed;
  return isObject(json) ? { object: json, ...more } : { fault: whatIs(values[0] ?? '') };
}

function textOf(piece: string): string | undefined {
  return RAW.test(piece) ? piece : decodeBase64Text(piece);
}
