import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wrapXhr } from '../../../../src/content/held-calls/xhr.ts';
import { API, openPage, settle, waits } from './page.ts';

// The class: a page's XMLHttpRequest. It hears of one answer, in the order of events that the standard has
// (https://xhr.spec.whatwg.org/#the-send()-method).

class ProgressEvent extends Event {}

type Sent = { method: string; url: string; headers: [string, string][]; body: unknown };

let sent: Sent[];
let calls: ReturnType<typeof waits>;

/** As browsers have it; a test gives the answer. */
class NativeXhr extends EventTarget {
  readyState = 0;
  status = 0;
  responseText = '';
  timeout = 0;
  #request: Sent | undefined;
  open(method: string, url: string | URL, ..._: unknown[]): void {
    this.#request = { method, url: String(url), headers: [], body: undefined };
    this.status = 0;
    this.#state(1);
  }
  setRequestHeader(name: string, value: string): void {
    if (this.readyState !== 1) throw new DOMException('not opened', 'InvalidStateError');
    this.#request?.headers.push([name, value]);
  }
  send(body?: unknown): void {
    if (this.#request === undefined) throw new DOMException('not opened', 'InvalidStateError');
    sent.push({ ...this.#request, body });
    this.#tell('loadstart');
  }
  abort(): void {
    if (this.readyState === 4) this.readyState = 0;
  }
  /** The answer of the server comes. */
  answer(status: number, text: string): void {
    this.status = status;
    this.#state(2);
    this.responseText = text;
    this.#state(3);
    this.#tell('progress');
    this.#state(4);
    this.#tell('load', 'loadend');
  }
  /** The network fails. */
  fail(): void {
    this.status = 0;
    this.#state(4);
    this.#tell('error', 'loadend');
  }
  #state(state: number): void {
    this.readyState = state;
    this.dispatchEvent(new Event('readystatechange'));
  }
  #tell(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new ProgressEvent(type));
  }
}

const { open, send, setRequestHeader, abort } = NativeXhr.prototype;
let Xhr: typeof NativeXhr;

beforeEach(() => {
  sent = [];
  calls = waits();
  // The wrapper changes the prototype, which other tests share.
  Object.assign(NativeXhr.prototype, { open, send, setRequestHeader, abort });
  NativeXhr.prototype.constructor = NativeXhr;
  vi.stubGlobal('ProgressEvent', ProgressEvent);
  const page = openPage({ XMLHttpRequest: NativeXhr });
  wrapXhr(calls.wait);
  Xhr = page['XMLHttpRequest'] as typeof NativeXhr;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page's request, and what it heard. */
function request(): { xhr: NativeXhr; heard: string[] } {
  const xhr = new Xhr();
  const heard: string[] = [];
  const types = ['loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'];
  for (const type of types) xhr.addEventListener(type, () => void heard.push(type));
  xhr.addEventListener('readystatechange', () => void heard.push(`state ${xhr.readyState}`));
  return { xhr, heard };
}

function asks(body: unknown = 'by xhr') {
  const made = request();
  made.xhr.open('post', '/api');
  made.xhr.setRequestHeader('x-a', '1');
  made.xhr.send(body);
  return made;
}

const BEGUN = ['state 1', 'loadstart'];
const WHOLE = [...BEGUN, 'state 2', 'state 3', 'progress', 'state 4', 'load', 'loadend'];

describe('a request that waits', () => {
  it('is made once more as it was, and its page hears of one answer', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, 'a cent, please');
    expect(heard).toEqual(BEGUN);
    expect(calls.asked).toEqual([[API, 'POST']]);
    calls.tell[0]?.('n1');
    await settle();
    const again = { method: 'POST', url: `${API}#farebox=n1`, headers: [['x-a', '1']] };
    expect(sent[1]).toEqual({ ...again, body: 'by xhr' });
    xhr.answer(200, 'the letter');
    expect(heard).toEqual(WHOLE);
    expect([xhr.status, xhr.responseText]).toEqual([200, 'the letter']);
  });

  it('has its own 402 when it is not paid', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, 'a cent, please');
    calls.tell[0]?.(null);
    await settle();
    expect(heard).toEqual([...BEGUN, 'state 4', 'load', 'loadend']);
    expect([xhr.status, xhr.responseText]).toEqual([402, 'a cent, please']);
    expect(sent).toHaveLength(1);
  });

