import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { factsOf } from '../../../src/checks/facts/facts.ts';
import { proofHeaders } from '../../../src/checks/http/page.ts';
import {
  type Answer,
  type Exchange,
  type Hop,
  mayAsk,
  type PreflightAnswer,
} from '../../../src/checks/index.ts';
import { decoderFor } from '../../../src/core/encoding/body-text.ts';
import { isSafeMethod, preflightHeaders } from '../../../src/core/web/cors.ts';
import { type HeaderLine, headerValues } from '../../../src/core/web/http.ts';
import { isRedirectStatus } from '../../../src/core/web/response-kind.ts';
import { NothingChecked, type Options } from './options.ts';
import { TEXTS } from './texts.ts';

type Asked = {
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

/** Redirects that are followed; bytes of a body that are kept; bytes of headers that Node may read. */
const HOPS = 5;
const BODY = 1024 * 1024;
const HEADERS = 512 * 1024;

/** Header lines as they came: fetch() would join them. Bytes are read as UTF-8 where they are, as Chrome does. */
function linesOf({ rawHeaders }: IncomingMessage): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const bytes = Buffer.from(rawHeaders[at + 1] ?? '', 'latin1');
    const text = bytes.toString('utf8');
    const value = text.includes('\ufffd') ? (rawHeaders[at + 1] ?? '') : text;
    lines.push([rawHeaders[at] ?? '', value]);
  }
  return lines;
}

async function bodyOf(message: IncomingMessage): Promise<Pick<Answer, 'body' | 'truncated'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop closes the connection: the rest is not loaded.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BODY) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, BODY);
  const body = decoderFor(message.headers['content-type']).decode(bytes);
  return { body, ...(size > BODY ? { truncated: true as const } : {}) };
}

/** `seconds`: for the whole answer. Each part of it may come in time, and its end never. */
function one(url: string, { method, headers, body }: Asked, seconds: number): Promise<Answer> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const flat = headers.flat();
    const request = send(url, {
      method,
      // Node writes Host itself only where headers are no list.
      headers: ['Host', new URL(url).host, ...flat],
      maxHeaderSize: HEADERS,
    });
    let late = TEXTS.noBegin(seconds);
    const timer = setTimeout(() => {
      reject(new Error(late));
      request.destroy();
    }, seconds * 1000);
    const failed = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    request.once('error', failed);
    request.once('response', (message) => {
      late = TEXTS.noEnd(message.statusCode ?? 0, seconds);
      bodyOf(message)
        .then((read) => {
          clearTimeout(timer);
          resolve({ status: message.statusCode ?? 0, headers: linesOf(message), ...read });
        })
        .catch(failed);
    });
    request.end(body);
  });
}

async function answerOf(url: string, asked: Asked, seconds: number): Promise<Answer> {
  try {
    return await one(url, asked, seconds);
  } catch (error) {
    throw new NothingChecked(
      TEXTS.noAnswer(url, error instanceof Error ? error.message : String(error)),
    );
  }
}

function locationOf(url: string, { status, headers }: Answer): string | undefined {
  const [location] = headerValues({ headers }, 'location');
  if (!isRedirectStatus(status) || location === undefined) return undefined;
  const target = URL.canParse(location, url) ? new URL(location, url).href : undefined;
  return target?.startsWith('http') ? target : undefined;
}

/**
 * The browser's question before the request with a proof of another origin: for the headers that this 402 asks its proof in,
 * and those of the request. Undefined where a browser asks nothing. A server may refuse all where one header is strange to it.
 */
async function preflight(
  exchange: Exchange,
  seconds: number,
  origin: string,
): Promise<PreflightAnswer | undefined> {
  const { method } = exchange;
  const own = preflightHeaders(exchange.requestHeaders ?? []);
  const proofs = proofHeaders(factsOf(exchange)).map((name) => name.toLowerCase());
  const names = [...new Set([...own, ...proofs])].sort();
  const isSimple = isSafeMethod(method) && names.length === 0;
  if (isSimple || new URL(exchange.url).origin === origin) return undefined;
  const headers: HeaderLine[] = [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ...(names.length === 0 ? [] : [['Access-Control-Request-Headers', names.join(',')] as const]),
  ];
  const answer = await answerOf(exchange.url, { method: 'OPTIONS', headers }, seconds);
  return { ...answer, requestHeaders: headers };
}

