import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BODY_BYTES } from '../../../src/core/encoding/body-text.ts';
import { repeated, replay } from '../../../src/pages/inspector/replay.ts';
import { exchange, X402 } from '../../fixtures/exchanges.ts';

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
    expect(await replay(request, false)).toEqual({ redirects: true });
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

describe('its bounds', () => {
  const request = { method: 'GET', url: 'https://shop.example/a', headers: [] };
  const answer = (body: BodyInit | null, type = 'text/plain') =>
    new Response(body, { headers: { 'Content-Type': type } });

  it('says that a redirect is one, whose status browsers hide', async () => {
    const hidden = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null };
    expect(await replay(request, false, async () => hidden as unknown as Response)).toEqual({
      redirects: true,
    });
  });

  it.each([
    [BODY_BYTES, false],
    [BODY_BYTES + 1, true],
  ])('reads a body of %i bytes, cut: %s', async (length, isCut) => {
    const came = await replay(request, false, async () => answer('a'.repeat(length)));
    if (!('response' in came)) throw new Error('no answer');
    expect([came.response.body?.length, came.cut === true]).toEqual([BODY_BYTES, isCut]);
  });

  it('ends a body that has no end', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (to) => to.enqueue(new Uint8Array(8_192).fill(97)),
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await replay(request, false, async () => answer(endless))).toMatchObject({ cut: true });
    expect(cancelled).toBe(true);
  });

  it('gives up at the deadline, also in the middle of a body', async () => {
    const deadline = new AbortController();
    const server = createServer((_, reply) => {
      reply.write('begun');
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((done) => server.once('listening', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const came = await replay(
      { ...request, url },
      false,
      async (...call) => {
        const head = await fetch(...call);
        queueMicrotask(() => deadline.abort(new Error('too long')));
        return head;
      },
      deadline.signal,
    );
    server.closeAllConnections();
    expect(came).toEqual({ error: expect.stringContaining('too long') });
  });

  it.each([
    [false, 'omit'],
    [true, 'include'],
  ])('sends cookies only where that is chosen: %s', async (cookies, credentials) => {
    const sent: (RequestInit | undefined)[] = [];
    await replay(request, cookies, async (_, init) => {
      sent.push(init);
      return answer('');
    });
    expect(sent).toMatchObject([
      { credentials, redirect: 'manual', cache: 'no-store', referrerPolicy: 'no-referrer' },
    ]);
    expect(sent[0]?.signal).toBeInstanceOf(AbortSignal);
  });
});

describe('the request that is repeated', () => {
  const own = [
    ['Accept', '*/*'],
    ['X-Api-Key', 'k'],
    ['Authorization', 'Bearer me'],
    ['Payment-Signature', 'spend'],
    ['X-PAYMENT', 'spend'],
    ['x-cashu', 'cashuBspend'],
    ['Authorization', 'L402 spend:it'],
    ['Authorization', 'Payment spend'],
    ['Payment-Authorization', 'Payment spend'],
    ['sign-in-with-x', 'signed'],
    ['Authorization', 'XMR402 spend'],
  ] as const;
  const kept = own.slice(0, 3);

  it('leaves out the proofs that the page sent, and keeps the rest', () => {
    expect(repeated(exchange('a', X402), own, [])).toMatchObject({ method: 'GET', headers: kept });
  });

  it('has the proof that is wanted, once', () => {
    const proof = [['PAYMENT-SIGNATURE', 'wanted']] as const;
    const { headers } = repeated(exchange('a', X402), own, proof);
    expect(headers).toEqual([...kept, ...proof]);
  });

  it('has no other line of the name that the proof goes in: they would be joined', () => {
    const proof = [['authorization', 'Payment wanted']] as const;
    const { headers } = repeated(exchange('a', X402), own, proof);
    expect(headers).toEqual([...own.slice(0, 2), ...proof]);
  });
});
