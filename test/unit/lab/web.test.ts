import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type Handler, type Server, startServer } from '../../lab/web.ts';

// The class: what a handler of the lab may throw, or reject with, while the other servers of its process go on.

let server: Server | undefined;

afterEach(async () => {
  await server?.close();
  vi.restoreAllMocks();
});

/** The whole body of the request. */
async function readAll(request: Parameters<Handler>[0]): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

test('a client that hangs up amid its body ends its own request alone', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const ended: Promise<unknown>[] = [];
  server = await startServer((request, response) => {
    const answered = readAll(request).then((text) => response.end(text));
    ended.push(answered.catch((error: unknown) => error));
    return answered;
  });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf');
  await vi.waitFor(() => expect(ended).toHaveLength(1));
  socket.destroy();
  expect(await ended[0]).toMatchObject({ code: 'ECONNRESET' });
  const next = await fetch(server.url, { method: 'POST', body: 'whole' });
  expect(await next.text()).toBe('whole');
  expect(said).not.toHaveBeenCalled();
});

test.each<[string, Handler]>([
  [
    'throws',
    () => {
      throw new Error('at once');
    },
  ],
  ['rejects', () => Promise.reject(new Error('later'))],
])('a handler that %s answers 500, and the lab says why', async (_how, handler) => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  server = await startServer(handler);
  expect((await fetch(`${server.url}/page`)).status).toBe(500);
  expect(said).toHaveBeenCalledOnce();
  expect(said.mock.calls[0]?.[0]).toContain('GET /page');
});

test('a handler that throws after it has begun to answer ends its answer', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  server = await startServer((_request, response) => {
    response.write('half');
    throw new Error('then');
  });
  expect(await (await fetch(server.url)).text()).toBe('half');
});
