import { describe, expect, test } from 'vitest';
import { isLoopback, isSecure, originOf, siteOf } from '../../../../src/core/web/origin.ts';

describe('siteOf', () => {
  test.each([
    ['https://example.com/x', '', 'example.com', 'example.com'],
    ['https://www.example.com/', 'www.', 'example.com', 'www.example.com'],
    ['https://a.b.example.com:8443/', 'a.b.', 'example.com:8443', 'a.b.example.com:8443'],
    ['https://localhost:3000', '', 'localhost:3000', 'localhost:3000'],
    ['http://192.168.0.1/x', '', '192.168.0.1', '192.168.0.1'],
    ['http://[2001:db8::1]:80/', '', '[2001:db8::1]', '[2001:db8::1]'],
    ['https://example.com.:444/', '', 'example.com.:444', 'example.com.:444'],
    ['https://www.example.com./', 'www.', 'example.com.', 'www.example.com.'],
    ['http://0x7f.1/', '', '127.0.0.1', '127.0.0.1'],
  ])('%s', (url, prefix, strong, host) => {
    expect(siteOf(url)).toMatchObject({ prefix, strong, host });
  });

  test('a homograph is shown in ASCII, and credentials never', () => {
    expect(siteOf('https://еxample.com/')?.host).toBe('xn--xample-2of.com');
    expect(siteOf('https://bank.example:pw@evil.example/')).toMatchObject({
      host: 'evil.example',
      origin: 'https://evil.example',
    });
  });

  test('only https, and http on this machine, are secure', () => {
    const secure = [
      'https://a.example',
      'http://localhost',
      'http://x.localhost:1',
      'http://127.8.8.8',
      'http://[::1]:5',
    ];
    const not = [
      'http://a.example',
      'http://127.0.0.1.a.example',
      'http://localhost.a.example',
      'http://10.0.0.1',
      'http://[::2]',
    ];
    for (const url of secure) expect([url, siteOf(url)?.secure]).toEqual([url, true]);
    for (const url of not) expect([url, siteOf(url)?.secure]).toEqual([url, false]);
  });

  test('what is not http is no site', () => {
    for (const url of ['', 'x', 'file:///x', 'data:,x', 'about:blank', 'chrome-extension://a/b']) {
      expect(siteOf(url)).toBeUndefined();
    }
    expect(isLoopback('127.0.0.1')).toBe(true);
  });
});

describe('the origin of an address, as every page is asked for it', () => {
  test.each([
    ['https://a.example/x?y#z', 'https://a.example'],
    ['http://a.example:8080/', 'http://a.example:8080'],
    ['HTTPS://A.EXAMPLE', 'https://a.example'],
  ])('%s: %s', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });

  test.each([
    'ftp://a.example/',
    'file:///etc/passwd',
    'data:text/html,x',
    'about:blank',
    'null',
    '',
  ])('none: %j', (url) => {
    expect(originOf(url)).toBeUndefined();
  });
});

describe('secure is https, and http on this machine alone', () => {
  test.each([
    'https://a.example/',
    'HTTPS://a.example/',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://[::1]/',
  ])('%s', (url) => {
    expect(isSecure(url)).toBe(true);
  });

  test.each([
    'http://a.example/',
    'http://https://a.example/',
    'http://a.example/https://',
    'http://127.0.0.1.a.example/',
    'ftp://localhost/',
    'file://localhost/etc/passwd',
    'about:blank',
    '',
  ])('not %j', (url) => {
    expect(isSecure(url)).toBe(false);
  });
});
