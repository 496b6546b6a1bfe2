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
/** As the reference writes it. */
const BARE = /^[A-Za-z0-9+/]+={0,2}$/;

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
 * The one JSON value that the lines of a header hold: base64 or base64url, padded or not, or JSON as it is; also
 * percent-encoded, between the colons of a byte sequence or behind the name of the scheme.
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
  const lenient = !BARE.test(first) || values.length > 1;
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
  const bare = undressed(piece);
  return RAW.test(bare) ? bare : decodeBase64Text(bare);
}

/** A structured field's byte sequence: base64 between colons (RFC 9651 section 3.3.5). */
const BYTES = /^:([A-Za-z0-9+/_-]*={0,2}):$/;
/** A name before the value, as in `Authorization`: `x402 eyJ…`. */
const NAMED = /^(?:x402|payment|base64)[ :=]\s*(?=\S)/i;
/** JSON or base64 that was percent-encoded for a header. */
const PERCENT = /^(?:%(?:7B|5B|22)|[A-Za-z0-9+/_-]+(?:%3D){1,2}$)/i;

/** A header's value without what some servers put around it. Linear. */
function undressed(piece: string): string {
  const bytes = BYTES.exec(piece)?.[1];
  if (bytes !== undefined) return bytes;
  const value = piece.replace(NAMED, '');
  if (!PERCENT.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
