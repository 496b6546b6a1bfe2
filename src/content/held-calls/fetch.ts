import type { Wait } from './channel.ts';
import { copyOf, methodOf, repetitionOf } from './repetition.ts';

/**
 * Puts a `fetch` in the place of the page's that makes a call once more when it was paid for. Of a call that cannot be
 * repeated as it was (`integrity`, `no-cors`) the page has the 402, as without Farebox.
 */
export function wrapFetch(wait: (url: string, method: string) => Wait): void {
  const native = window.fetch;
  const { Request: NativeRequest, Headers: NativeHeaders } = window;
  const { apply } = Reflect;

  const held = async (
    self: unknown,
    [input, init]: Parameters<typeof fetch>,
  ): Promise<Response> => {
    // A Request's body and streams are read once: a copy is kept for the repetition.
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
    const nonce = await answerTo(wait(url, method), signal);
    if (nonce === null) return response;
    const again = repetitionOf(url, nonce);
    const repeated = copy === undefined ? { ...own, ...plain } : await initOf(copy);
    return apply(native, self, [again, { ...repeated, cache: 'no-store' }]);
  };

  window.fetch = new Proxy(native, {
    apply: (_, self, args) =>
      args.length === 0 ? apply(native, self, args) : held(self, args as Parameters<typeof fetch>),
  });
}

/** The number of the repetition; rejects as `fetch` does when the page gives the call up meanwhile. */
function answerTo({ nonce, drop }: Wait, signal: AbortSignal | undefined): Promise<string | null> {
  if (signal === undefined) return nonce;
  return new Promise((resolve, reject) => {
    const stop = () => {
      drop();
      reject(signal.reason);
    };
    void nonce.then(resolve);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** What repeats a request. */
async function initOf(request: Request): Promise<RequestInit> {
  const { method, headers, mode, credentials, redirect, referrer, referrerPolicy } = request;
  const { keepalive, signal } = request;
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.blob();
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
    ...(body === undefined || body.size === 0 ? {} : { body }),
  };
}
