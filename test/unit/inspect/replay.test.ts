import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../src/pages/inspector/replay.ts';

// A request that a developer sends again, with its proof: it goes to the address of its exchange and nowhere else.

type Received = { readonly host: string; readonly headers: IncomingMessage['headers'] };

const received: Received[] = [];
const servers: Server[] = [];
let [shop, other] = ['', ''];

async function listen(status: () => number, location: () => string | undefined): Promise<string> {
  const server = createServer((request, answer) => {
    const { headers } = request;
    received.push({ host: headers.host ?? '', headers });
    const to = location();
    answer.writeHead(status(), to === undefined ? {} : { Location: to }).end('said');
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((done) => server.once('listening', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let status = 200;
beforeAll(async () => {
  other = await listen(
    () => 200,
    () => undefined,
  );
  shop = await listen(
    () => status,
    () => (status >= 300 && status < 400 ? `http://${other}/` : undefined),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
});
beforeEach(() => {
  received.length = 0;
});

const PROOF = [
  ['PAYMENT-SIGNATURE', 'signed'],
  ['Authorization', 'L402 a:b'],
  ['X-Cashu', 'cashuBtoken'],
] as const;

describe('a request that is sent again', () => {
  it.each([301, 302, 303, 307, 308])('follows no redirect (%i) with its proof', async (code) => {
    status = code;
    const request = { method: 'GET', url: `http://${shop}/a`, headers: PROOF };
    expect(await replay(request, false)).toMatchObject({ response: { url: `http://${shop}/a` } });
    expect(received.map(({ host }) => host)).toEqual([shop]);
    expect(received[0]?.headers).toMatchObject({ 'x-cashu': 'cashuBtoken' });
  });

  it.each(['Cookie', 'referer', 'Origin', 'User-Agent'])(
    'takes no %s of the page along',
    async (name) => {
      status = 200;
      const request = {
        method: 'GET',
        url: `http://${shop}/a`,
        headers: [[name, 'mine']] as const,
      };
      await replay(request, false);
      expect(received[0]?.headers[name.toLowerCase()]).not.toBe('mine');
    },
  );

  it('that cannot be sent says so in the words of the browser, and names no secret', async () => {
    const request = { method: 'CONNECT', url: `http://${shop}/a`, headers: PROOF };
    const came = await replay(request, false);
    expect(came).toMatchObject({ error: expect.any(String) });
    expect(JSON.stringify(came)).not.toContain('cashuBtoken');
  });
});
