import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { askFor } from '../../../packages/farebox-check/src/ask.ts';
import { withEarlier } from '../../../packages/farebox-check/src/earlier.ts';
import { optionsOf } from '../../../packages/farebox-check/src/options.ts';
import { run } from '../../../packages/farebox-check/src/run.ts';
import { type Exchange, findingsOf } from '../../../src/checks/index.ts';
import {
  asking,
  NOW,
  OTHER_PAYEE,
  PAYEE,
  URL_PAID,
  x402,
  x402V1,
} from '../../fixtures/checks/exchanges.ts';
import { PAIRS } from '../../fixtures/checks/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'farebox-check-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

function saved(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const { answer } = asking({ amount: '0.01' });
const head = answer.headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
const raw = `HTTP/1.1 402 Payment Required\r\n${head}\r\n\r\n{}`;
const har = {
  log: {
    version: '1.2',
    entries: [
      {
        startedDateTime: '2026-11-01T00:00:00Z',
        request: { method: 'GET', url: URL_PAID, headers: [] },
        response: {
          status: 402,
          headers: answer.headers.map(([name, value]) => ({ name, value })),
          content: { text: 'e30=', encoding: 'base64' },
        },
      },
      { request: { method: 'GET', url: URL_PAID }, response: { status: 200, headers: [] } },
    ],
  },
};

describe('a saved answer', () => {
  test.each([
    ['an HTTP answer', saved('one.http', raw), ['--url', URL_PAID]],
    [
      'one behind a redirect',
      saved('two.http', `HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n${raw}`),
      ['--url', URL_PAID],
    ],
    ['a HAR', saved('one.har', JSON.stringify(har)), []],
    ['an exchange', saved('one.json', JSON.stringify(asking({ amount: '0.01' }))), []],
    ['a list of exchanges', saved('all.json', JSON.stringify([asking({ amount: '0.01' })])), []],
  ])('%s', async (_, file, args) => {
    const { out, status } = await run([file, '--json', ...args], NOW);
    const list = JSON.parse(out) as {
      readonly url: string;
      readonly findings: { check: string }[];
    }[];
    expect(list.map(({ url }) => url)).toEqual([URL_PAID]);
    expect(list[0]?.findings.map(({ check }) => check)).toEqual(['x402-amount-decimal']);
    expect(status).toBe(1);
  });

  test('a right one passes', async () => {
    const file = saved('right.json', JSON.stringify(x402()));
    expect(await run([file, '--level', 'note'], NOW)).toMatchObject({ status: 0, error: '' });
  });

  test.each([
    ['a 402', 402, x402().answer.headers, true],
    ['a challenge with status 200', 200, x402().answer.headers, true],
    ['an ecash request with status 200', 200, [['X-Cashu', 'creqAnonsense']], true],
    ['change', 200, [['X-Cashu', 'cashuBnonsense']], false],
    ['a page', 200, [['Content-Type', 'text/html']], false],
  ] as const)(
    '%s is checked alike as a file and from its server',
    async (_, status, lines, isChecked) => {
      const url = await serve((_request, response) => {
        response.statusCode = status;
        for (const [name, value] of lines) response.appendHeader(name, value);
        response.end('{}');
      });
      const exchange = await askFor(url, optionsOf([url]), NOW);
      const asked = await run([url, '--json'], NOW);
      const read = await run([saved('alike.json', JSON.stringify(exchange)), '--json'], NOW);
      expect(read.out).toBe(asked.out);
      expect(read.status).toBe(asked.status);
      expect(asked.out !== '').toBe(isChecked);
    },
  );

  test.each([
    ['no 402', saved('ok.http', 'HTTP/1.1 200 OK\r\n\r\n'), ['--url', URL_PAID], 'no 402'],
    ['no address', saved('bare.http', raw), [], '--url'],
    ['no format', saved('some.txt', 'Hello'), [], 'is no HTTP answer'],
    ['an empty HAR', saved('empty.har', '{"log":{"version":"1.2","entries":[]}}'), [], 'no 402'],
    ['no file', join(folder, 'none'), [], 'There is no file'],
    ['an address without https://', 'api.example/weather', [], 'begins with http'],
    ['a folder', folder, [], 'is a folder'],
  ])('%s is told', async (name, file, args, words) => {
    const { error, status } = await run([file, ...args], NOW);
    expect(status).toBe(2);
    expect(error).toContain(words);
    // Only wrong use is answered with how the command is used.
    expect(error.includes('Usage:')).toBe(name === 'no address');
  });
});

describe('an exchange in a file', () => {
  const pairs = Object.values(PAIRS).flatMap((family) => Object.entries(family));
  const exchanges = pairs.flatMap(([id, { trips, passes }]) => [
    [`${id}, tripped`, trips] as const,
    [`${id}, passed`, passes] as const,
  ]);
  const asks = exchanges.filter(
    ([
      ,
      {
        answer: { status },
      },
    ]) => [402, 412].includes(status),
  );
  const checked = async (value: unknown, ...args: readonly string[]) => {
    const file = saved('exchange.json', JSON.stringify(value));
    const { out, error, status } = await run([file, '--json', ...args], NOW);
    return { status, error, findings: out === '' ? [] : JSON.parse(out)[0].findings };
  };

  test.each(asks)('is checked as a whole: %s', async (_, exchange) => {
    const { findings } = await checked(exchange);
    const ids = (findings as { check: string }[]).map(({ check }) => check);
    expect(ids).toEqual(findingsOf(exchange).map(({ check }) => check));
  });

  test('says every field that the checks can be given', () => {
    const known = new Set(asks.flatMap(([, exchange]) => Object.keys(exchange)));
    const given = ['preflight', 'paid', 'initiator', 'redirects', 'earlier', 'openapi'];
    expect([...known]).toEqual(expect.arrayContaining(given));
  });

  test('may write headers as an object, or as names and values', async () => {
    const { url, method, answer: own } = asking({ amount: '0.01' });
    for (const headers of [
      Object.fromEntries(own.headers),
      own.headers.map(([name, value]) => ({ name, value })),
    ]) {
      const { findings } = await checked({ url, method, answer: { ...own, headers } });
      expect(findings).toMatchObject([{ check: 'x402-amount-decimal' }]);
    }
  });

  test('may be an answer by itself, with what is known of its request', async () => {
    const { url, answer: own } = asking({ amount: '0.01' });
    const initiator = { origin: 'https://app.example/page', type: 'xmlhttprequest' };
    const bare = await checked({ ...own, initiator }, '--url', url);
    const whole = await checked({ url, answer: own, initiator });
    expect(bare.findings).toEqual(whole.findings);
    expect(whole.findings).toContainEqual(
      expect.objectContaining({ check: 'cors-origin-refused' }),
    );
  });

  test('adds its earlier answers to those of the file', async () => {
    const own = (payTo: string) => asking({ payTo });
    const [now, then] = [own(PAYEE), own(OTHER_PAYEE).answer];
    const { findings } = await checked([{ ...now, earlier: [then] }]);
    expect(findings).toMatchObject([{ check: 'payee-rotates' }]);
  });

  test.each<[string, object, string]>([
    ['a field that is none', { initator: {} }, 'no field initator'],
    ['one within a field', { paid: { header: [] } }, 'no field paid.header'],
    ['one of the answer', { answer: { ...answer, cut: true } }, 'no field answer.cut'],
    ['an initiator without its type', { initiator: { origin: URL_PAID } }, 'initiator.type'],
    ['an origin that is none', { initiator: { origin: 'app', type: 'image' } }, 'initiator.origin'],
    ['headers that are none', { paid: { headers: 'X-Payment: 1' } }, 'paid.headers'],
    ['a header of a number', { answer: { status: 402, headers: [['Age', 1]] } }, 'answer.headers'],
    ['a status that is text', { answer: { ...answer, status: '402' } }, 'answer.status'],
    ['a time that is text', { now: '2026-11-01' }, 'now'],
  ])('is refused for %s', async (_, more, words) => {
    const { status, error } = await checked({ ...x402(), ...more });
    expect(status).toBe(2);
    expect(error).toContain('exchange.json: ');
    expect(error).toContain(words);
  });

  test('is refused among others, too', async () => {
    const { error } = await checked([x402(), { ...x402(), payd: {} }]);
    expect(error).toContain('no field payd');
  });

  test('of a HAR may hold more: it is a format of others', async () => {
    const [entry] = har.log.entries;
    const more = { ...entry, timings: {}, _farebox: {}, connection: '443' };
    const { findings } = await checked({ log: { version: '1.2', entries: [more] } });
    expect(findings).toMatchObject([{ check: 'x402-amount-decimal' }]);
  });
});

/** A saved exchange whose method and amount are these words, and the words as a check repeats them. */
function hostile(words: string): { readonly file: string; readonly out: string } {
  const exchange = { ...asking({ amount: words }), method: `::error ::${words}` };
  const out = words.replaceAll(/[^ -~]/g, '').slice(0, 40);
  return { out, file: saved('hostile.json', JSON.stringify(exchange)) };
}

describe('a saved answer that no server sends', () => {
  test.each<[string, readonly unknown[]]>([
    ['names and values that are none', [{ name: {}, value: 'a' }, { name: 'b' }, [], null]],
    ['values of the names of a prototype', [{ name: 'a', value: { toString: 1 } }]],
  ])('has no headers of %s', async (_, headers) => {
    const read = (each: readonly unknown[]) => {
      const request = { method: 'GET', url: URL_PAID, headers: each };
      const entries = [{ request, response: { status: 402, headers: each } }];
      return run([saved('odd.har', JSON.stringify({ log: { entries } }))], NOW);
    };
    const none = await read([]);
    expect(await read(headers)).toEqual(none);
    expect(none.error).toBe('');
  });

  // What takes time by the square of these lengths runs into the end of the test.
  test.each([
    ['spaces behind the head of a progress', `% Total${' '.repeat(6_000)}`],
    ['columns of a progress without times', `% Total${'1 k '.repeat(12_000)}`],
    ['times of a progress without end', `% Total${'0:00:01 '.repeat(12_000)}`],
    [
      'status lines that were told',
      Array.from({ length: 30_000 }, (_, at) => `< HTTP/1.1 402 ${at}`).join('\n'),
    ],
    [
      'words about a connection',
      `\n< HTTP/1.1 402 a\n\na${'* Connection #1 to host '.repeat(8_000)}`,
    ],
  ])('is read in time in proportion to its %s', async (_, text) => {
    const file = saved('long.http', `${raw}\n${text}`);
    expect(await run([file, '--url', URL_PAID], NOW)).toMatchObject({ error: '' });
  });

  test('is compared in time in proportion to the number of answers', () => {
    const all = Array.from({ length: 12_000 }, (_, at) => ({
      ...asking({ amount: '1' }),
      url: `${URL_PAID}?${at % 6_000}`,
      now: at,
    }));
    const counts = withEarlier(all).map(({ earlier = [] }) => earlier.length);
    expect(counts.filter((count) => count === 1)).toHaveLength(6_000);
  });
});

describe('what curl prints', () => {
  const shell = promisify(execFile);
  const terms = x402V1({ payTo: 'nobody' }).answer;
  const listen = () =>
    serve((request, response) => {
      if (request.url === '/old')
        return void response.writeHead(302, { location: '/new?a=1' }).end();
      response.statusCode = 402;
      for (const [name, value] of terms.headers) response.appendHeader(name, value);
      // Without an end of line: curl goes on in the same one.
      response.end(terms.body);
    });
  const TERMS_READ = 'x402-pay-to';

  test.each<[string, string, string, string, boolean]>([
    ['-v', '-v URL/new?a=1 2>&1', 'GET', '/new?a=1', true],
    ['-v without progress', '-sv URL/new?a=1 2>&1', 'GET', '/new?a=1', true],
    ['-v and -i', '-siv URL/new?a=1 2>&1', 'GET', '/new?a=1', true],
    ['-v and -i with progress', '-iv URL/new?a=1 2>&1', 'GET', '/new?a=1', true],
    ['-v over a redirect', '-vL URL/old 2>&1', 'GET', '/new?a=1', true],
    ['-v of a POST', `-sv -d '{"a":1}' URL/new 2>&1`, 'POST', '/new', true],
    ['-v, what it tells alone', '-v -o /dev/null URL/new 2>&1', 'GET', '/new', false],
    ['-v by HTTP/1.0', '-v -0 URL/new 2>&1', 'GET', '/new', true],
  ])('%s is read', async (name, line, method, path, isBodyRead) => {
    const url = await listen();
    const { stdout } = await shell('bash', ['-c', `curl ${line.replace('URL', url)}`]);
    const file = saved(`curl${name.replace(/\W/g, '-')}.txt`, stdout);
    const { out } = await run([file, '--json'], NOW);
    const [one] = JSON.parse(out) as {
      readonly url: string;
      readonly method: string;
      readonly findings: readonly { readonly check: string }[];
    }[];
    expect(one).toMatchObject({ method, url: `${url}${path}` });
    const checks = one?.findings.map(({ check }) => check) ?? [];
    expect(checks.includes(TERMS_READ)).toBe(isBodyRead);
    expect(checks).not.toContain('place-nothing');
  });

  test('with TLS is of https, and its proxy is no answer', async () => {
    const text = [
      '* Connected to proxy.example (10.0.0.1) port 3128 (#0)',
      '> CONNECT api.example:443 HTTP/1.1',
      '> Host: api.example:443',
      '> ',
      '< HTTP/1.1 200 Connection established',
      '< ',
      '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
      '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
      '> GET /weather HTTP/2',
      '> Host: api.example',
      '> accept: */*',
      '> ',
      '< HTTP/2 402 ',
      ...answer.headers.map(([name, value]) => `< ${name.toLowerCase()}: ${value}`),
      '< ',
      '{}',
      '* Connection #0 to host proxy.example left intact',
    ];
    const { out } = await run([saved('tls.txt', text.join('\n')), '--json'], NOW);
    expect(JSON.parse(out)).toMatchObject([{ url: 'https://api.example/weather', status: 402 }]);
  });
});

describe('earlier answers of the address', () => {
  const [before, now] = [asking({ payTo: OTHER_PAYEE }), asking({})];
  const entry = (
    { answer: { status, headers } }: Exchange,
    startedDateTime: string,
    request: object = {},
  ) => ({
    startedDateTime,
    request: { method: 'GET', url: URL_PAID, ...request },
    response: { status, headers: headers.map(([name, value]) => ({ name, value })) },
  });
  const [early, late] = ['2026-11-01T00:00:00Z', '2026-11-01T00:00:09Z'];
  const found = async (text: object) => {
    const { out } = await run([saved('two.har', JSON.stringify(text)), '--json'], NOW);
    const list = JSON.parse(out) as { readonly findings: readonly { readonly check: string }[] }[];
    return list.map(({ findings }) => findings.some(({ check }) => check === 'payee-rotates'));
  };
  const log = (...entries: readonly object[]) => ({ log: { version: '1.2', entries } });
  const posted = (text: string) => ({ method: 'POST', postData: { mimeType: 'text/plain', text } });

  test.each<[string, object, readonly boolean[]]>([
    ['in a HAR', log(entry(before, early), entry(now, late)), [false, true]],
    ['in a HAR, by their times', log(entry(now, late), entry(before, early)), [true, false]],
    ['in a list', [before, now], [false, true]],
    [
      'of another address do not count',
      log(entry(before, early, { url: `${URL_PAID}/b` }), entry(now, late)),
      [false, false],
    ],
    [
      'to a POST of the same body count',
      log(entry(before, early, posted('a')), entry(now, late, posted('a'))),
      [false, true],
    ],
    [
      'to a POST of another body do not',
      log(entry(before, early, posted('a')), entry(now, late, posted('b'))),
      [false, false],
    ],
  ])('%s', async (_, text, said) => {
    expect(await found(text)).toEqual(said);
  });

  test('are asked for with --twice alone', async () => {
    let count = 0;
    const url = await serve((_, response) => {
      response.statusCode = 402;
      const { answer: own } = count++ % 2 === 0 ? before : now;
      for (const [name, value] of own.headers) response.appendHeader(name, value);
      response.end('{}');
    });
    const checks = async (...args: readonly string[]) => (await run([url, ...args])).out;
    expect(await checks('--twice', '--method', 'POST')).toContain('payee-rotates');
    expect(await checks()).not.toContain('payee-rotates');
    expect(count).toBe(3);
  });
});

describe('an address', () => {
  test('is asked as the options say, and its redirects are followed', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-key'] ?? ''}`);
      if (request.url === '/old') response.writeHead(308, { location: '/new' }).end();
      else {
        response.statusCode = 402;
        for (const [name, value] of answer.headers) response.appendHeader(name, value);
        response.end('{}');
      }
    });
    const args = ['--method', 'post', '--header', 'X-Key: 7', '--body=hello', '--json'];
    const { out } = await run([`${url}/old`, ...args]);
    expect(seen).toEqual(['POST /old 7', 'POST /new 7']);
    const checks = (JSON.parse(out)[0].findings as { check: string }[]).map(({ check }) => check);
    expect(checks).toContain('transport-redirected');
  });

  test('that redirects to another host tells that nothing of its keys and body', async () => {
    const seen: string[] = [];
    const other = await serve(async (request, response) => {
      const { authorization, cookie } = request.headers;
      let body = '';
      for await (const part of request) body += part;
      seen.push(
        [authorization, cookie, request.headers['x-key'], request.headers.accept, body].join(),
      );
      response.statusCode = 402;
      response.end('{}');
    });
    const url = await serve((_, response) => {
      response.writeHead(307, { location: `${other}/new` }).end();
    });
    const secrets = ['Authorization: Bearer S', 'Cookie: s=1', 'X-Key: 7', 'Accept: text/a'];
    const headers = secrets.flatMap((line) => ['--header', line]);
    await run([`${url}/old`, '--method', 'post', ...headers, '--body=hello']);
    expect(seen).toEqual([',,,text/a,']);
  });

  describe('that redirects', () => {
    const followed = async (status: number, start: string, isElsewhere: boolean) => {
      const seen: string[] = [];
      const listen = async (request: IncomingMessage, response: ServerResponse) => {
        let body = '';
        for await (const part of request) body += part;
        const { 'content-type': type = '', 'x-key': key = '', origin = '' } = request.headers;
        seen.push([request.method, type, key, origin, body].join());
        response.statusCode = 402;
        for (const [name, value] of answer.headers) response.appendHeader(name, value);
        response.end('{}');
      };
      const other = await serve(listen);
      const url = await serve((request, response) => {
        const location = `${isElsewhere ? other : ''}/new`;
        if (request.url === '/old') response.writeHead(status, { location }).end();
        else void listen(request, response);
      });
      const page = 'https://app.example';
      const headers = ['Content-Type: text/plain', 'X-Key: 7'].flatMap((line) => [
        '--header',
        line,
      ]);
      const args = ['--method', start, '--origin', page, '--body=hello', ...headers];
      const exchange = await askFor(`${url}/old`, optionsOf([`${url}/old`, ...args]), NOW);
      return { seen: seen[0], exchange, origin: exchange.initiator?.origin };
    };
    const page = 'https://app.example';

    test.each<[number, string, string]>([
      [301, 'POST', `GET,,7,${page},`],
      [302, 'POST', `GET,,7,${page},`],
      [303, 'POST', `GET,,7,${page},`],
      [303, 'PUT', `GET,,7,${page},`],
      [302, 'PUT', `PUT,text/plain,7,${page},hello`],
      [307, 'POST', `POST,text/plain,7,${page},hello`],
      [308, 'POST', `POST,text/plain,7,${page},hello`],
    ])('by %i a %s is asked as fetch asks', async (status, method, words) => {
      const { seen, exchange } = await followed(status, method, false);
      expect(seen).toBe(words);
      const [now, , , , body] = words.split(',');
      expect(exchange).toMatchObject({ method: now, requestBody: body });
      const names = exchange.requestHeaders?.map(([name]) => name) ?? [];
      expect(names.includes('Content-Type')).toBe(body !== '');
      expect(names.includes('Content-Length')).toBe(body !== '');
    });

    test('elsewhere is told as it was asked there, of a page that is not named', async () => {
      const { seen, exchange, origin } = await followed(307, 'POST', true);
      expect(seen).toBe('POST,,,null,');
      expect(origin).toBe('null');
      expect(exchange).toMatchObject({ method: 'POST', requestBody: '' });
      const headers = [
        ['Accept', '*/*'],
        ['Origin', 'null'],
      ];
      expect(exchange.requestHeaders).toEqual(headers);
      expect(exchange.preflight?.requestHeaders).toContainEqual(['Origin', 'null']);
    });

    test('elsewhere the second time is compared with nothing', async () => {
      let count = 0;
      const url = await serve((request, response) => {
        if (request.url === '/old') {
          response.writeHead(302, { location: `/new/${count++}` }).end();
          return;
        }
        response.statusCode = 402;
        for (const [name, value] of answer.headers) response.appendHeader(name, value);
        response.end('{}');
      });
      const twice = async (path: string) =>
        askFor(`${url}${path}`, optionsOf([url, '--twice']), NOW);
      expect((await twice('/old')).earlier).toBeUndefined();
      expect((await twice('/new')).earlier).toHaveLength(1);
    });
  });

  test.each([
    ['Latin-1', 'text/plain; charset=iso-8859-1', Buffer.from('Café', 'latin1')],
    ['UTF-8', 'text/plain; charset=utf-8', Buffer.from('Café')],
    ['no charset', 'text/plain', Buffer.from('Café')],
  ])('whose body is %s is read as such', async (_, type, bytes) => {
    const url = await serve((_request, response) => {
      response.writeHead(402, { 'Content-Type': type }).end(bytes);
    });
    expect((await askFor(url, optionsOf([url]), NOW)).answer.body).toBe('Café');
  });

  test.each([
    ['Latin-1', Buffer.from('Café', 'latin1')],
    ['UTF-8', Buffer.from('Café')],
  ])('whose header is %s is read as such', async (_, bytes) => {
    const url = await serve((_request, response) => {
      response.writeHead(402, { 'X-Name': bytes.toString('latin1') }).end();
    });
    const { headers } = (await askFor(url, optionsOf([url]), NOW)).answer;
    expect(headers).toContainEqual(['X-Name', 'Café']);
  });

  test('is followed five times at most, and to no other kind of address', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked++;
      response.writeHead(302, { location: `/${asked}` }).end();
    });
    expect((await run([url])).status).toBe(2);
    expect(asked).toBe(6);
    const file = await serve((_, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    expect((await run([file])).error).toContain(`${file} answered 302`);
  });

  test('cannot steer the terminal by its words', async () => {
    const url = await serve((_, response) => {
      response.statusCode = 402;
      response.setHeader('Content-Type', 'application/json');
      const extensions = { '\n::warning::x\u001b[31m': {} };
      response.end(JSON.stringify({ x402Version: 2, accepts: [], extensions }));
    });
    const { out } = await run([url]);
    expect(out).not.toMatch(/^::warning|[^\P{Cc}\n]/mu);
  });

  test('cannot give commands to a CI by its words', async () => {
    const words = '##vso[task.complete result=Succeeded]##[add-mask]a\u202e\u009b';
    const { out, file } = hostile(words);
    expect((await run([file], NOW)).out).not.toMatch(/##[\w-]*\[|^::/m);
    expect((await run([file, '--json'], NOW)).out).not.toMatch(/##[\w-]*\[|[\u202e\u009b]/);
    expect(JSON.stringify(JSON.parse((await run([file, '--json'], NOW)).out))).toContain(out);
    const { error } = await run([words], NOW);
    expect(error).toContain('There is no file');
    expect(error).not.toContain('##');
  });

  test('is asked as a page of another origin, with its preflight', async () => {
    const url = await serve((request, response) => {
      response.statusCode = request.method === 'OPTIONS' ? 404 : 402;
      for (const [name, value] of x402().answer.headers) response.appendHeader(name, value);
      response.end('{}');
    });
    const { out, status } = await run([url, '--origin', 'https://app.example/page']);
    expect(out).toContain('preflight-fails');
    expect(out).toContain('cors-origin-refused');
    expect(status).toBe(1);
  });

  describe('whose preflight', () => {
    const asked = async (strict: readonly string[], ...args: readonly string[]) => {
      const questions: string[] = [];
      const url = await serve((request, response) => {
        const names = String(request.headers['access-control-request-headers'] ?? '');
        if (request.method === 'OPTIONS') questions.push(names);
        // As rs/cors of Go: one header that it does not know, and it allows nothing.
        const isAllowed = names.split(',').every((name) => strict.includes(name));
        if (isAllowed || request.method !== 'OPTIONS') {
          response.setHeader('Access-Control-Allow-Origin', '*');
          response.setHeader('Access-Control-Expose-Headers', '*');
          response.setHeader('Access-Control-Allow-Headers', strict.join(', '));
        }
        response.statusCode = request.method === 'OPTIONS' ? 204 : 402;
        for (const [name, value] of x402().answer.headers) response.appendHeader(name, value);
        response.end('{}');
      });
      const origin = args.includes('--origin') ? [] : ['--origin', 'https://app.example'];
      const own = args.map((arg) => (arg === 'OWN' ? url : arg));
      const { out } = await run([url, ...origin, ...own]);
      return { questions, out };
    };

    test('is allowed is asked for the header of its own proof alone', async () => {
      const { questions, out } = await asked(['payment-signature']);
      expect(questions).toEqual(['payment-signature']);
      expect(out).not.toContain('preflight-');
    });

    test('is asked for the headers of the request, too', async () => {
      const { questions, out } = await asked(['payment-signature'], '--header', 'X-Key: 7');
      expect(questions).toEqual(['payment-signature,x-key']);
      expect(out).toContain('preflight-fails');
    });

    test('is not sent within one origin', async () => {
      const { questions } = await asked([], '--origin', 'OWN');
      expect(questions).toEqual([]);
    });
  });

  test('whose site has no /openapi.json is told that no prices were compared', async () => {
    const url = await serve((request, response) => {
      response.statusCode = request.url === '/openapi.json' ? 404 : 402;
      for (const [name, value] of x402().answer.headers) response.appendHeader(name, value);
      response.end('{}');
    });
    const words = `There is no ${url}/openapi.json: no prices were compared.\n`;
    expect((await run([`${url}/a`, '--openapi'])).error).toBe(words);
    expect((await run([`${url}/a`])).error).toBe('');
  });

  test('that asks for nothing is told', async () => {
    const url = await serve((_, response) => response.end('free'));
    expect((await run([url])).error).toContain('asks for no payment');
  });
});