  it('behind another of its address is made anew as it was, and then asked for', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, 'a cent, please');
    calls.tell[0]?.(undefined);
    await settle();
    expect(sent[1]).toEqual({ ...sent[0], method: 'POST', url: API });
    xhr.answer(402, 'another cent, please');
    expect(heard).toEqual(BEGUN);
    expect(calls.asked).toHaveLength(2);
    calls.tell[1]?.('n2');
    await settle();
    xhr.answer(200, 'the letter');
    expect(heard).toEqual(WHOLE);
  });

  it.each([
    ['answered', 200, WHOLE.slice(2)],
    ['refused', 404, WHOLE.slice(2)],
  ])('that is made anew and %s is over', async (_, status, rest) => {
    const { xhr, heard } = asks();
    xhr.answer(402, 'a cent, please');
    calls.tell[0]?.(undefined);
    await settle();
    xhr.answer(status, 'the letter');
    expect(heard).toEqual([...BEGUN, ...rest]);
    expect(calls.asked).toHaveLength(1);
  });

  it.each([
    ['its answer', (xhr: NativeXhr) => xhr.answer(200, 'the letter')],
    ['an error', (xhr: NativeXhr) => xhr.fail()],
  ])('lets the next one of its address ask when it has %s', async (_, ends) => {
    const { xhr } = asks();
    xhr.answer(402, 'a cent, please');
    calls.tell[0]?.('n1');
    await settle();
    expect(calls.dropped).toEqual([]);
    ends(xhr);
    expect(calls.dropped).toEqual([0]);
  });

  it('that is answered 402 again is not asked for a second time', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, 'a cent, please');
    calls.tell[0]?.('n1');
    await settle();
    xhr.answer(402, 'another cent, please');
    expect(heard).toEqual(WHOLE);
    expect(calls.asked).toHaveLength(1);
  });

  it('hears that the network failed when it was made once more', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, '');
    calls.tell[0]?.('n1');
    await settle();
    xhr.fail();
    expect(heard).toEqual([...BEGUN, 'state 4', 'error', 'loadend']);
  });

  it('ends at once when its page gives it up', async () => {
    const { xhr, heard } = asks();
    xhr.answer(402, '');
    xhr.abort();
    expect(heard.slice(2)).toEqual(['state 0', 'abort', 'loadend']);
    expect(calls.dropped).toEqual([0]);
    calls.tell[0]?.('n1');
    await settle();
    expect(sent).toHaveLength(1);
  });

  it.each([
    [300, 299, false],
    [300, 301, true],
    [0, 90_000, false],
  ])('ends with the time that its page gave it: %i ms, after %i: %s', async (timeout, ms, over) => {
    vi.useFakeTimers();
    const { xhr, heard } = request();
    xhr.timeout = timeout;
    xhr.open('GET', '/api');
    xhr.send();
    xhr.answer(402, '');
    vi.advanceTimersByTime(ms);
    expect(heard.includes('timeout')).toBe(over);
    expect(calls.dropped).toEqual(over ? [0] : []);
  });

  it('that is opened for something else meanwhile hears nothing more of what it was', async () => {
    vi.useFakeTimers();
    const { xhr, heard } = request();
    xhr.timeout = 300;
    xhr.open('GET', '/api');
    xhr.send();
    xhr.answer(402, '');
    xhr.open('GET', '/other');
    expect(calls.dropped).toEqual([0]);
    xhr.send();
    calls.tell[0]?.('n1');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard).not.toContain('timeout');
    xhr.answer(200, 'other');
    expect(sent.map(({ url }) => url)).toEqual(['/api', '/other']);
    expect(heard.filter((type) => type === 'load')).toHaveLength(1);
  });

  it.each<[string, () => unknown, (body: never) => void, string]>([
    ['its bytes', () => new TextEncoder().encode('as it was'), (b: Uint8Array) => b.fill(65), ''],
    ['its fields', () => new URLSearchParams('a=b'), (b: URLSearchParams) => b.set('a', 'c'), ''],
    [
      'its form',
      () => {
        const form = new FormData();
        form.set('a', 'b');
        return form;
      },
      (form: FormData) => form.set('a', 'c'),
      '',
    ],
  ])('sends what it sent although the page changes %s', async (_, make, change) => {
    const body = make();
    const { xhr } = asks(body);
    xhr.answer(402, '');
    change(body as never);
    calls.tell[0]?.('n1');
    await settle();
    const text = async (each: unknown) => new Response(each as BodyInit).text();
    const was = await text(make());
    const again = await text(sent[1]?.body);
    const boundary = /-{4,}\S+/g;
    expect(again.replaceAll(boundary, '')).toBe(was.replaceAll(boundary, ''));
  });
});

describe('a request is left alone', () => {
  it.each([200, 404, 500])('that is answered %i', (status) => {
    const { xhr, heard } = asks();
    xhr.answer(status, 'so');
    expect(heard).toEqual(WHOLE);
    expect(calls.asked).toEqual([]);
  });

  it('that is synchronous', () => {
    const { xhr, heard } = request();
    xhr.open('POST', '/api', false);
    xhr.send();
    xhr.answer(402, '');
    expect(heard).toEqual(WHOLE);
    expect(calls.asked).toEqual([]);
  });

  it('whose network fails', () => {
    const { xhr, heard } = asks();
    xhr.fail();
    expect(heard).toEqual([...BEGUN, 'state 4', 'error', 'loadend']);
    expect(calls.asked).toEqual([]);
  });

  it('and its errors come through', () => {
    const { xhr } = request();
    expect(() => xhr.send()).toThrow(/not opened/);
    expect(() => xhr.setRequestHeader('a', 'b')).toThrow(/not opened/);
  });
});

it('a page that looks for the wrapper finds the names and classes of the browser’s own', () => {
  const xhr = new Xhr();
  class Own extends Xhr {}
  expect([Xhr.name, Xhr.length]).toEqual(['NativeXhr', 0]);
  expect(xhr).toBeInstanceOf(Xhr);
  expect(xhr).toBeInstanceOf(NativeXhr);
  expect(new Own()).toBeInstanceOf(Own);
  expect(xhr.constructor).toBe(Xhr);
  expect([xhr.open.name, xhr.send.name]).toEqual(['open', 'send']);
  for (const each of [Xhr, xhr.open, xhr.send, xhr.abort, xhr.setRequestHeader]) {
    expect(String(each)).toContain('[native code]');
  }
});
