import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { readingOf } from '../../../src/inspect/reading.ts';
import { toHar } from '../../../src/inspect/take/har.ts';
import { safeRequestOf, secretParametersOf } from '../../../src/inspect/what-if/ask.ts';
import { shellWords } from '../../../src/inspect/what-if/curl.ts';
import { editable, parsePaste } from '../../../src/inspect/what-if/paste.ts';
import { lastAnswer } from '../../../src/inspect/what-if/session.ts';
import { CASHU, L402, MPP, paidX402, REQUIRED, X402, X402_BODY } from '../../fixtures/exchanges.ts';

const URL_HERE = 'https://shop.example/';
const [, invoice = ''] = /invoice="([^"]+)"/.exec(L402.headers[0]?.[1] ?? '') ?? [];

/** The protocols that a pasted text is read as. */
function protocolsOf(text: string): readonly string[] {
  const pasted = parsePaste(text, URL_HERE);
  if (pasted.kind !== 'response') return [pasted.kind];
  return readingOf(pasted.response).offers.map(({ protocol }) => protocol);
}

const asText = ({ status, headers, body = '' }: typeof X402) =>
  [`HTTP/1.1 ${status} Payment Required`, ...headers.map(([n, v]) => `${n}: ${v}`), '', body].join(
    '\r\n',
  );

describe('what is pasted is read as from a server', () => {
  it.each([
    ['an HTTP answer', asText(X402), ['x402']],
    ['an HTTP answer with a body', asText(X402_BODY), ['x402']],
    ['header lines', asText(L402).split('\r\n').slice(1).join('\n'), ['l402']],
    ['a challenge by itself', MPP.headers[0]?.[1] ?? '', ['mpp']],
    ['base64 by itself', X402.headers[1]?.[1] ?? '', ['x402']],
    ['a Cashu request by itself', CASHU.headers[0]?.[1] ?? '', ['cashu']],
    ['an invoice by itself', invoice, ['lightning']],
    ['a body', X402_BODY.body ?? '', ['x402']],
    ['a HAR file', JSON.stringify(toHar([paidX402()], '0', () => [])), ['x402']],
    [
      'a HAR entry whose body is base64',
      JSON.stringify({
        request: { method: 'GET', url: URL_HERE },
        response: {
          status: 402,
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          content: { encoding: 'base64', text: encodeBase64(X402_BODY.body ?? '') },
        },
      }),
      ['x402'],
    ],
    ['a HAR entry', JSON.stringify(toHar([paidX402()], '0', () => []).log.entries[0]), ['x402']],
    ['a cURL line', 'curl https://shop.example/', ['request']],
    ['an address', 'https://shop.example/article', ['url']],
    ['words', 'pay me', ['unknown']],
    ['nothing', ' \n', ['unknown']],
  ])('%s', (_, text, protocols) => {
    expect(protocolsOf(text)).toEqual(protocols);
  });

  it('an edited challenge: JSON that goes as base64 may be written plainly', () => {
    const text = editable(X402);
    expect(text).toContain('"amount":"1000"');
    const same = parsePaste(text, X402.url);
    expect(same).toMatchObject({ kind: 'response', response: { status: 402, url: X402.url } });
    const before = readingOf(X402).offers[0];
    const offers = (edited: string) => {
      const pasted = parsePaste(edited, X402.url);
      return pasted.kind === 'response' ? readingOf(pasted.response).offers : [];
    };
    expect(offers(text)[0]).toMatchObject({ payable: true, cautions: before?.cautions });
    expect(offers(text.replace('"1000"', '"2000"'))[0]?.price?.amount).toBe(2_000n);
    expect(offers(text.replace('"1000"', '"0.01"'))[0]?.payable).toBe(false);
    expect(offers(text.replace('eip155:84532', 'eip155:999999'))[0]?.payable).toBe(false);
  });

  it('a HAR without a 402 asks for nothing', () => {
    const har = toHar([paidX402()], '0', () => []);
    const entries = har.log.entries.map((entry) => ({
      ...entry,
      response: { ...entry.response, status: 200 },
    }));
    expect(protocolsOf(JSON.stringify({ log: { ...har.log, entries } }))).toEqual([]);
    expect(protocolsOf(JSON.stringify({ log: { ...har.log, entries: [] } }))).toEqual([]);
  });

  it('of a HAR with several entries, the first 402 or the one that is chosen', () => {
    const entry = (url: string, status: number) => ({
      request: { method: 'POST', url, headers: [{ name: 'Accept', value: '*/*' }, { name: 1 }] },
      response: { status, headers: [], content: { text: url } },
    });
    const urls = ['https://a.example/', 'https://b.example/', 'https://c.example/'];
    const entries = urls.map((url, at) => entry(url, at === 0 ? 200 : 402));
    const text = JSON.stringify({ log: { entries: [null, ...entries, { request: {} }] } });
    const read = (chosen?: number) => parsePaste(text, URL_HERE, chosen);
    expect(read()).toMatchObject({
      response: { url: urls[1], method: 'POST', status: 402, body: urls[1] },
      requestHeaders: [['Accept', '*/*']],
      har: { chosen: 1 },
    });
    expect(read(2)).toMatchObject({ response: { url: urls[2] }, har: { chosen: 2 } });
    expect(read(0)).toMatchObject({ response: { url: urls[0], status: 200 } });
    const pasted = read();
    const har = pasted.kind === 'response' ? pasted.har : undefined;
    expect(har?.entries.map(({ url, status }) => [url, status])).toEqual([
      [urls[0], 200],
      [urls[1], 402],
      [urls[2], 402],
    ]);
  });

  it('of a HAR whose status is no number, as a 402', () => {
    const one = { request: { url: URL_HERE }, response: { status: '200', headers: [] } };
    expect(parsePaste(JSON.stringify(one), URL_HERE)).toMatchObject({ response: { status: 402 } });
  });

  it('another status asks for nothing', () => {
    const header = `PAYMENT-REQUIRED: ${encodeBase64(JSON.stringify(REQUIRED))}`;
    expect(protocolsOf(`HTTP/2 200\n${header}`)).toEqual([]);
  });
});

