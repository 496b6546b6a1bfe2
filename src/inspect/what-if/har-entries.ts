import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isList, isObject, type Json, type JsonObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import type { HeaderLine } from '../../core/web/http.ts';

// HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/#entries. What is of another kind than the specification says is
// taken as not said.

/** A request and its answer, as an entry of a HAR says them. */
export type HarEntry = {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly requestHeaders: readonly HeaderLine[];
  readonly requestBody: string | undefined;
  readonly status: number | undefined;
  readonly headers: readonly HeaderLine[];
  /** Undefined also where it is base64 of what is no UTF-8 text. */
  readonly body: string | undefined;
  /** When the request began, ms since 1970. */
  readonly startedAt: number | undefined;
};

/** The items of a member that is a list. */
function listOf(object: JsonObject, name: string): readonly Json[] {
  const value = member(object, name);
  return isList(value) ? value : [];
}

function textOf(object: JsonObject | undefined, name: string): string | undefined {
  const value = object === undefined ? undefined : member(object, name);
  return typeof value === 'string' ? value : undefined;
}

function objectOf(object: JsonObject, name: string): JsonObject | undefined {
  const value = member(object, name);
  return isObject(value) ? value : undefined;
}

/** Lines of headers. What is no text is left out. */
function headersOf(object: JsonObject): HeaderLine[] {
  return listOf(object, 'headers').flatMap((line): HeaderLine[] => {
    const [name, value] = isObject(line) ? [textOf(line, 'name'), textOf(line, 'value')] : [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

/** `content.text`, in base64 where `content.encoding` says so. */
function bodyOf(content: JsonObject | undefined): string | undefined {
  const text = textOf(content, 'text');
  const isBase64 = text !== undefined && textOf(content, 'encoding') === 'base64';
  return isBase64 ? decodeBase64Text(text) : text;
}

/** The entry that a JSON value is; undefined where it holds no request with an answer. */
export function harEntry(value: Json): HarEntry | undefined {
  if (!isObject(value)) return undefined;
  const [request, response] = [objectOf(value, 'request'), objectOf(value, 'response')];
  if (request === undefined || response === undefined) return undefined;
  const status = member(response, 'status');
  return {
    url: textOf(request, 'url'),
    method: textOf(request, 'method'),
    requestHeaders: headersOf(request),
    requestBody: textOf(objectOf(request, 'postData'), 'text'),
    status: typeof status === 'number' ? status : undefined,
    headers: headersOf(response),
    body: bodyOf(objectOf(response, 'content')),
    startedAt: parseTimestamp(member(value, 'startedDateTime')),
  };
}

/** The entries of a HAR, in the order of the file; undefined for JSON that is no HAR. */
export function harEntries(json: Json | undefined): readonly HarEntry[] | undefined {
  const log = isObject(json) ? objectOf(json, 'log') : undefined;
  if (log === undefined) return undefined;
  return listOf(log, 'entries').flatMap((each) => harEntry(each) ?? []);
}
