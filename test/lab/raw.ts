import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { Server } from './web.ts';

/** An answer byte by byte. Text of header lines is one byte a character, of a body UTF-8. */
export type RawAnswer = {
  /** 402 Payment Required unless told. */
  readonly status?: string;
  readonly lines?: readonly (string | Uint8Array)[];
  readonly body?: string | Uint8Array;
  /** Sent repeatedly after the body, that many milliseconds apart, until the client disconnects. */
  readonly drip?: { readonly text: string; readonly every: number };
};

const END = Buffer.from('\r\n');

function headOf({ status = '402 Payment Required', lines = [], body, drip }: RawAnswer): Buffer {
  const length = drip === undefined ? [`Content-Length: ${Buffer.byteLength(body ?? '')}`] : [];
  const all = [`HTTP/1.1 ${status}`, ...lines, ...length, 'Connection: close', ''];
  return Buffer.concat(
    all.flatMap((line) => [typeof line === 'string' ? Buffer.from(line, 'latin1') : line, END]),
  );
}

function send(socket: Socket, answer: RawAnswer): void {
  socket.write(headOf(answer));
  const { body = '', drip } = answer;
  if (drip === undefined) {
    socket.end(body);
    return;
  }
  socket.write(body);
  const timer = setInterval(() => {
    if (socket.writableLength === 0) socket.write(drip.text);
  }, drip.every);
  socket.once('close', () => clearInterval(timer));
}

/** Serves answers by path, whatever they are, on an ephemeral loopback port; other paths are 404. */
export async function startRaw(
  answers: (path: string, url: string) => RawAnswer | undefined,
): Promise<Server> {
  const sockets = new Set<Socket>();
  let url = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A browser that goes away in the middle is no error of ours.
    socket.on('error', () => socket.destroy());
    let asked = '';
    const read = (data: Buffer) => {
      asked += data.toString('latin1');
      if (!asked.includes('\r\n\r\n')) return;
      socket.off('data', read);
      socket.resume();
      const path = asked.split(' ')[1]?.split('?')[0] ?? '';
      send(socket, answers(path, url) ?? { status: '404 Not Found' });
    };
    socket.on('data', read);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    otherUrl: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