describe('what a terminal shows: a cURL line with what it printed', () => {
  const printed = asText(L402);
  const ok = 'HTTP/1.1 200 Connection established\r\n\r\n';
  const moved = 'HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n';
  const told = printed
    .trimEnd()
    .split('\r\n')
    .map((line) => `< ${line}`)
    .join('\n');
  it.each([
    ['-i', `curl -i https://a.example/x\n${printed}`],
    ['a prompt', `$ curl -si https://a.example/x\n${printed}`],
    ['a longer prompt', `me@host:~$ curl -i https://a.example/x\r\n${printed}`],
    ['PowerShell', `PS C:\\Users\\me> curl.exe -i https://a.example/x\n${printed}`],
    ['continued lines', `curl -i \\\n  -H 'Accept: */*' \\\n  https://a.example/x\n\n${printed}`],
    ['a proxy', `curl -i https://a.example/x\n${ok}${printed}`],
    ['a redirect', `curl -iL https://a.example/x\n${moved}${printed}`],
    [
      '-v',
      `curl -v https://a.example/x\n* Connected to a.example\n> GET /x HTTP/1.1\n> Host: a.example\n>\n${told}\n<\n* Connection closed`,
    ],
  ])('%s', (_, text) => {
    const pasted = parsePaste(text, URL_HERE);
    expect(pasted).toMatchObject({
      kind: 'response',
      from: 'curl',
      response: { url: 'https://a.example/x', method: 'GET', status: 402 },
    });
    if (pasted.kind !== 'response') throw new Error(pasted.kind);
    expect(readingOf(pasted.response).offers.map(({ protocol }) => protocol)).toEqual(['l402']);
  });

  it('keeps the method, the headers and the body', () => {
    const line = "curl -i -X POST -H 'Accept: text/plain' -d a=1 https://a.example/x";
    const pasted = parsePaste(`${line}\n${asText(X402_BODY)}`, URL_HERE);
    expect(pasted).toMatchObject({
      response: { method: 'POST', body: X402_BODY.body },
      requestHeaders: [['Accept', 'text/plain']],
    });
  });

  it('takes no line of a body for another answer', () => {
    const body = 'first\n\nHTTP/1.1 200 OK is what I wanted';
    const pasted = parsePaste(`HTTP/1.1 402 No\nX-Cashu: x\n\n${body}`, URL_HERE);
    expect(pasted).toMatchObject({ response: { status: 402, body } });
  });
});