test.each([
  ['nothing', [], 'Name an address'],
  ['two inputs', ['a', 'b'], 'at a time'],
  ['an unknown option', ['a', '--loud'], '--loud'],
  ['an unknown short option', ['a', '-l'], 'no option -l'],
  ['to ask a file twice', ['a', '--twice'], '--twice says how an address is asked'],
  ['to ask a file as a page', ['a', '--origin', 'https://b.example'], '--origin says'],
  [
    'where an address came from',
    ['http://a.example', '--url', 'http://b.example'],
    '--url says where',
  ],
  [
    'a method that the file says itself',
    [saved('own.har', JSON.stringify(har)), '--method', 'PUT'],
    '--method says PUT',
  ],
  ['a level that is none', ['a', '--level', 'fatal'], 'fatal'],
  ['a header without a colon', ['a', '--header', 'Accept'], 'Accept'],
  ['an option without its value', ['a', '--url'], '--url'],
  ['a framework without code', ['a', '--framework', 'rails'], 'fastapi'],
])('wrong use: %s', async (_, args, words) => {
  const { error, status } = await run(args);
  expect(status).toBe(2);
  expect(error).toContain(words);
  expect(error).toContain('Usage:');
});

test.each(['--help', '-h'])('%s tells how it is used', async (arg) => {
  expect(await run([arg])).toMatchObject({ status: 0, out: expect.stringContaining('Usage:') });
});

