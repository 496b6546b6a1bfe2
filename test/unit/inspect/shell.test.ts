import { spawnSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import type { Exchange } from '../../../src/core/exchange/exchange.ts';
import {
  curlLine,
  headerLinesText,
  httpieLine,
  powerShellLine,
} from '../../../src/inspect/take/shell.ts';
import { parseCurl, shellWords } from '../../../src/inspect/what-if/curl.ts';
import { createWatch } from '../../../src/pages/inspector/watch.ts';

const request = (headers: readonly (readonly [string, string])[]) => ({
  method: 'GET',
  url: 'https://shop.example/x',
  headers,
});

// The class: what a page chose for its own request, in a line that a developer pastes into a terminal.
describe('a line for a terminal', () => {
  test.each([
    ['Ctrl-U', 'a\x15;touch /tmp/x #'],
    ['Escape', "a\x1b[201~'b\\c"],
    ['Delete', 'a\x7f'],
    ['a C1 control', 'a\x9b2J'],
  ])('holds no key of it: %s', (_, value) => {
    const asked = request([['X-A', value]]);
    const line = curlLine(asked);
    for (const text of [
      line,
      httpieLine(asked),
      powerShellLine(asked),
      headerLinesText([['X-A', value]]),
    ]) {
      expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    }
    expect(parseCurl(line)?.headers).toContainEqual(['X-A', value]);
    const { stdout } = spawnSync('bash', ['-c', `printf %s ${line.split('--header ')[1]}`], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(stdout.toString()).toBe(`X-A: ${value}`);
  });

  it('makes no second header of a line end in a value', () => {
    const asked = request([['X-A', 'a\r\nX-Admin: 1']]);
    for (const line of [curlLine(asked), httpieLine(asked), powerShellLine(asked)]) {
      expect(line).not.toMatch(/[\r\n]X-Admin/);
      expect(line).toContain('a X-Admin: 1');
    }
  });

  it('leads a proof nowhere else', () => {
    expect(powerShellLine(request([]))).toContain('-MaximumRedirection 0');
    expect(curlLine(request([]))).not.toMatch(/--location|-L/);
    expect(httpieLine(request([]))).not.toMatch(/--follow|-F/);
  });

  it('asks for a HEAD so that cURL waits for no body, and sends none', () => {
    const line = curlLine({ ...request([]), method: 'HEAD', body: 'a' });
    expect(line).toContain(' --head ');
    expect(line).not.toMatch(/--request|--data/);
  });

  it('sends a header without a value in HTTPie, too', () => {
    expect(httpieLine(request([['X-A', '']]))).toContain("'X-A;'");
  });

  it('takes no name of a header for an option of HTTPie', () => {
    expect(httpieLine(request([['-Foo', 'a']]))).toMatch(/^# HTTPie cannot/);
    expect(httpieLine(request([['X-F', 'a']]))).toMatch(/^http /);
  });
});

// The class: options whose value is no address.
describe('a pasted cURL line', () => {
  test.each([
    ['-F file=@a.png', 'POST'],
    ['-T f.txt', 'PUT'],
    ['-r 0-99', 'GET'],
    ['--max-redirs 3', 'GET'],
    ['--unheard-of 3', 'GET'],
    ['-Fa=@a.png', 'POST'],
  ])('with %s is read with its own address', (options, method) => {
    expect(parseCurl(`curl ${options} https://shop.example/x`)).toMatchObject({
      method,
      url: 'https://shop.example/x',
    });
  });

  it('puts data into the address where -G says so', () => {
    expect(parseCurl('curl -G -d a=1 -d b=2 https://shop.example/x?c')).toEqual({
      method: 'GET',
      url: 'https://shop.example/x?c&a=1&b=2',
      headers: [],
    });
  });

  it('sends a bearer token as a header', () => {
    expect(parseCurl('curl --oauth2-bearer t https://shop.example/')?.headers).toEqual([
      ['Authorization', 'Bearer t'],
    ]);
  });
});

// A page's own client pays at once: its second request is not the one that was answered by the 402.
describe('the request that a 402 answered', () => {
  const url = 'https://shop.example/x';
  const exchange = { url, method: 'GET', at: 1010 } as Exchange;
  const sent = (at: number, name: string) => ({
    ...{ requestId: name, url, method: 'GET', at },
    headers: [[name, '1']] as const,
  });

  it.each([
    [[sent(1000, 'first'), sent(1400, 'proof')], 'first'],
    [[sent(900, 'older'), sent(1010, 'first'), sent(1011, 'proof')], 'first'],
    [[sent(1100, 'first'), sent(1400, 'proof')], 'first'],
    [[sent(1600, 'late')], undefined],
  ])('is the last before it, or the first right after', (all, name) => {
    const watch = createWatch();
    for (const each of all) watch.heard(each);
    expect(watch.headersOf(exchange)?.[0]?.[0]).toBe(name);
  });
});

// The class: options as people write them: several letters behind one dash, values beside or behind.
describe('letters of options behind one dash', () => {
  const URL_OF = 'https://shop.example/x';

  it.each([
    [`curl -sI ${URL_OF}`, { method: 'HEAD' }],
    [`curl -sX POST ${URL_OF}`, { method: 'POST' }],
    [`curl -sXPUT ${URL_OF}`, { method: 'PUT' }],
    [`curl -sSLd a=1 ${URL_OF}`, { method: 'POST', body: 'a=1' }],
    [`curl -sSLda=1 ${URL_OF}`, { method: 'POST', body: 'a=1' }],
    [`curl -sGd a=1 ${URL_OF}`, { method: 'GET', url: `${URL_OF}?a=1` }],
    [`curl -H'X-A: 1' ${URL_OF}`, { headers: [['X-A', '1']] }],
    [`curl -siH 'X-A: 1' ${URL_OF}`, { headers: [['X-A', '1']] }],
    [`curl -so out ${URL_OF}`, { method: 'GET', url: URL_OF }],
    [`curl -soout -XPOST ${URL_OF}`, { method: 'POST', url: URL_OF }],
    [`curl -sIo - ${URL_OF}`, { method: 'HEAD', url: URL_OF }],
    [`curl --request=PATCH ${URL_OF}`, { method: 'PATCH' }],
    [`curl ${URL_OF} -s`, { method: 'GET' }],
  ])('%s', (line, request) => {
    expect(parseCurl(line)).toMatchObject({ url: URL_OF, ...request });
  });

  it.each([
    ['a=b c&d', 'a=b%20c%26d'],
    ['=b c', 'b%20c'],
    ['b c', 'b%20c'],
    ['a=b=c', 'a=b%3Dc'],
    ['a=', 'a='],
  ])('--data-urlencode %s sends %s', (value, body) => {
    expect(parseCurl(`curl --data-urlencode '${value}' ${URL_OF}`)).toMatchObject({ body });
  });

  it.each(['\n', '\r\n'])('a line goes on after a backslash and %j', (end) => {
    expect(shellWords(`curl a \\${end}  -H "b\\${end}c"`)).toEqual(['curl', 'a', '-H', 'bc']);
  });
});
