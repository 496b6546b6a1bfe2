import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PORT, type Said, type Told, WANTED } from '../../../../src/content/held-calls/channel.ts';
import { API, openPage, settle } from './page.ts';

// The two scripts of a page whose calls may wait, and the channel between them. The class: whatever a page says or does
// to get at the channel. Scripts of Farebox run before any of the page's.

type Listener = (message: unknown) => void;

let made: MessageChannel[];
/** What came to the background. */
let said: Said[];
/** What the background's end of the connection was given to call. */
let hear: Listener[];
let end: (() => void)[];
let connects: ReturnType<typeof vi.fn>;
let page: { fetch: typeof fetch };
/** The browser's fetch: a 402, or the letter for a repetition. */
let native: ReturnType<typeof vi.fn<(input: string | URL) => Promise<Response>>>;

beforeEach(() => {
  made = [];
  said = [];
  hear = [];
  end = [];
  vi.resetModules();
  vi.stubGlobal(
    'MessageChannel',
    class extends MessageChannel {
      constructor() {
        super();
        made.push(this);
      }
    },
  );
  vi.stubGlobal('MessageEvent', PortEvent);
  native = vi.fn(async (input: string | URL) =>
    String(input).includes('#') ? new Response('the letter') : new Response('', { status: 402 }),
  );
  page = openPage({
    fetch: native,
    Request,
    Headers,
    XMLHttpRequest: NoXhr,
  }) as unknown as typeof page;
  connects = vi.fn(() => ({
    postMessage: (message: Said) => void said.push(message),
    onMessage: { addListener: (listener: Listener) => void hear.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void end.push(listener) },
  }));
  vi.stubGlobal('chrome', { runtime: { connect: connects } });
});
afterEach(() => {
  for (const { port1, port2 } of made) for (const port of [port1, port2]) port.close();
  vi.unstubAllGlobals();
});

/** As browsers have it; that of Node cannot be cancelled. */
class PortEvent extends Event {
  readonly ports: readonly MessagePort[];
  constructor(type: string, { ports, ...init }: EventInit & { ports: readonly MessagePort[] }) {
    super(type, init);
    this.ports = ports;
  }
}

class NoXhr extends EventTarget {
  open(): void {}
  send(): void {}
  setRequestHeader(): void {}
  abort(): void {}
}

const script = (name: 'wrapper' | 'relay') =>
  import(`../../../../src/content/held-calls/${name}.ts`);

/** Both scripts run, in this order. */
async function both(first: 'wrapper' | 'relay' = 'wrapper'): Promise<void> {
  await script(first);
  await script(first === 'wrapper' ? 'relay' : 'wrapper');
}

const tell = (told: Told) => {
  for (const listener of hear) listener(told);
};

const heard = (count: number) => vi.waitFor(() => expect(said).toHaveLength(count));

describe('a call that waits', () => {
  it.each(['wrapper', 'relay'] as const)(
    'is told of, and is told its number, where the %s runs first',
    async (first) => {
      await both(first);
      const answer = page.fetch(API, { method: 'POST' });
      await heard(1);
      expect(said).toEqual([{ id: 1, url: API, method: 'POST' }]);
      tell({ id: 1, nonce: 'n1' });
      expect(await (await answer).text()).toBe('the letter');
      expect(connects).toHaveBeenCalledExactlyOnceWith({ name: 'held-calls' });
    },
  );

  it('has a number of its own, and only its own is heard', async () => {
    await both();
    const answers = [page.fetch(API), page.fetch(`${API}?more`)];
    await heard(2);
    tell({ id: 2, nonce: null });
    tell({ id: 7, nonce: 'n7' });
    expect((await answers[1])?.status).toBe(402);
    tell({ id: 1, nonce: 'n1' });
    expect((await answers[0])?.status).toBe(200);
  });

  it('that its page gives up is told of once', async () => {
    await both();
    const stop = new AbortController();
    const answer = page.fetch(API, { signal: stop.signal });
    await heard(1);
    stop.abort();
    await expect(answer).rejects.toThrow(/abort/i);
    await heard(2);
    expect(said[1]).toEqual({ id: 1, gone: true });
  });

  it('has its 402 when the background ends, and the next one wakes it', async () => {
    await both();
    const answer = page.fetch(API);
    await heard(1);
    for (const over of end) over();
    expect((await answer).status).toBe(402);
    const next = page.fetch(API);
    await heard(2);
    expect(connects).toHaveBeenCalledTimes(2);
    tell({ id: 2, nonce: null });
    await next;
  });

  it('has its 402 where Farebox was updated meanwhile', async () => {
    connects.mockImplementation(() => {
      throw new Error('Extension context invalidated.');
    });
    await both();
    expect((await page.fetch(API)).status).toBe(402);
    expect(said).toEqual([]);
  });

  it('needs no connection where nothing waits', async () => {
    await both();
    await settle();
    expect(connects).not.toHaveBeenCalled();
  });
});

