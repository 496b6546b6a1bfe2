import { type Json, type JsonObject, parseJson } from '../../../core/encoding/json.ts';
import { firstObject } from '../../../core/offers/scope.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { decodeEntities, readPage } from './html.ts';
import { parseLenientJson } from './lenient-json.ts';
import { words } from './redact.ts';

const HTML = /^\s*(?:text\/html|application\/xhtml)/;
/** The status again, and who serves it. */
const NOTHING_MORE =
  /^(?:\s*\b(?:402|payment[ _-]?required|error|nginx|openresty|cloudflare|apache)\b\S*)*$/i;
const XML = /^\s*(?:text|application)\/(?:[\w.-]{1,64}\+)?xml\b/i;

/** True when the body is HTML by its content type, or starts like it without one. */
export function isHtml(response: HttpResponse): boolean {
  const type = headerValues(response, 'content-type')[0]?.toLowerCase();
  if (type !== undefined && type !== '') return HTML.test(type);
  return /^\s*<(?:!doctype html|html|head|body|title|h1)\b/i.test(
    response.body?.slice(0, 256) ?? '',
  );
}

/** Every kind of notice looks at the same body. */
const parsed = new WeakMap<HttpResponse, { readonly json: Json | undefined }>();

function lenientJson(response: HttpResponse): Json | undefined {
  if (response.body === undefined) return undefined;
  const known = parsed.get(response) ?? {
    json: parseLenientJson(response.body) ?? xmlMembers(response),
  };
  parsed.set(response, known);
  return known.json;
}

/** The JSON of the body, or the members of an XML error, however it is labelled, and for showing only. */
export function shownBody(response: HttpResponse): Json | undefined {
  return lenientJson(response);
}

const ELEMENT =
  /<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})(?:\s[^<>]{0,400})?>([^<>]{1,2000})<\/(?:[\w.-]{1,40}:)?\1>/g;
/** What XML calls the code of an error: WebDAV, SOAP. */
const CODES = new Set(['exception', 'faultcode', 'value']);
const CDATA = /<!\[CDATA\[([^<\]]{0,2000})\]\]>/g;

/**
 * The texts of an XML error by the names of their elements (WebDAV, SOAP, S3, RFC 9457 in XML): the first of each.
 * Undefined when none of them is a message or a code.
 */
function xmlMembers(response: HttpResponse): JsonObject | undefined {
  if (!XML.test(headerValues(response, 'content-type')[0] ?? '')) return undefined;
  const source = (response.body ?? '').slice(0, 16 * 1024).replace(CDATA, '$1');
  const members = new Map<string, string>();
  for (const [, name = '', text = ''] of source.matchAll(ELEMENT)) {
    const key = CODES.has(name.toLowerCase()) ? 'code' : name.toLowerCase();
    const said = decodeEntities(text).trim();
    if (said !== '' && !members.has(key)) members.set(key, said);
  }
  const text = members.get('text');
  if (text !== undefined && !members.has('message')) members.set('message', text);
  const speaks = ['code', 'message', 'faultstring', 'detail'].some((n) => members.has(n));
  return speaks ? Object.fromEntries(members) : undefined;
}

/** The JSON object of the body, or the first one of a list or of a text that is JSON; however it is labelled, and for showing only. */
export function shownJson(response: HttpResponse): JsonObject | undefined {
  const json = lenientJson(response);
  return firstObject(json);
}

/** What a body for people says: title, else heading, else first words. Undefined for JSON and for nothing. */
export function bodyWords(response: HttpResponse): string | undefined {
  const { body } = response;
  if (body === undefined || lenientJson(response) !== undefined) return undefined;
  const isXml = XML.test(headerValues(response, 'content-type')[0] ?? '');
  if (!isHtml(response) && !isXml) {
    // JSON may also be a text, or nothing.
    const value = parseJson(body.trim());
    return words(value === undefined || typeof value === 'number' ? body : value);
  }
  const page = readPage(body);
  const said = [page.title, page.heading, page.text].map((text) => words(text));
  return said.find((text) => text !== undefined && !NOTHING_MORE.test(text)) ?? said.find(Boolean);
}
