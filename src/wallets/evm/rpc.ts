import { FareboxError } from '../../core/errors.ts';
import type { Caip2 } from '../../core/money/caip2.ts';

/** The JSON-RPC endpoint of a network; undefined or empty when it is switched off. */
export type RpcUrl = (network: Caip2) => string | undefined | Promise<string | undefined>;

/** What calls to a chain's node need. */
export type RpcDeps = { readonly fetch: typeof globalThis.fetch; readonly rpc: RpcUrl };

const TIMEOUT = 10_000;
/** An answer of a contract is one word. */
const ANSWER_BYTES = 64 * 1024;

/** One JSON-RPC 2.0 call to a network's node. Throws `error_rpc_off` or `error_rpc`; detail: the network. */
export type Rpc = (
  network: Caip2,
  method: string,
  params: readonly unknown[],
  /** The most bytes of the answer that are read; absent: `ANSWER_BYTES`. */
  limit?: number,
) => Promise<unknown>;

async function cappedText(response: Response, limit: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new RangeError('answer too long');
    }
    text += decoder.decode(value, { stream: true });
  }
}

function resultOf(text: string): unknown {
  const answer: unknown = JSON.parse(text);
  if (answer === null || typeof answer !== 'object') throw new TypeError('not an answer');
  const { id, result, error } = answer as Record<string, unknown>;
  if (id !== 1 || result === undefined || (error !== undefined && error !== null)) {
    throw new TypeError('no result');
  }
  return result;
}

/** Calls go out without cookies or referrer and follow no redirect. `timeout` in ms covers the body too. */
export function createRpc(deps: RpcDeps, timeout = TIMEOUT): Rpc {
  // Unbound: browsers refuse a fetch that is called as another object's method.
  const { fetch, rpc } = deps;
  return async (network, method, params, limit = ANSWER_BYTES) => {
    const url = await rpc(network);
    if (url === undefined || url === '') throw new FareboxError('error_rpc_off', network);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeout),
      });
      if (!response.ok) throw new TypeError('status');
      return resultOf(await cappedText(response, limit));
    } catch {
      throw new FareboxError('error_rpc', network);
    }
  };
}