// One question at a time, one payment for each: no call gets what the user was not asked for. Of calls that only read the
// same, one is paid for and all have its answer.
describe('the same call several times at once', () => {
  const statuses = (answers: readonly Promise<Response>[]) =>
    Promise.all(answers.map(async (answer) => (await answer).status));

  it('is asked for once and has one answer where it reads the same', async () => {
    await both();
    const answers = [page.fetch(API), page.fetch(API, { method: 'get' }), page.fetch(new URL(API))];
    await heard(1);
    await settle();
    tell({ id: 1, nonce: 'n1' });
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(texts).toEqual(['the letter', 'the letter', 'the letter']);
    expect(said).toHaveLength(1);
    // Three that were answered 402, and one repetition.
    expect(native.mock.calls).toHaveLength(4);
  });

  it.each<[string, RequestInit, RequestInit]>([
    ['posts', { method: 'POST', body: 'one' }, { method: 'POST', body: 'one' }],
    ['deletes', { method: 'DELETE' }, { method: 'DELETE' }],
    ['reads with other headers', {}, { headers: { accept: 'text/plain' } }],
    ['reads as another', {}, { credentials: 'omit' }],
    [
      'reads with a header within a header',
      { headers: { a: '1,b,2' } },
      { headers: { a: '1', b: '2' } },
    ],
    ['reads with a comma for a header', { headers: { a: '1,b,' } }, { headers: { a: '1', b: '' } }],
    [
      'reads with two headers within one',
      { headers: { a: '1,b,2,c,3' } },
      { headers: { a: '1', b: '2', c: '3' } },
    ],
  ])('is asked for one after another, each for itself, where it %s', async (_, one, other) => {
    await both();
    const answers = [page.fetch(API, one), page.fetch(API, other)];
    await heard(1);
    await settle();
    tell({ id: 1, nonce: 'n1' });
    await heard(2);
    tell({ id: 2, nonce: 'n2' });
    expect(await statuses(answers)).toEqual([200, 200]);
    const numbers = native.mock.calls.map(([input]) => String(input).split('#')[1]);
    expect(numbers.filter((each) => each !== undefined)).toEqual(['farebox=n1', 'farebox=n2']);
  });

  it('has its 402 as the one that was asked for has it', async () => {
    await both();
    const post = { method: 'POST' };
    const answers = [page.fetch(API, post), page.fetch(API, post), page.fetch(API, post)];
    await heard(1);
    await settle();
    tell({ id: 1, nonce: null });
    expect(await statuses(answers)).toEqual([402, 402, 402]);
    expect(said).toHaveLength(1);
  });

  it('is asked for where the page gives up the one before it', async () => {
    await both();
    const stop = new AbortController();
    const first = page.fetch(API, { signal: stop.signal });
    await heard(1);
    const second = page.fetch(API);
    await settle();
    stop.abort();
    await expect(first).rejects.toThrow(/abort/i);
    await heard(3);
    expect(said.map(({ id }) => id)).toEqual([1, 1, 2]);
    tell({ id: 2, nonce: 'n2' });
    expect((await second).status).toBe(200);
  });

  it('is given up for itself', async () => {
    await both();
    const stop = new AbortController();
    const first = page.fetch(API);
    await heard(1);
    const second = page.fetch(API, { signal: stop.signal });
    await settle();
    stop.abort();
    await expect(second).rejects.toThrow(/abort/i);
    tell({ id: 1, nonce: 'n1' });
    expect((await first).status).toBe(200);
  });
});

describe('forged claims: a page that wants the channel', () => {
  it('does not get the port by asking for it', async () => {
    await both();
    const ports: MessagePort[] = [];
    document.addEventListener(PORT, (event) => ports.push(...(event as MessageEvent).ports));
    document.dispatchEvent(new Event(WANTED));
    expect(ports).toHaveLength(0);
  });

  it('is not heard by a port of its own', async () => {
    await both();
    const own = new MessageChannel();
    document.dispatchEvent(new MessageEvent(PORT, { ports: [own.port2], cancelable: true }));
    own.port1.postMessage({ id: 1, url: API, method: 'POST' });
    await settle();
    await settle();
    expect(said).toEqual([]);
    expect(connects).not.toHaveBeenCalled();
  });

  it('learns nothing by what it puts in the place of the browser’s functions', async () => {
    await both();
    const stolen: unknown[] = [];
    const steal = vi.spyOn(MessagePort.prototype, 'postMessage').mockImplementation((message) => {
      stolen.push(message);
    });
    const answer = page.fetch(API);
    await heard(1);
    steal.mockRestore();
    expect(stolen).toEqual([]);
    tell({ id: 1, nonce: null });
    await answer;
  });
});
