import { describe, expect, test } from 'vitest';
import { isPrefetch } from '../../../../src/core/web/prefetch.ts';

const PAGE = 'https://news.example/article';

describe('a request that is made ahead of a visit', () => {
  test.each<[string, string]>([
    ['Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;anonymous-client-ip'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['X-Purpose', 'preview'],
    ['X-Sec-Purpose', 'Prefetch'],
    ['x-moz', 'prefetch'],
    ['Next-Router-Prefetch', '1'],
    ['next-router-segment-prefetch', '/_index'],
    ['X-Middleware-Prefetch', '1'],
    ['RSC', '1'],
  ])('is known by %s: %s', (name, value) => {
    expect(
      isPrefetch(PAGE, [
        ['Accept', '*/*'],
        [name, value],
      ]),
    ).toBe(true);
  });

  test.each(['?_rsc=1ab2c', '?page=2&_rsc=xyz', '?_rsc='])('is known by its query: %s', (query) => {
    expect(isPrefetch(PAGE + query, [])).toBe(true);
  });

  test.each<[string, string]>([
    ['Accept', 'prefetch'],
    ['Purpose', 'prefetching-is-not-this'],
    ['Purpose', ''],
    ['X-Moz', 'livebookmarks'],
    ['Next-Router-Prefetch', '0'],
    ['Next-Router-State-Tree', '[]'],
  ])('is not taken for one by %s: %s', (name, value) => {
    expect(isPrefetch(PAGE, [[name, value]])).toBe(false);
  });

  test.each(['?my_rsc=1', '#_rsc=1', '?q=_rsc=1'])('is not taken for one by %s', (rest) => {
    expect(isPrefetch(PAGE + rest, [])).toBe(false);
  });
});
