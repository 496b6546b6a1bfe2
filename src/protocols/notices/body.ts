import { type HttpResponse, headerValues } from '../../core/http.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../core/json.ts';
import { readPage } from './html.ts';
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
  const known = parsed.get(response) ?? { json: parseLenientJson(response.body) };
  parsed.set(response, known);
  return known.json;
}

/** The JSON object of the body, or the first one of a list; however it is labelled, and for showing only. */
export function shownJson(response: HttpResponse): JsonObject | undefined {
  const json = lenientJson(response);
  const first = Array.isArray(json) ? json[0] : json;
  return isObject(first) ? first : undefined;
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
