import { isObject } from '../../core/encoding/json.ts';
import { Unsure } from '../../core/errors.ts';
import { inTime, type Provider, RpcError } from './provider.ts';

/** A port to another extension, as the browser gives it. */
export type ExtensionPort = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClosed(listener: () => void): void;
  close(): void;
};

/** The stream of MetaMask's port on which JSON-RPC is spoken (@metamask/providers, `createExternalExtensionProvider`). */
const STREAM = 'metamask-provider';
/** ms: the user reads and answers the wallet's question meanwhile. */
const PATIENCE = 180_000;

/**
 * MetaMask's JSON-RPC over a port to it. Each message is `{ name: 'metamask-provider', data }`, `data` being JSON-RPC 2.0:
 * that is all of what @metamask/providers does here with six packages of Node's streams (docs/dependencies.md).
 */
export function extensionProvider(port: ExtensionPort, name: string | undefined): Provider {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let closed = false;
  let count = 0;
  port.onMessage((message) => {
    const data = isObject(message) && message['name'] === STREAM ? message['data'] : undefined;
    if (!isObject(data) || typeof data['id'] !== 'number') return;
    const asked = waiting.get(data['id']);
    waiting.delete(data['id']);
    const { error } = data;
    if (!isObject(error)) asked?.resolve(data['result']);
    else asked?.reject(new RpcError(error['code'], error['message']));
  });
  const gone = () => {
    closed = true;
    for (const { reject } of waiting.values()) reject(new Unsure('error_wallet_silent'));
    waiting.clear();
  };
  port.onClosed(gone);
  return {
    ...(name === undefined ? {} : { name }),
    throughPage: false,
    request: (method, params) => {
      const answer = new Promise<unknown>((resolve, reject) => {
        if (closed) return reject(new Unsure('error_wallet_silent'));
        count += 1;
        waiting.set(count, { resolve, reject });
        port.send({ name: STREAM, data: { jsonrpc: '2.0', id: count, method, params } });
      });
      return inTime(answer, PATIENCE);
    },
    close: () => {
      gone();
      port.close();
    },
  };
}
