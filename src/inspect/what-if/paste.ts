import { decodeBase64Text, encodeBase64 } from '../../core/encoding/base64.ts';
import { parseJson } from '../../core/encoding/json.ts';
import type { HeaderLine, HttpResponse } from '../../core/web/http.ts';
import type { TakenRequest } from '../take/request.ts';
import { type HarEntry, harEntries, harEntry } from './har-entries.ts';
import { headerLines } from './header-lines.ts';
import { lastAnswer, parseSession, type Session } from './session.ts';

/** What a pasted text is: an answer to be read, a request, an address; nothing is asked of any of them. */
export type Pasted =
  | {
      readonly kind: 'response';
      /** What it was taken for; `curl`: a command with the answer that was printed below it. */
      readonly from: 'http' | 'curl' | 'headers' | 'har' | 'body' | 'value';
      readonly response: HttpResponse;
      readonly requestHeaders?: readonly HeaderLine[];
      /** The entries of a HAR, and which of them this is. */
      readonly har?: { readonly entries: readonly HarEntry[]; readonly chosen: number };
    }
  | { readonly kind: 'request'; readonly request: TakenRequest }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'unknown' };

const UNKNOWN: Pasted = { kind: 'unknown' };
const STATUS = /^HTTP\/[\d.]+[ \t]+(\d{3})\b/i;

/**
 * What a developer has pasted: an HTTP answer, header lines, a cURL line with or without what it printed, a HAR file or
 * entry, a body, a bare challenge, or an address. `url`: where an answer is taken to come from, if it does not say.
 * `chosen`: which entry of a HAR is read; without it the first that was answered by a 402, else the first. Pure.
 */
export function parsePaste(text: string, url: string, chosen?: number): Pasted {
  const trimmed = text.trim();
  if (trimmed === '') return UNKNOWN;
  const session = parseSession(trimmed);
  if (session !== undefined) return fromSession(session);
  if (/^https?:\/\/\S+$/i.test(trimmed)) {
    return URL.canParse(trimmed) ? { kind: 'url', url: trimmed } : UNKNOWN;
  }
  if (STATUS.test(trimmed) || /^[*<>] /.test(trimmed)) {
    const answer = lastAnswer(trimmed);
    return STATUS.test(answer) ? fromHttp(answer, url) : UNKNOWN;
  }
  if (/^[{[]/.test(trimmed)) return fromJson(trimmed, url, chosen);
  if (
    headerLines(trimmed.split('\n', 1)).length > 0 &&
    !/^(?:lightning|cashu|bitcoin):/i.test(trimmed)
  ) {
    return fromHttp(`HTTP/1.1 402\n${trimmed}`, url, 'headers');
  }
  const header = headerFor(trimmed);
  if (header === undefined) return UNKNOWN;
  return {
    kind: 'response',
    from: 'value',
    response: { url, method: 'GET', status: 402, headers: [header] },
  };
}

/** The header that a bare challenge would come in. */
function headerFor(text: string): HeaderLine | undefined {
  if (/^(?:lightning:)?ln(?:bc|tb)[0-9a-z]+$/i.test(text)) return ['X-Lightning', text];
  if (/^(?:cashu:)?creq[ab]/i.test(text)) return ['X-Cashu', text];
  if (/^(?:payment|l402|lsat|x402)\s/i.test(text)) return ['WWW-Authenticate', text];
  const inner = decodeBase64Text(text);
  return inner !== undefined && /^\s*\{/.test(inner) ? ['PAYMENT-REQUIRED', text] : undefined;
}

/** Headers whose JSON goes as base64; it may be written plainly here, to be edited. */
const AS_BASE64 = /^(?:payment-required|x-payment-required|payment-response|x-payment-response)$/i;

function fromHttp(text: string, url: string, from: 'http' | 'headers' = 'http'): Pasted {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const status = Number(STATUS.exec(first)?.[1] ?? 402);
  const headers = headerLines(lines).map(([name, value]): HeaderLine => {
    const isPlain = AS_BASE64.test(name) && /^[{[]/.test(value);
    return [name, isPlain ? encodeBase64(value) : value];
  });
  const body = rest.join('\n\n');
  const response = { url, method: 'GET', status, headers, ...(body === '' ? {} : { body }) };
  return { kind: 'response', from, response };
}

/** The answer that was printed below a command; without one the request alone. */
function fromSession({ request, answer }: Session): Pasted {
  const read = answer === undefined ? undefined : fromHttp(answer, request.url);
  if (read?.kind !== 'response') return { kind: 'request', request };
  return {
    kind: 'response',
    from: 'curl',
    response: { ...read.response, method: request.method },
    requestHeaders: request.headers,
  };
}

function fromJson(text: string, url: string, wish: number | undefined): Pasted {
  const json = parseJson(text);
  if (json === undefined) return UNKNOWN;
  const one = harEntry(json);
  const entries = one === undefined ? harEntries(json) : [one];
  const asking = entries?.findIndex(({ status }) => status === 402) ?? -1;
  const chosen = wish ?? Math.max(0, asking);
  const entry = entries?.[chosen];
  if (entries !== undefined && entry !== undefined) return fromHar(entry, url, { entries, chosen });
  const headers = [['Content-Type', 'application/json']] as const;
  const response = { url, method: 'GET', status: 402, headers, body: text };
  return { kind: 'response', from: 'body', response };
}

function fromHar(
  { requestHeaders, headers, body, ...said }: HarEntry,
  url: string,
  har: { readonly entries: readonly HarEntry[]; readonly chosen: number },
): Pasted {
  const response = {
    url: said.url ?? url,
    method: said.method ?? 'GET',
    status: said.status ?? 402,
    headers,
    ...(body === undefined || body === '' ? {} : { body }),
  };
  return { kind: 'response', from: 'har', response, requestHeaders, har };
}

/** An answer as a text to be edited: JSON that goes as base64 stands there plainly. */
export function editable({ status, headers, body }: HttpResponse): string {
  const lines = headers.map(([name, value]) => {
    const inner = AS_BASE64.test(name) ? decodeBase64Text(value) : undefined;
    const json = inner === undefined ? undefined : parseJson(inner);
    return `${name}: ${json === undefined ? value : JSON.stringify(json)}`;
  });
  return [`HTTP/1.1 ${status}`, ...lines, '', body ?? ''].join('\n');
}
