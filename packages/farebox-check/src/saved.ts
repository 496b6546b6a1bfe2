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
import { lastAnswer, toldRequest } from '../../../src/inspect/what-if/session.ts';
import { type Options, UsageError } from './options.ts';
import { TEXTS } from './texts.ts';

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

/** Lines of headers in JSON: pairs, `{name, value}` of a HAR, or one object. */
function headersOf(value: Json | undefined): HeaderLine[] {
  if (isObject(value)) {
    return Object.entries(value).map(([name, text]) => [name, String(text)] as const);
  }
  return listOf(value).flatMap((line): HeaderLine[] => {
    if (isObject(line)) return [[String(member(line, 'name')), String(member(line, 'value'))]];
    const [name, text] = listOf(line);
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
  const headers = lines.flatMap((line): HeaderLine[] => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
  });
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

function answerIn(object: JsonObject): Answer | undefined {
  const status = member(object, 'status');
  if (typeof status !== 'number') return undefined;
  const body = textOf(member(object, 'body')) ?? harBody(member(object, 'content'));
  return {
    status,
    headers: headersOf(member(object, 'headers')),
    ...(body === undefined ? {} : { body }),
    ...(member(object, 'truncated') === true ? { truncated: true as const } : {}),
  };
}

/** An entry of a HAR, an exchange, or a bare answer. */
function exchangeIn(value: Json, options: Options, now: number): Exchange | undefined {
  if (!isObject(value)) return undefined;
  const request = member(value, 'request');
  const asked = isObject(request) ? request : value;
  const inner = member(value, 'response') ?? member(value, 'answer') ?? value;
  const answer = isObject(inner) ? answerIn(inner) : undefined;
  if (answer === undefined) return undefined;
  const url = options.url ?? textOf(member(asked, 'url'));
  if (url === undefined || !URL.canParse(url)) throw new UsageError(TEXTS.noUrl);
  const said = member(value, 'now');
  const at =
    parseTimestamp(member(value, 'startedDateTime')) ?? (typeof said === 'number' ? said : now);
  const headers = headersOf(member(asked, isObject(request) ? 'headers' : 'requestHeaders'));
  const posted = member(asked, 'postData');
  const body = textOf(isObject(posted) ? member(posted, 'text') : member(asked, 'requestBody'));
  return {
    url,
    method: textOf(member(asked, 'method')) ?? options.method,
    ...(headers.length === 0 ? {} : { requestHeaders: headers }),
    ...(body === undefined ? {} : { requestBody: body }),
    answer,
    now: at,
  };
}

/** Every exchange of a saved text. Throws a UsageError for what is none. `name`: of the file, for that. */
export function savedIn(text: string, name: string, options: Options, now: number): Exchange[] {
  const raw = rawAnswer(text);
  if (raw !== undefined) {
    const told = toldRequest(text);
    const url = options.url ?? told?.url;
    if (url === undefined) throw new UsageError(TEXTS.noUrl);
    const method = told?.method ?? options.method;
    const headers = told === undefined ? {} : { requestHeaders: told.headers };
    return [{ url, method, ...headers, answer: raw, now }];
  }
  const json = parseJson(text.trim());
  const log = isObject(json) ? member(json, 'log') : undefined;
  const all = isObject(log)
    ? listOf(member(log, 'entries'))
    : Array.isArray(json)
      ? listOf(json)
      : [json ?? null];
  const exchanges = all.flatMap((each) => exchangeIn(each, options, now) ?? []);
  if (exchanges.length === 0) throw new UsageError(TEXTS.noFormat(name));
  return exchanges;
}
