import type { Turn, Waits } from './channel.ts';
import { copyOf, methodOf, repetitionOf } from './repetition.ts';

/**
 * Puts a `fetch` in the place of the page's that makes a call once more when it was paid for. Of a call that cannot be
 * repeated as it was (`integrity`, `no-cors`) the page has the 402, as without Farebox. Two calls at once that only read, and
 * read the same, have one answer.
 */
export function wrapFetch(wait: Waits): void {
  const native = window.fetch;
  const { Request: NativeRequest, Headers: NativeHeaders } = window;
  const { apply } = Reflect;
  const { stringify } = JSON;

  const held = async (
    self: unknown,
    [input, init]: Parameters<typeof fetch>,
  ): Promise<Response> => {
    // A Request's body and streams are read once, and a form becomes bytes once: a copy is kept for the repetition.
    const plain = input instanceof NativeRequest ? undefined : copyOf(init?.body);
    const first = plain === undefined ? new NativeRequest(input, init) : undefined;
    const copy = first?.clone();
    // All as it is now: the page may change it while the call waits.
    const own = { ...init };
    if (own.headers !== undefined) own.headers = new NativeHeaders(own.headers);
    const url = first?.url ?? new URL(String(input), document.baseURI).href;
    const method = first?.method ?? methodOf(own.method ?? 'GET');
    const signal = first?.signal ?? own.signal ?? undefined;
    const response = await apply(native, self, first === undefined ? [input, own] : [first]);
    if (response.status !== 402 || (first?.integrity ?? own.integrity)) return response;
    const { credentials, mode, redirect, headers } = first ?? own;
    const same = stringify([[...new NativeHeaders(headers)], credentials, mode, redirect]);
    const { turn, over } = wait(url, method, method === 'GET' ? same : undefined);
    let outcome: Response | null | undefined;
    try {
      const told = await until(turn, signal);
      if (told === undefined) return await held(self, copy ? [copy] : [url, { ...own, ...plain }]);
      if (typeof told !== 'string') {
        outcome = told;
        return told ?? response;
      }
      const repeated = copy ? await initOf(copy) : { ...own, ...plain };
      const paid: Response = await apply(native, self, [
        repetitionOf(url, told),
        { ...repeated, cache: 'no-store' },
      ]);
      outcome = paid;
      return paid;
    } finally {
      over(outcome);
    }
  };

  window.fetch = new Proxy(native, {
    apply: (_, self, args) =>
      args.length === 0 ? apply(native, self, args) : held(self, args as Parameters<typeof fetch>),
  });
}

/** The turn; rejects as `fetch` does when the page gives the call up meanwhile. */
function until(turn: Promise<Turn>, signal: AbortSignal | undefined): Promise<Turn> {
  if (signal === undefined) return turn;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    void turn.then(resolve);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** What repeats a request. */
async function initOf(request: Request): Promise<RequestInit> {
  const { method, headers, mode, credentials, redirect, referrer, referrerPolicy } = request;
  const { keepalive, signal } = request;
  const body = await request.blob();
  return {
    method,
    headers,
    mode,
    credentials,
    redirect,
    referrer,
    referrerPolicy,
    keepalive,
    signal,
    ...(body.size === 0 ? {} : { body }),
  };
}