test('prints code for the framework that the answer names', async () => {
  const { answer: own, ...rest } = asking({ amount: '0.01' });
  const headers = [...own.headers, ['Server', 'uvicorn']];
  const file = saved('py.json', JSON.stringify({ ...rest, answer: { ...own, headers } }));
  const { out } = await run([file], NOW);
  expect(out).toContain('in fastapi:');
  expect(out).toContain('PaymentOption(');
  expect(out).toContain('1 error');
});

test('prints code for the framework that is asked for, else for one that there is code for', async () => {
  const file = saved('mine.json', JSON.stringify(asking({ amount: '0.01' })));
  const { out } = await run([file, '--framework', 'fastapi'], NOW);
  expect(out).toContain('in fastapi:');
  expect(out).toContain('PaymentOption(');
  const other = await run([file, '--framework=aperture'], NOW);
  expect(other.out).toContain('in express:');
});

test('an answer with the type of gRPC comes from aperture', async () => {
  const { answer: own, ...rest } = asking({ amount: '0.01' });
  const headers = [['Content-Type', 'application/grpc'] as const];
  const answer = { ...own, headers, body: 'payment required' };
  const file = saved('lsat.json', JSON.stringify({ ...rest, answer }));
  const { out } = await run([file], NOW);
  expect(out).toContain('in aperture:');
});

