import type { Answer, Exchange } from '../../../src/checks/index.ts';
import { isList, isObject, type Json, member, parseJson } from '../../../src/core/encoding/json.ts';
import { contentOf } from '../../../src/core/web/http.ts';
import { type HarEntry, harEntries, harEntry } from '../../../src/inspect/what-if/har-entries.ts';
import { headerLines } from '../../../src/inspect/what-if/header-lines.ts';
import { lastAnswer, verboseRequest } from '../../../src/inspect/what-if/session.ts';
import { fileExchange } from './exchange-file.ts';
import { NothingChecked, type Options, UsageError } from './options.ts';
import { TEXTS } from './texts.ts';

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/;

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

/** An entry of a HAR: its other members are no part of an exchange. Undefined where its answer has no status. */
function fromHar(entry: HarEntry, options: Options, now: number): Exchange | undefined {
  const { status, headers, body, requestHeaders, requestBody } = entry;
  if (status === undefined) return undefined;
  return {
    url: urlOf(entry.url, options),
    method: entry.method ?? options.method,
    ...(requestHeaders.length === 0 ? {} : { requestHeaders }),
    ...(requestBody === undefined ? {} : { requestBody }),
    answer: { status, headers, ...(body === undefined ? {} : { body }) },
    now: entry.startedAt ?? now,
  };
}

function urlOf(said: string | undefined, options: Options): string {
  const url = options.url ?? said;
  if (url === undefined || !URL.canParse(url)) throw new UsageError(TEXTS.noUrl);
  return url;
}

/** An entry of a HAR, an exchange, or a bare answer. */
function exchangeIn(value: Json, name: string, options: Options, now: number) {
  if (isObject(value) && member(value, 'response') !== undefined) {
    const entry = harEntry(value);
    return entry === undefined ? undefined : fromHar(entry, options, now);
  }
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
  const entries = harEntries(json);
  if (entries !== undefined) return entries.flatMap((each) => fromHar(each, options, now) ?? []);
  const all = isList(json) ? json : [json ?? null];
  const exchanges = all.flatMap((each) => exchangeIn(each, name, options, now) ?? []);
  if (exchanges.length === 0) throw new NothingChecked(TEXTS.noFormat(name));
  return exchanges;
}
