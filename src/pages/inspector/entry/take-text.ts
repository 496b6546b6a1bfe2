import type { HeaderLine } from '../../../core/web/http.ts';
import { findingsOf, quotesOf, readingOf } from '../../../inspect/reading.ts';
import { assistantText } from '../../../inspect/take/assistant.ts';
import { clientCode, fetchCode } from '../../../inspect/take/clients.ts';
import { redactTaken, redactView } from '../../../inspect/take/redact.ts';
import type { TakenRequest } from '../../../inspect/take/request.ts';
import { curlLine, httpieLine, powerShellLine } from '../../../inspect/take/shell.ts';
import type { ExchangeView } from '../../../messages/index.ts';

/** What of an exchange is taken along. */
export type Wish = { readonly secrets: boolean; readonly proof: boolean };

/** A text to be copied. `name`: a format's own name, or the key of a text. */
export type Taken = { readonly name: string; readonly text: string };

/** The view as it may leave: without secrets unless they are asked for. */
export function leaving(view: ExchangeView, { secrets }: Pick<Wish, 'secrets'>): ExchangeView {
  return secrets ? view : redactView(view);
}

/** The request of an exchange, as it was sent as far as that is known, with or without the proof. */
function requestOf(
  { exchange }: ExchangeView,
  known: readonly HeaderLine[] | undefined,
  { secrets, proof }: Wish,
): TakenRequest {
  const { method, url, sent } = exchange;
  const carried = proof ? (sent?.headers ?? []) : [];
  const request = { method, url, headers: known ?? [] };
  if (!secrets) return redactTaken(request, carried);
  return { ...request, headers: [...request.headers, ...carried] };
}

/** Every format in which one exchange can be copied. */
export function takenFrom(
  view: ExchangeView,
  known: readonly HeaderLine[] | undefined,
  wish: Wish,
): readonly Taken[] {
  const request = requestOf(view, known, wish);
  const plain = requestOf(view, known, { ...wish, proof: false });
  const shown = leaving(view, wish);
  const protocols = quotesOf(view.exchange).map(({ offer }) => offer.protocol);
  const reading = readingOf(shown.exchange.asked?.response);
  return [
    { name: 'cURL (bash)', text: curlLine(request) },
    { name: 'PowerShell', text: powerShellLine(request) },
    { name: 'HTTPie', text: httpieLine(request) },
    { name: 'fetch', text: fetchCode(request) },
    ...clientCode(plain, protocols).map(({ client, code }) => ({ name: client, text: code })),
    { name: 'dev_decoded_json', text: decodedJson(shown) },
    { name: 'dev_assistant', text: assistantText(shown, reading, findingsOf(shown.exchange)) },
  ];
}

/** What the challenge says, with the exchange round it, as JSON. */
function decodedJson({ exchange, payment }: ExchangeView): string {
  const offers = quotesOf(exchange).map(({ quote }) => ({ hash: quote.hash, ...quote.offer }));
  const { notices, problems } = readingOf(exchange.asked?.response);
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify({ exchange, offers, notices, problems, payment }, plain, 2);
}