describe('what may be asked of a server for a pasted request', () => {
  const secret = [
    ['Authorization', 'L402 a:b'],
    ['PAYMENT-SIGNATURE', 'e30='],
    ['X-PAYMENT', 'e30='],
    ['X-Cashu', 'cashuBo2'],
    ['Cookie', 'a=1'],
    ['X-Api-Key', 'k'],
    ['X-Anything-Else', 'k'],
  ] as const;

  it('is GET or HEAD, with what says which form is wanted and nothing that opens or pays', () => {
    const url = 'https://me:pw@a.example/x?q=1#part';
    const headers = [...secret, ['Accept', 'text/html'], ['accept-language', 'de']] as const;
    for (const method of ['GET', 'HEAD']) {
      expect(safeRequestOf({ method, url, headers, body: 'b' })).toEqual({
        method,
        url: 'https://a.example/x?q=1',
        headers: [
          ['Accept', 'text/html'],
          ['accept-language', 'de'],
        ],
      });
    }
  });

  it.each([
    ['https://a.example/x?api_key=7f3a9c1b', ['api_key']],
    ['https://a.example/x?q=1&access_token=7f3a9c1b&sig=ab12', ['access_token', 'sig']],
    ['https://a.example/x?token=7f3a9c1b&token=8e2d', ['token']],
    ['https://a.example/x?q=ducks&page=2', []],
    ['https://a.example/x', []],
  ])('of %s sends along what looks like a secret: %j', (url, names) => {
    expect(secretParametersOf(url)).toEqual(names);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is never %s', (method) => {
    expect(safeRequestOf({ method, url: 'https://a.example/', headers: [] })).toBeUndefined();
  });

  it.each(['ftp://a.example/', 'file:///etc/passwd', 'nonsense'])('is never %s', (url) => {
    expect(safeRequestOf({ method: 'GET', url, headers: [] })).toBeUndefined();
  });
});

describe('the words of a line', () => {
  it.each([
    [`curl 'a b' "c \\"d\\"" e\\ f`, ['curl', 'a b', 'c "d"', 'e f']],
    ["curl $'it\\'s\\n\\u0041'", ['curl', "it's\nA"]],
    ['curl a \\\n  -H b', ['curl', 'a', '-H', 'b']],
    ["curl ''", ['curl', '']],
  ])('%s', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it('end with a quote that is not closed', () => {
    expect(shellWords("curl 'a")).toBeUndefined();
    expect(shellWords('curl "a')).toBeUndefined();
  });
});

describe('a cURL line', () => {
  it.each([
    [
      "curl 'https://a.example/x' -H 'X-PAYMENT: abc' --compressed",
      { method: 'GET', headers: [['X-PAYMENT', 'abc']] },
    ],
    ['curl -XPUT https://a.example/x -d a=1 -d b=2', { method: 'PUT', body: 'a=1&b=2' }],
    [
      'curl https://a.example/x --json {}',
      { method: 'POST', headers: [['Content-Type', 'application/json']] },
    ],
    [
      'curl -sS -o out -u me:pw https://a.example/x',
      { headers: [['Authorization', 'Basic bWU6cHc=']] },
    ],
    ['curl --url=https://a.example/x -I', { method: 'HEAD', url: 'https://a.example/x' }],
  ])('%s', (line, request) => {
    expect(parsePaste(line, URL_HERE)).toMatchObject({ kind: 'request', request });
  });

  it.each(['zoë:pw', '用户:pw', '🙂:pw'])('curl -u %s is sent as UTF-8', (user) => {
    const authorization = `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;
    expect(parsePaste(`curl -u ${user} https://a.example/x`, URL_HERE)).toMatchObject({
      request: { headers: [['Authorization', authorization]] },
    });
  });

  it.each(['curl', 'curl ftp://a.example/', "curl 'https://a.example"])('%s is none', (line) => {
    expect(parsePaste(line, URL_HERE).kind).toBe('unknown');
  });
});

it.each([
  ['a body without an end of line', '{}* Connection #0 to host shop.example left intact\n'],
  [
    'a body before the progress',
    '{}\r100   2    0   2    0     0  22 0 --:--:-- --:--:-- --:--:--  22\n',
  ],
  ['a body with an end of line', '{}\n* Closing connection 0\n'],
])('what cURL says of itself after %s is no part of it', (_, end) => {
  const told = `> GET / HTTP/1.1\n> Host: shop.example\n> \n< HTTP/1.1 402 Payment Required\n< A: b\n< \n${end}`;
  expect(lastAnswer(told).trimEnd()).toBe('HTTP/1.1 402 Payment Required\nA: b\n\n{}');
});

it.each([
  ['in turn', '< HTTP/1.1 402 No\nHTTP/1.1 402 No\n< A: b\nA: b\n< \n\n{}'],
  ['one after the other', '< HTTP/1.1 402 No\n< A: b\n< \nHTTP/1.1 402 No\nA: b\n\n{}'],
])('headers that -i and -v print %s count once', (_, text) => {
  expect(lastAnswer(`> GET / HTTP/1.1\n> \n${text}`)).toBe('HTTP/1.1 402 No\nA: b\n\n{}');
});
