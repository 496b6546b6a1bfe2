import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly method: string;
  readonly params: unknown[];
  readonly headers: IncomingMessage['headers'];
};
/** What the node answers to a method: a JSON-RPC result, or the whole HTTP answer by hand. */
export type Reply = (asked: Asked, response: ServerResponse) => unknown;

/** An answer by hand was given. */
export const DONE = Symbol('done');

/** A JSON-RPC node on loopback that remembers what it was asked. */
export async function startNode(reply: Reply) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method, params, id } = JSON.parse(body) as { method: string; params: []; id: number };
    const call: Asked = { method, params, headers: request.headers };
    asked.push(call);
    const result = reply(call, response);
    if (result === DONE) return;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type Node = Awaited<ReturnType<typeof startNode>>;
