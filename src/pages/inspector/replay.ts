import { BODY_BYTES, decoderFor } from '../../core/encoding/body-text.ts';
import type { Exchange } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import { isRedirectStatus } from '../../core/web/response-kind.ts';
import { portableHeaders, type TakenRequest, withProof } from '../../inspect/take/request.ts';
import type { Replayed } from './act.ts';

/** ms, from the request to the end of its answer's body. */
const TIMEOUT = 20_000;
/** What a page may not set (https://fetch.spec.whatwg.org/#forbidden-request-header); the browser refuses the rest. */
const REFUSED = /^(?:cookie|referer|origin|user-agent|accept-charset|date|dnt|expect|via)$/i;

/**
 * The request of an exchange, to be sent again: with the headers that are known of it, less the proofs among them, and
 * with `proof`, the headers of a proof that the developer wants to send.
 */
export function repeated(
  { method, url }: Exchange,
  known: readonly HeaderLine[],
  proof: readonly HeaderLine[],
): TakenRequest {
  return { method, url, headers: withProof(portableHeaders(known), proof) };
}

/**
 * Sends a request from this page. Redirects are not followed, so that a proof goes nowhere else. `cookies`: those that
 * the site has in this browser. Reads BODY_BYTES of the answer at most, until `until` ends it.
 */
export async function replay(
  request: TakenRequest,
  cookies: boolean,
  send: typeof fetch = (input, init) => fetch(input, init),
  until: AbortSignal = AbortSignal.timeout(TIMEOUT),
): Promise<Replayed> {
  const { url, method, body } = request;
  try {
    const answer = await send(url, {
      method,
      headers: request.headers.filter(([name]) => !REFUSED.test(name)).map(([...line]) => line),
      ...(body === undefined || /^(?:GET|HEAD)$/.test(method) ? {} : { body }),
      credentials: cookies ? 'include' : 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: until,
    });
    // Browsers hide the status and the headers of a redirect that is not followed.
    if (answer.type === 'opaqueredirect' || isRedirectStatus(answer.status)) {
      void answer.body?.cancel().catch(() => undefined);
      return { redirects: true };
    }
    const headers: HeaderLine[] = [...answer.headers];
    const { text, ...cut } = await beginning(answer);
    const response = { url, method, status: answer.status, headers, body: text };
    return { response, ...cut };
  } catch (error) {
    return { error: String(error).slice(0, 200) };
  }
}

/** The first BODY_BYTES of a body as text. The rest is not read. */
async function beginning({ body, headers }: Response): Promise<{ text: string; cut?: true }> {
  const decoder = decoderFor(headers.get('content-type') ?? undefined);
  const reader = body?.getReader();
  if (reader === undefined) return { text: '' };
  let text = '';
  let left = BODY_BYTES;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode() };
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
    if (left >= 0) continue;
    void reader.cancel().catch(() => undefined);
    return { text, cut: true };
  }
}
