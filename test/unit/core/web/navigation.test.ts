import { describe, expect, it } from 'vitest';
import { leavesOrigin } from '../../../../src/background/stores/redirects.ts';
import { begunHere } from '../../../../src/core/web/navigation.ts';

// The class: a navigation by which another site makes the browser load a page that it chose (CSRF by GET).
const PAGE = 'https://news.co.uk/article';

describe('a navigation', () => {
  it.each([
    ['the address bar, a bookmark or the history', undefined, []],
    ['the page’s own origin', 'https://news.co.uk', []],
    ['another host of the site', 'https://www.news.co.uk/front', []],
    ['the same address without TLS, redirected', undefined, ['http://news.co.uk/article']],
    ['a redirect inside of the site', undefined, ['https://go.news.co.uk/1']],
  ])('that %s began is the site’s own', (_, initiator, via) => {
    expect(begunHere(PAGE, initiator, via)).toBe(true);
  });

  it.each([
    ['another site', 'https://evil.example', []],
    ['another site below the same suffix', 'https://evil.co.uk', []],
    ['a sandboxed frame or a data: page (Chromium)', 'null', []],
    ['a sandboxed frame or a data: page (Firefox)', 'moz-nullprincipal:{1}', []],
    ['a file', 'file://', []],
    ['another extension', 'moz-extension://1/', []],
    ['the site without TLS', 'http://news.co.uk', []],
    ['the address bar, redirected by another site', undefined, ['https://evil.example/go']],
    ['the site itself, and back by way of another', 'https://news.co.uk', ['https://t.example/']],
    ['another path without TLS', undefined, ['http://news.co.uk/other']],
  ])('that %s began is not', (_, initiator, via) => {
    expect(begunHere(PAGE, initiator, via)).toBe(false);
  });

  it('is held to the port on this machine and for bare addresses', () => {
    expect(begunHere('http://127.0.0.1:81/x', 'http://127.0.0.1:81', [])).toBe(true);
    expect(begunHere('http://127.0.0.1:81/x', 'http://127.0.0.1:82', [])).toBe(false);
    expect(begunHere('http://10.0.0.1:81/x', 'http://10.0.0.1:82', [])).toBe(false);
  });
});

it('a redirect that names no address, or one elsewhere, leaves the origin', () => {
  expect(leavesOrigin(PAGE, '/other')).toBe(false);
  expect(leavesOrigin(PAGE, 'https://news.co.uk/x')).toBe(false);
  expect(leavesOrigin(PAGE, 'https://www.news.co.uk/x')).toBe(true);
  expect(leavesOrigin(PAGE, '//evil.example')).toBe(true);
  expect(leavesOrigin(PAGE, 'http://[')).toBe(true);
  expect(leavesOrigin(PAGE, undefined)).toBe(true);
});
