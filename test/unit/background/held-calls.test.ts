import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeldCalls } from '../../../src/background/stores/held-calls.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { PageCall } from '../../../src/platform/held-calls.ts';

const SITE = 'https://letters.example';
const URL = `${SITE}/api`;

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

function start() {
  let made = 0;
  const stayAwake = vi.fn();
  const changed = vi.fn();
  const calls = createHeldCalls({
    now: () => Date.now(),
    nonce: () => `n${++made}`,
    changed,
    stayAwake,
  });
  return { calls, stayAwake, changed };
}

/** A call that waits, and what it was told. */
function call(change: Partial<PageCall> = {}) {
  const told: (string | null)[] = [];
  const page = new AbortController();
  const asked: PageCall = {
    tabId: 1,
    origin: SITE,
    url: URL,
    method: 'POST',
    gone: page.signal,
    answer: (nonce) => void told.push(nonce),
    ...change,
  };
  return { asked, told, leave: () => page.abort() };
}

function seen(change: Partial<Seen> = {}): Seen {
  return {
    id: 's1',
    tabId: 1,
    frameId: 0,
    type: 'xmlhttprequest',
    initiator: SITE,
    response: { url: URL, method: 'POST', status: 402, headers: [] },
    at: Date.now(),
    body: 'none',
    ...change,
  };
}

const asked = { tabId: 1, url: URL, method: 'POST' };

describe('a call of a page', () => {
  it.each(['before', 'after'] as const)('waits when it is told %s its response', (order) => {
    const { calls, stayAwake } = start();
    const { asked: own, told } = call();
    if (order === 'before') calls.called(own);
    calls.met(seen(), true);
    if (order === 'after') calls.called(own);
    expect(calls.isWaiting(seen())).toBe(true);
    expect(calls.nonceFor(asked)).toBe('n1');
    expect(told).toEqual([]);
    expect(stayAwake).toHaveBeenLastCalledWith(true);
  });

  it.each([
    ['another address', { response: { ...seen().response, url: `${URL}?more` } }],
    ['another method', { response: { ...seen().response, method: 'PUT' } }],
    ['another tab', { tabId: 2 }],
    ['another site', { initiator: 'https://ads.example' }],
    ['a picture', { type: 'image' }],
  ] as const)('has its 402 where the browser saw only %s', (_, change) => {
    const { calls } = start();
    const { asked: own, told } = call();
    calls.met(seen(change), true);
    calls.called(own);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([null]);
    expect(calls.isWaiting(seen())).toBe(false);
  });

  it('has its 402 where nothing in it can be paid for', () => {
    const { calls } = start();
    const { asked: own, told } = call();
    calls.called(own);
    calls.met(seen(), false);
    expect(told).toEqual([null]);
  });

  it('that a service worker answers for is known by its site', () => {
    const { calls } = start();
    const { asked: own } = call();
    calls.met(seen({ tabId: 7, worker: true }), true);
    calls.called(own);
    expect(calls.nonceFor({ ...asked, tabId: 7 })).toBe('n1');
  });

  it('waits alone: a second one of the same address has its 402', () => {
    const { calls } = start();
    const [first, second] = [call(), call()];
    for (const each of [first, second]) {
      calls.met(seen(), true);
      calls.called(each.asked);
    }
    expect(first.told).toEqual([]);
    expect(second.told).toEqual([null]);
  });

  it('is made once more with its own number, and waits no more', () => {
    const { calls, stayAwake } = start();
    const { asked: own, told } = call();
    calls.met(seen(), true);
    calls.called(own);
    calls.release('other');
    expect(told).toEqual([]);
    calls.release('n1');
    expect(told).toEqual(['n1']);
    expect(calls.nonceFor(asked)).toBeUndefined();
    expect(stayAwake).toHaveBeenLastCalledWith(false);
  });

  it('has its 402 after a no, and its address does not wait for a minute', () => {
    const { calls } = start();
    const [first, soon, later] = [call(), call(), call()];
    calls.met(seen(), true);
    calls.called(first.asked);
    calls.refuse(seen());
    expect(first.told).toEqual([null]);
    calls.met(seen(), true);
    calls.called(soon.asked);
    expect(soon.told).toEqual([null]);
    vi.advanceTimersByTime(61_000);
    calls.met(seen(), true);
    calls.called(later.asked);
    expect(calls.isWaiting(seen())).toBe(true);
  });

  it('that its page gives up is forgotten', () => {
    const { calls, changed } = start();
    const { asked: own, told, leave } = call();
    calls.met(seen(), true);
    calls.called(own);
    changed.mockClear();
    leave();
    expect(calls.isWaiting(seen())).toBe(false);
    expect(changed).toHaveBeenCalled();
    calls.release('n1');
    expect(told).toEqual([]);
  });

  it('waits for two minutes, and not longer', () => {
    const { calls } = start();
    const { asked: own, told } = call();
    calls.met(seen(), true);
    calls.called(own);
    vi.advanceTimersByTime(119_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([null]);
    expect(calls.isWaiting(seen())).toBe(false);
  });

  it('is not matched with a response of long before', () => {
    const { calls } = start();
    const { asked: own, told } = call();
    calls.met(seen(), true);
    vi.advanceTimersByTime(5_000);
    calls.called(own);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([null]);
  });
});
