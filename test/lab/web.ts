import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived: names, order and case untouched. */
export type Logged = {
  readonly method: string;
  /** Request target, byte for byte: path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** ms since 1970: when it came. */
  readonly at: number;
};

/** A web server of the lab. `url` has no slash at its end. */
export type Server = {
  readonly url: string;
  /** The same server under another host, so another site to a browser. */
  readonly otherUrl: string;
  close(): Promise<void>;
};

/** What a server does with a request; what it returns may be a promise. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** GET reads the log as JSON, DELETE empties it. */
export const LOG_PATH = '/lab/log';

const headerPairs = ({ rawHeaders }: IncomingMessage): [string, string][] => {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return pairs;
};

function answerLog(log: Logged[], request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'DELETE') log.length = 0;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(log));
}

/** A handler that threw ends its own request alone: the servers of a run share one process. */
function fail(error: unknown, { method, url }: IncomingMessage, response: ServerResponse): void {
  // A browser that is closed breaks off what it sends; nobody is there to be answered.
  if (response.destroyed) return;
  console.error(`the lab failed at ${method} ${url}:`, error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

/** Serves `handler` on an ephemeral loopback port and logs every request for the tests. */
export async function startServer(handler: Handler): Promise<Server> {
  const log: Logged[] = [];
  const sockets = new Set<Socket>();
  // Node's default of 16 KiB would answer 431 to the long address and to large proofs.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
    const { method = '', url: target = '' } = request;
    if (target === LOG_PATH) return answerLog(log, request, response);
    log.push({ method, target, headers: headerPairs(request), at: Date.now() });
    void (async () => handler(request, response))().catch((error: unknown) =>
      fail(error, request, response),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    otherUrl: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
