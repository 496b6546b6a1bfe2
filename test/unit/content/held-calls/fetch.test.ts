import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wrapFetch } from '../../../../src/content/held-calls/fetch.ts';
import { API, type Arrived, openPage, PAGE, settle, waits } from './page.ts';

// The class: whatever a page may pass to `fetch`. Answered 402 it waits; paid for, the very same is asked once more.

let answers: (() => Response)[];
let arrived: Arrived[];
let inits: (RequestInit | undefined)[];
let page: { fetch: typeof fetch };
let calls: ReturnType<typeof waits>;

const refused = () => new Response('a cent, please', { status: 402 });
const opened = () => new Response('the letter');

/** A Request of the page, which knows the page's address. */
class PageRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input instanceof Request ? input : new URL(String(input), PAGE), init);
  }
}

/** A browser's fetch, which knows the page's address and reads the body at once. */
const native = vi.fn(async (...args: Parameters<typeof fetch>): Promise<Response> => {
  const [input, init] = args;
  inits.push(init);
  if ((args.length as number) === 0) throw new TypeError('1 argument required');
  const request = new PageRequest(input, init);
  request.signal.throwIfAborted();
  const { method, headers } = request;
  // A Request hides the fragment of its address only from the network.
  const url = input instanceof Request ? input.url : new URL(String(input), PAGE).href;
  const type = headers.get('content-type');
  arrived.push({ url, method, type, headers, body: await request.text() });
  return (answers.shift() ?? opened)();
});

beforeEach(() => {
  answers = [refused, opened];
  arrived = [];
  inits = [];
  native.mockClear();
  calls = waits();
  page = openPage({ fetch: native, Request: PageRequest, Headers }) as unknown as typeof page;
  wrapFetch(calls.wait);
});
afterEach(() => void vi.unstubAllGlobals());

/** The number comes once the page's call waits. */
async function told(nonce: string | null): Promise<void> {
  await vi.waitFor(() => expect(calls.asked).not.toEqual([]));
  calls.tell[0]?.(nonce);
}

const form = () => {
  const made = new FormData();
  made.append('note', 'half a letter');
  made.append('file', new Blob(['letter']), 'letter.txt');
  return made;
};

describe('a call that is paid for is made once more, as it was', () => {
  it.each<[string, RequestInfo | URL, RequestInit | undefined, string]>([
    ['without anything', '/api', undefined, ''],
    ['by a whole address', API, { method: 'DELETE' }, ''],
    ['by a URL', new URL(API), { method: 'PATCH', body: 'part' }, 'part'],
    ['with text', '/api', { method: 'post', body: 'by text' }, 'by text'],
    ['with a file', '/api', { method: 'PUT', body: new Blob(['a file']) }, 'a file'],
    ['with fields', '/api', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }, 'a=b'],
    ['with bytes', '/api', { method: 'POST', body: new Uint8Array([65, 66]) }, 'AB'],
    [
      'with some of the bytes of a buffer',
      '/api',
      { method: 'POST', body: new Uint8Array([65, 66, 67, 68]).subarray(1, 3) },
      'BC',
    ],
    ['with a buffer', '/api', { method: 'POST', body: new TextEncoder().encode('b').buffer }, 'b'],
    ['by a Request', new PageRequest(API, { method: 'POST', body: 'in it' }), undefined, 'in it'],
    [
      'by a Request with something else on top',
      new PageRequest(API, { method: 'POST', body: 'in it' }),
      { body: 'on top' },
      'on top',
    ],
  ])('%s', async (_, input, init, body) => {
    const answer = page.fetch(input, init);
    await told('n1');
    expect(await (await answer).text()).toBe('the letter');
    const [first, again] = arrived;
    expect(first?.body).toBe(body);
    expect(again).toMatchObject({ method: first?.method, body, type: first?.type });
    expect(again?.url).toBe(`${API}#farebox=n1`);
    expect(inits[1]?.cache).toBe('no-store');
    expect(calls.asked).toEqual([[API, first?.method]]);
  });

  it('with a form and a file, to the very boundary: a price may be bound to these bytes', async () => {
    const answer = page.fetch('/api', { method: 'POST', body: form() });
    await told('n1');
    await answer;
    expect(arrived[1]?.type).toMatch(/boundary=\S/);
    expect(arrived[1]?.type).toBe(arrived[0]?.type);
    expect(arrived[1]?.body).toBe(arrived[0]?.body);
    expect(arrived[1]?.body).toContain('letter.txt');
  });

  it('with a stream, which is read once', async () => {
    const body = new Blob(['word by word']).stream();
    const answer = page.fetch('/api', { method: 'POST', body, duplex: 'half' } as RequestInit);
    await told('n1');
    await answer;
    expect(arrived.map((each) => each.body)).toEqual(['word by word', 'word by word']);
  });

  it('with headers, credentials and a fragment of its own', async () => {
    const answer = page.fetch('/api#part', { headers: { 'x-a': '1' }, credentials: 'omit' });
    await told('n1');
    await answer;
    expect(arrived[1]?.url).toBe(`${API}#farebox=n1`);
    expect(arrived[1]?.headers.get('x-a')).toBe('1');
    expect(inits[1]?.credentials).toBe('omit');
  });

  it.each<[string, () => RequestInit, (init: RequestInit) => void]>([
    [
      'its text',
      () => ({ method: 'POST', body: 'as it was' }),
      (init) => {
        init.body = 'another';
        init.method = 'PUT';
      },
    ],
    [
      'its fields',
      () => ({ method: 'POST', body: new URLSearchParams({ say: 'as it was' }) }),
      (init) => (init.body as URLSearchParams).set('say', 'another'),
    ],
    [
      'its form',
      () => {
        const body = new FormData();
        body.set('say', 'as it was');
        return { method: 'POST', body };
      },
      (init) => (init.body as FormData).set('say', 'another'),
    ],
    [
      'its bytes',
      () => ({ method: 'POST', body: new TextEncoder().encode('as it was') }),
      (init) => void (init.body as Uint8Array).fill(65),
    ],
    [
      'its headers',
      () => ({ method: 'POST', headers: new Headers({ say: 'as it was' }), body: 'as it was' }),
      (init) => (init.headers as Headers).set('say', 'another'),
    ],
  ])('although the page changes %s while it waits', async (_, make, change) => {
    const init = make();
    const answer = page.fetch('/api', init);
    await vi.waitFor(() => expect(calls.asked).toHaveLength(1));
    change(init);
    calls.tell[0]?.('n1');
    await answer;
    const [first, again] = arrived;
    expect(again?.method).toBe('POST');
    expect(again?.headers.get('say')).toBe(first?.headers.get('say'));
    expect(again?.body).toMatch(/as it was|as\+it\+was/);
    expect(again?.body).not.toContain('another');
  });
});

