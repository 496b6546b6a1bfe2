import type { Answer, Exchange } from '../../../src/checks/index.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../../src/core/encoding/json.ts';
import { parseTimestamp } from '../../../src/core/encoding/time.ts';
import { contentOf, type HeaderLine } from '../../../src/core/web/http.ts';
import { headerLines } from '../../../src/inspect/what-if/header-lines.ts';
import { lastAnswer, verboseRequest } from '../../../src/inspect/what-if/session.ts';
import { fileExchange } from './exchange-file.ts';
import { NothingChecked, type Options, UsageError } from './options.ts';
import { TEXTS } from './texts.ts';

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

/** Lines of headers of a HAR. What is no text is left out. */
function headersOf(value: Json | undefined): HeaderLine[] {
  return listOf(value).flatMap((line): HeaderLine[] => {
    const [name, text] = isObject(line) ? [member(line, 'name'), member(line, 'value')] : [];
    return typeof name === 'string' && typeof text === 'string' ? [[name, text]] : [];
  });
}

/** The last answer of what `curl -i` or `curl -v` prints: it may hold those of redirects and of a proxy before. */
function rawAnswer(text: string): Answer | undefined {
  const last = lastAnswer(text.replace(/^\ufeff/, ''));
  const end = last.indexOf('\n\n');
  const [first = '', ...lines] = (end < 0 ? last : last.slice(0, end)).trimEnd().split('\n');
  const status = STATUS_LINE.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = headerLines(lines);
  const body = end < 0 ? '' : last.slice(end + 2);
  // The headers alone were saved: `-I`, `-o`, or what `-v` tells.
  const isRead = body.trim() !== '' || contentOf({ headers, method: 'GET' }) !== 'announced';
  return { status: Number(status), headers, ...(isRead ? { body } : {}) };
}

/** HAR 1.2: `response.content.text`, in base64 where `encoding` says so. */
function harBody(content: Json | undefined): string | undefined {
  if (!isObject(content)) return undefined;
  const text = textOf(member(content, 'text'));
  return text !== undefined && member(content, 'encoding') === 'base64'
    ? Buffer.from(text, 'base64').toString('utf8')
    : text;
}

/** An entry of a HAR: its other members are no part of an exchange. Undefined where it has no answer. */
function harExchange(entry: JsonObject, options: Options, now: number): Exchange | undefined {
  const [request, response] = [member(entry, 'request'), member(entry, 'response')];
  if (!isObject(request) || !isObject(response)) return undefined;
  const status = member(response, 'status');
  if (typeof status !== 'number') return undefined;
  const body = harBody(member(response, 'content'));
  const headers = headersOf(member(request, 'headers'));
  const posted = member(request, 'postData');
  const requestBody = isObject(posted) ? textOf(member(posted, 'text')) : undefined;
  return {
    url: urlOf(textOf(member(request, 'url')), options),
    method: textOf(member(request, 'method')) ?? options.method,
    ...(headers.length === 0 ? {} : { requestHeaders: headers }),
    ...(requestBody === undefined ? {} : { requestBody }),
    answer: {
      status,
      headers: headersOf(member(response, 'headers')),
      ...(body === undefined ? {} : { body }),
    },
    now: parseTimestamp(member(entry, 'startedDateTime')) ?? now,
  };
}

function urlOf(said: string | undefined, options: Options): string {
  const url = options.url ?? said;
  if (url === undefined || !URL.canParse(url)) throw new UsageError(TEXTS.noUrl);
  return url;
}

/** An entry of a HAR, an exchange, or a bare answer. */
function exchangeIn(value: Json, name: string, options: Options, now: number) {
  if (isObject(value) && member(value, 'response') !== undefined)
    return harExchange(value, options, now);
  const said = fileExchange(value, name);
  if (said === undefined) return undefined;
  return { method: options.method, now, ...said, url: urlOf(said.url, options) };
}

/** Every exchange of a saved text. Throws NothingChecked for what is none. `name`: of the file, for that. */
export function savedIn(text: string, name: string, options: Options, now: number): Exchange[] {
  const raw = rawAnswer(text);
  if (raw !== undefined) {
    const asked = verboseRequest(text);
    const url = options.url ?? asked?.url;
    if (url === undefined) throw new UsageError(TEXTS.noUrl);
    const method = asked?.method ?? options.method;
    const headers = asked === undefined ? {} : { requestHeaders: asked.headers };
    return [{ url, method, ...headers, answer: raw, now }];
  }
  const json = parseJson(text.trim());
  const log = isObject(json) ? member(json, 'log') : undefined;
  const all = isObject(log)
    ? listOf(member(log, 'entries'))
    : Array.isArray(json)
      ? listOf(json)
      : [json ?? null];
  const exchanges = all.flatMap((each) => exchangeIn(each, name, options, now) ?? []);
  if (exchanges.length === 0 && !isObject(log)) throw new NothingChecked(TEXTS.noFormat(name));
  return exchanges;
}
