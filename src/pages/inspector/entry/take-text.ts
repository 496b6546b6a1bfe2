import type { Finding } from '../../../checks/index.ts';
import type { Exchange } from '../../../core/exchange/exchange.ts';
import type { ParsedResponse } from '../../../core/offers/parsed-response.ts';
import type { HeaderLine } from '../../../core/web/http.ts';
import type { ExchangeContext } from '../../../inspect/check-input.ts';
import { findingsOf, quotesOf, readingOf } from '../../../inspect/reading.ts';
import { assistantText } from '../../../inspect/take/assistant.ts';
import { clientCode, fetchCode } from '../../../inspect/take/clients.ts';
import { redactor } from '../../../inspect/take/redact.ts';
import { type TakenRequest, withoutProofs, withProof } from '../../../inspect/take/request.ts';
import { curlLine, httpieLine, powerShellLine } from '../../../inspect/take/shell.ts';
import type { ExchangeView } from '../../../messages/index.ts';

/** What of an exchange is taken along. */
export type Wish = { readonly secrets: boolean; readonly proof: boolean };

/** A text to be copied. `name`: a format's own name, or the key of a text. */
export type Taken = { readonly name: string; readonly text: string };

/** One exchange with all that was read out of it, as it may leave. */
export type Leaving = {
  readonly view: ExchangeView;
  /** The headers of its request as far as they are known. */
  readonly headers: readonly HeaderLine[];
  readonly reading: ParsedResponse;
  readonly findings: readonly Finding[];
  /** With the proof and without it. */
  readonly request: TakenRequest;
  readonly plain: TakenRequest;
  readonly decoded: object;
};

/** The exchange without secrets unless they are asked for. What was read and found is the same as on the screen. */
export function leaving(
  view: ExchangeView,
  context: ExchangeContext,
  { secrets, proof }: Wish,
): Leaving {
  const { exchange } = view;
  const { method, url, sent, asked } = exchange;
  const known = context.requestHeaders ?? [];
  const carried = sent?.headers ?? [];
  const plain = { method, url, headers: withoutProofs(known) };
  const request = { ...plain, headers: proof ? withProof(known, carried) : plain.headers };
  const reading = readingOf(asked?.response);
  const findings = findingsOf(exchange, context);
  const read = readOut(exchange, reading);
  if (secrets) {
    const decoded = { exchange, ...read, payment: view.payment };
    return { view, headers: known, reading, findings, request, plain, decoded };
  }
  const open = redactor(view, known);
  const shown = open.view();
  return {
    view: shown,
    headers: open.request(),
    reading: open.texts(reading),
    findings: open.texts(findings),
    request: open.taken(plain, proof ? carried : []),
    plain: open.taken(plain, []),
    decoded: { exchange: shown.exchange, ...open.texts(read), payment: shown.payment },
  };
}

/** What the challenge says. */
function readOut(exchange: Exchange, { notices, problems }: ParsedResponse): object {
  const offers = quotesOf(exchange).map(({ quote }) => ({ hash: quote.hash, ...quote.offer }));
  return { offers, notices, problems };
}

/** Whether a client whose code is given can pay one of the offers. */
export function hasClient({ plain, reading }: Leaving): boolean {
  return clientCode(plain, reading.offers).length > 0;
}

/** Every format in which one exchange can be copied. */
export function takenFrom({
  view,
  reading,
  findings,
  request,
  plain,
  decoded,
}: Leaving): readonly Taken[] {
  const json = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return [
    { name: 'cURL (bash)', text: curlLine(request) },
    { name: 'PowerShell', text: powerShellLine(request) },
    { name: 'HTTPie', text: httpieLine(request) },
    { name: 'fetch', text: fetchCode(request) },
    ...clientCode(plain, reading.offers).map(({ client, code }) => ({ name: client, text: code })),
    { name: 'dev_decoded_json', text: JSON.stringify(decoded, json, 2) },
    { name: 'dev_assistant', text: assistantText(view, reading, findings) },
  ];
}
