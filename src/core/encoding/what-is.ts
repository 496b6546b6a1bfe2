import { decodeBase64, decodeUtf8 } from './base64.ts';
import { isObject, type Json, member, parseJson } from './json.ts';

/** Words by which servers only say that something costs money. All of them are ours: they may be repeated. */
const FLAG =
  /^(?:true|false|yes|no|on|off|0|1|2|402|null|none|required|payment[ _-]?required|x402|http402|l402|exact|usdc)$/i;
const JWT = /^[\w-]{2,}\.[\w-]{2,}\.[\w-]*$/;
const PRICE = /^(?:[$€]\s?)?\d+(?:\.\d+)?(?:\s?[A-Za-z$€]{1,8})?$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** Characters of a value that are looked at. */
const LOOKED_AT = 8192;

/** The word, where a value is a mere flag such as `true`, `1` or `required`; undefined for anything else. */
export function flagOf(text: string): string | undefined {
  const bare = text.trim().replace(/^"([^"]*)"$/, '$1');
  return FLAG.test(bare) ? bare.toLowerCase() : undefined;
}

/**
 * One English sentence on what a value is that should have been base64 of a JSON object: it names the value's
 * kind, not the place where a decoder stopped. Holds no text of the site but a flag word. Linear.
 */
export function whatIs(value: string): string {
  const text = value.trim();
  const flag = flagOf(text);
  if (flag !== undefined) return `This is the word "${flag}": it names no terms.`;
  if (/^[{[]/.test(text)) {
    return parseJson(text) === undefined
      ? 'This begins like JSON, but is not JSON or nests deeper than 64.'
      : `This is JSON, not base64: ${kindOf(parseJson(text))}.`;
  }
  if (/^https?:\/\//i.test(text)) return 'This is a web address, not base64.';
  if (/^(?:lightning:)?ln(?:bc|tb|bcrt|tbs)[0-9a-z]{20,}$/i.test(text)) {
    return 'This is a Lightning invoice, not base64 of JSON.';
  }
  if (/^(?:creq|cashu)[AB]/i.test(text)) return 'This is a Cashu request or token.';
  if (PRICE.test(text)) return 'This is a number or a price in words, not base64 of JSON.';
  if (isJwt(text)) return 'This is a JWT, not base64 of JSON.';
  return BASE64.test(text) ? insideOf(text) : 'This is neither base64 nor JSON.';
}

function isJwt(text: string): boolean {
  if (text.length > LOOKED_AT || !JWT.test(text)) return false;
  const head = decodeBase64(text.split('.', 1)[0] ?? '');
  const json = head && decodeUtf8(head);
  const object = json === undefined ? undefined : parseJson(json);
  return isObject(object) && member(object, 'alg') !== undefined;
}

/** What base64 holds. */
function insideOf(text: string): string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) {
    return /^(?:eyJ|W3s)/.test(text)
      ? 'This is base64 of JSON that was cut off or changed.'
      : 'This is neither base64 nor JSON.';
  }
  const inner = decodeUtf8(bytes);
  if (inner === undefined) return 'This is base64 of bytes that are not UTF-8 text.';
  const trimmed = inner.trim();
  const json = parseJson(trimmed);
  if (json !== undefined && !isObject(json)) return `This is base64 of JSON: ${kindOf(json)}.`;
  if (json !== undefined) return 'This is base64 of a JSON object.';
  if (/^[{[]/.test(trimmed)) {
    return 'This is base64 of text that begins like JSON, but is not JSON or nests deeper than 64.';
  }
  const isTwice = BASE64.test(trimmed) && trimmed.length > 16;
  return isTwice ? 'This is base64 of base64.' : 'This is base64 of text that is not JSON.';
}

function kindOf(json: Json | undefined): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  if (isObject(json)) return 'an object';
  return typeof json === 'boolean' ? 'true or false' : `a ${typeof json}`;
}
