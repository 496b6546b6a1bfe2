import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (details: unknown) => void;
const listeners: Listener[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    webRequest: { onSendHeaders: { addListener: (each: Listener) => listeners.push(each) } },
  },
}));

const { hadAuthorization, wasPrefetch, watchPrefetches } = await import(
  '../../../src/platform/requests/prefetch.ts'
);

const URL_OF = 'https://a.example/api';
let count = 0;

/** Sends a request with these headers; its id. */
function sends(...headers: readonly (readonly [string, string])[]): string {
  count += 1;
  const requestId = String(count);
  const requestHeaders = headers.map(([name, value]) => ({ name, value }));
  for (const each of listeners) each({ requestId, url: URL_OF, requestHeaders });
  return requestId;
}

beforeEach(() => {
  listeners.length = 0;
  watchPrefetches();
});

describe('what only the headers of a request say', () => {
  it.each([
    ['an API key', [['Authorization', 'Bearer key']], true],
    ['a login', [['authorization', 'Basic dXNlcg==']], true],
    ['a key in a header of its own', [['X-Api-Key', 'key']], false],
    ['one that only begins so', [['Authorization-Info', 'x']], false],
    ['none', [], false],
  ] as const)('%s', (_, headers, is) => {
    const id = sends(['Accept', '*/*'], ...headers);
    expect(hadAuthorization(id)).toBe(is);
    // It is forgotten with the answer.
    expect(hadAuthorization(id)).toBe(false);
    expect(wasPrefetch(id)).toBe(false);
  });

  it('a prefetch with a key is both', () => {
    const id = sends(['Sec-Purpose', 'prefetch'], ['Authorization', 'Bearer key']);
    expect(wasPrefetch(id)).toBe(true);
    expect(hadAuthorization(id)).toBe(true);
  });

  it('of many whose answers never come the oldest are forgotten', () => {
    const first = sends(['Authorization', 'Bearer key']);
    const rest = Array.from({ length: 200 }, () => sends(['Authorization', 'Bearer key']));
    expect(hadAuthorization(first)).toBe(false);
    expect(hadAuthorization(rest[0] ?? '')).toBe(true);
  });
});