describe('a call gets its own answer, and nothing is asked', () => {
  it.each([200, 404, 500])('that is answered %i', async (status) => {
    answers = [() => new Response('so', { status })];
    expect((await page.fetch('/api')).status).toBe(status);
    expect(calls.asked).toEqual([]);
  });

  it.each<[string, RequestInfo, RequestInit | undefined]>([
    ['with an integrity of its own', '/api', { integrity: 'sha256-x' }],
    ['by a Request with one', new PageRequest(API, { integrity: 'sha256-x' }), undefined],
  ])('%s', async (_, input, init) => {
    expect((await page.fetch(input, init)).status).toBe(402);
    expect(calls.asked).toEqual([]);
  });

  it('whose network fails', async () => {
    native.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(page.fetch('/api')).rejects.toThrow('Failed to fetch');
    expect(calls.asked).toEqual([]);
  });

  it('whose address is none', async () => {
    await expect(page.fetch('http://[')).rejects.toThrow(TypeError);
    expect(calls.asked).toEqual([]);
  });
});

describe('a call that waits', () => {
  it('has its own 402 when it is not paid, and its body can be read', async () => {
    const answer = page.fetch('/api');
    await told(null);
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([402, 'a cent, please']);
    expect(arrived).toHaveLength(1);
  });

  it('that is answered 402 again is not asked for a second time', async () => {
    answers = [refused, refused];
    const answer = page.fetch('/api');
    await told('n1');
    expect((await answer).status).toBe(402);
    expect(calls.asked).toHaveLength(1);
    expect(arrived).toHaveLength(2);
  });

  it.each<[string, (signal: AbortSignal) => Parameters<typeof fetch>]>([
    ['an option', (signal) => ['/api', { signal }]],
    ['a Request', (signal) => [new PageRequest(API, { signal })]],
    ['an option with a stream', (signal) => ['/api', { signal, method: 'POST', body: 'x' }]],
  ])('ends at once when its page gives it up, by the signal of %s', async (_, args) => {
    const stop = new AbortController();
    const answer = page.fetch(...args(stop.signal));
    await vi.waitFor(() => expect(calls.asked).toHaveLength(1));
    const why = new DOMException('too long', 'TimeoutError');
    stop.abort(why);
    await expect(answer).rejects.toBe(why);
    expect(calls.dropped).toEqual([0]);
    calls.tell[0]?.('n1');
    await settle();
    expect(arrived).toHaveLength(1);
  });

  it('ends at once when its page gave it up before it waited', async () => {
    const stop = new AbortController();
    native.mockImplementationOnce(async () => {
      stop.abort();
      return refused();
    });
    await expect(page.fetch('/api', { signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(calls.dropped).toEqual([0]);
  });
});

describe('a page that looks for the wrapper', () => {
  it('finds the name, the length and the errors of the browser’s own fetch', async () => {
    expect([page.fetch.name, page.fetch.length]).toEqual([native.name, native.length]);
    expect(String(page.fetch)).toContain('[native code]');
    expect(Object.hasOwn(page.fetch, 'prototype')).toBe(Object.hasOwn(native, 'prototype'));
    // @ts-expect-error: a page that calls it without an address.
    await expect(page.fetch()).rejects.toThrow(TypeError);
  });
});