describe('a server that never ends', () => {
  const raw = (write: (socket: Socket) => void) => async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => write(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
  };
  const HEAD = 'HTTP/1.1 402 Payment Required\r\nContent-Type: application/json\r\n';
  const dripping = (socket: Socket, first: string, drop: string) => {
    socket.write(first);
    const drips = setInterval(() => socket.write(drop), 20);
    socket.once('close', () => clearInterval(drips));
  };

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Its time ends when the request, or the head of the answer, has come: no clock takes part. */
  const late = async (start: ReturnType<typeof raw>, channel: string) => {
    const { url, close } = await start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reached = new Promise<void>((resolve) => {
      const seen = () => {
        unsubscribe(channel, seen);
        setImmediate(resolve);
      };
      subscribe(channel, seen);
    });
    const ended = run([url, '--timeout', '0.3']);
    await reached;
    vi.advanceTimersByTime(300);
    const { status, error } = await ended;
    close();
    expect(status).toBe(2);
    expect(error).toContain(`${url} did not answer: `);
    return error;
  };

  test.each([
    ['that says nothing', raw(() => undefined)],
    ['whose headers never end', raw((to) => dripping(to, HEAD, 'X-A: b\r\n'))],
  ])('%s is told', async (_, start) => {
    const error = await late(start, 'http.client.request.start');
    expect(error).toContain('nothing came within 0.3 seconds');
  });

  test.each([
    ['whose body never ends', raw((to) => dripping(to, `${HEAD}\r\n{`, ' '))],
    ['whose body stops', raw((to) => to.write(`${HEAD}Content-Length: 9\r\n\r\n{`))],
  ])('%s is told', async (_, start) => {
    const error = await late(start, 'http.client.response.finish');
    expect(error).toContain('(402) did not end within 0.3 seconds');
  });

  test('whose body is without end and fast is read to a megabyte', async () => {
    let isClosed: (closed: boolean) => void = () => undefined;
    const closed = new Promise((resolve) => {
      isClosed = resolve;
    });
    const start = raw((socket) => {
      const part = ' '.repeat(256 * 1024);
      const more = () => {
        while (socket.writable && socket.write(part));
      };
      socket.on('drain', more).once('close', () => isClosed(true));
      socket.write(`${HEAD}X-Cashu: creqAnonsense!\r\n\r\n`);
      more();
    });
    const { url, close } = await start();
    const { out } = await run([url]);
    expect(out).toContain('cashu-unreadable');
    expect(await closed).toBe(true);
    close();
  });

  test.each(['0', '-1', 'soon', '4000'])('--timeout %s is none', async (value) => {
    const { error, status } = await run(['http://127.0.0.1:9/', `--timeout=${value}`]);
    expect(status).toBe(2);
    expect(error).toContain('--timeout takes seconds');
  });
});