async function openapiOf(url: string, seconds: number): Promise<string | undefined> {
  const asked = { method: 'GET', headers: [['Accept', 'application/json']] as const };
  const answer = await answerOf(new URL('/openapi.json', url).href, asked, seconds);
  return answer.status === 200 ? answer.body : undefined;
}

/** What any host may be told of a request. */
const OPEN = /^(?:accept|accept-language|origin)$/i;

/** A request for another host than the one that was named: keys, cookies and bodies are not for it. */
function forStrangers({ headers, method }: Asked): Asked {
  return { method, headers: headers.filter(([name]) => OPEN.test(name)) };
}

/** Headers that say what a body is (https://fetch.spec.whatwg.org/#request-body-header-name), and its length. */
const OF_BODY = /^content-(?:encoding|language|location|type|length)$/i;

/** A redirect that turns the request into a GET without a body: https://fetch.spec.whatwg.org/#http-redirect-fetch. */
function turnsIntoGet(status: number, method: string): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

/** The request that follows a redirect to `to`, from `from`. */
function redirected(asked: Asked, status: number, from: string, to: string): Asked {
  const next = turnsIntoGet(status, asked.method)
    ? { method: 'GET', headers: asked.headers.filter(([name]) => !OF_BODY.test(name)) }
    : asked;
  const left = new URL(from).origin;
  if (new URL(to).origin === left) return next;
  const { method, headers } = forStrangers(next);
  // The page is of a third origin: browsers do not tell it then.
  const isHidden = (name: string, value: string) => /^origin$/i.test(name) && value !== left;
  return {
    method,
    headers: headers.map(([name, value]) => [name, isHidden(name, value) ? 'null' : value]),
  };
}

/** Where a request ended, what was asked there, and what it passed. */
type Walked = {
  readonly url: string;
  readonly asked: Asked;
  readonly redirects: readonly Hop[];
  readonly answer: Answer;
};

async function walk(start: string, options: Options): Promise<Walked> {
  const { method, body, origin, seconds } = options;
  const has = (name: string) => options.headers.some(([own]) => own.toLowerCase() === name);
  const headers: HeaderLine[] = [
    ...(has('accept') ? [] : [['Accept', '*/*'] as const]),
    ...(origin === undefined || has('origin') ? [] : [['Origin', origin] as const]),
    ...options.headers,
    ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
  ];
  let asked: Asked = { method, headers, ...(body === undefined ? {} : { body }) };
  const redirects: Hop[] = [];
  let url = start;
  let answer = await answerOf(url, asked, seconds);
  for (;;) {
    const location = locationOf(url, answer);
    if (location === undefined || redirects.length >= HOPS) break;
    redirects.push({ url, status: answer.status, location });
    asked = redirected(asked, answer.status, url, location);
    url = location;
    answer = await answerOf(url, asked, seconds);
  }
  return { url, asked, redirects, answer };
}

/** Asks an address as the options say, follows redirects, and pays nothing. Throws NothingChecked without an answer. */
export async function askFor(start: string, options: Options, now: number): Promise<Exchange> {
  const { seconds } = options;
  const first = options.twice ? await walk(start, options) : undefined;
  const { url, asked, redirects, answer } = await walk(start, options);
  // It tells of two addresses where it redirects elsewhere the second time.
  const isSame = first !== undefined && first.url === url && mayAsk(first.answer.status);
  const origin = options.origin && headerValues(asked, 'origin')[0];
  const openapi = options.openapi ? await openapiOf(url, seconds) : undefined;
  const exchange: Exchange = {
    url,
    method: asked.method,
    requestHeaders: asked.headers,
    requestBody: asked.body ?? '',
    ...(redirects.length === 0 ? {} : { redirects }),
    answer,
    ...(isSame ? { earlier: [first.answer] } : {}),
    ...(origin === undefined ? {} : { initiator: { origin, type: 'xmlhttprequest' as const } }),
    ...(openapi === undefined ? {} : { openapi }),
    now,
  };
  const allowed = origin === undefined ? undefined : await preflight(exchange, seconds, origin);
  return allowed === undefined ? exchange : { ...exchange, preflight: allowed };
}
