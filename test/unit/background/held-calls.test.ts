import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { called, meetCall } from '../../../src/background/requests/hold-calls.ts';
import { createHeldCalls } from '../../../src/background/stores/held-calls.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { PageCall } from '../../../src/platform/held-calls.ts';
import { L402, world } from './world.ts';

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
    frameId: 0,
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
    ['another frame of the site', { frameId: 3 }],
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

  it('of another frame has its 402 at once while one of the same address waits', () => {
    const { calls } = start();
    const [first, other, elsewhere] = [call(), call(), call({ url: `${URL}?more` })];
    calls.met(seen(), true);
    for (const each of [first, other, elsewhere]) calls.called(each.asked);
    expect([first.told, other.told, elsewhere.told]).toEqual([[], [null], []]);
    calls.release('n1');
    // The next one is asked for as any other.
    const next = call();
    calls.met(seen(), true);
    calls.called(next.asked);
    expect(calls.nonceFor(asked)).toBe('n2');
  });

  // The class: the call that waits for an address is not that of the document whose 402 is paid.
  it.each(['https://ads.example', `${SITE}:8443`, 'https://api.letters.example'])(
    'of another document (%s) is not released by this one’s payment',
    (origin) => {
      const { calls } = start();
      calls.met(seen({ initiator: origin, frameId: 3 }), true);
      calls.called(call({ origin, frameId: 3 }).asked);
      expect(calls.nonceFor({ ...asked, origin: SITE })).toBeUndefined();
      expect(calls.nonceFor({ ...asked, origin })).toBe('n1');
      expect(calls.nonceFor(asked)).toBe('n1');
    },
  );

  it('of another frame of the site is not released by the payment for this frame’s', () => {
    const { calls } = start();
    calls.met(seen({ frameId: 3 }), true);
    calls.called(call({ frameId: 3 }).asked);
    expect(calls.nonceFor({ ...asked, origin: SITE, frameId: 0 })).toBeUndefined();
    expect(calls.nonceFor({ ...asked, origin: SITE, frameId: 3 })).toBe('n1');
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

  it.each(['as it is told of', 'before its response is known'])(
    'that its page gives up %s does not wait, and the next one does',
    (when) => {
      const { calls, stayAwake } = start();
      const [first, next] = [call(), call()];
      if (when === 'as it is told of') first.leave();
      calls.called(first.asked);
      first.leave();
      calls.met(seen(), true);
      expect(calls.nonceFor(asked)).toBeUndefined();
      expect(stayAwake).not.toHaveBeenCalled();
      calls.called(next.asked);
      expect(calls.nonceFor(asked)).toBe('n1');
    },
  );

  it.each(['main_frame', 'image', 'sub_frame'] as const)(
    'does not hide what a %s of the same address asks',
    (type) => {
      const { calls } = start();
      calls.met(seen(), true);
      calls.called(call().asked);
      expect(calls.isWaiting(seen({ type }))).toBe(false);
    },
  );

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

// What a page of a site whose calls may wait could try. Its browser's side: unit/platform/held-calls, unit/content/held-calls
// and e2e/held-calls.
describe('threats', () => {
  it.each([
    ['nothing', undefined],
    ['a response that asks for no money', false],
  ])('forged claims: the page says that it got a 402, and the browser saw %s', (_, payable) => {
    const { calls, stayAwake } = start();
    const { asked: own, told } = call();
    if (payable !== undefined) calls.met(seen(), payable);
    calls.called(own);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([null]);
    expect(calls.nonceFor(asked)).toBeUndefined();
    expect(stayAwake).not.toHaveBeenCalled();
  });

  it('forged claims: one response lets one call wait, not two', () => {
    const { calls } = start();
    const [own, other] = [call(), call({ url: URL })];
    calls.met(seen(), true);
    calls.called(own.asked);
    calls.release('n1');
    calls.called(other.asked);
    vi.advanceTimersByTime(2_000);
    expect([own.told, other.told]).toEqual([['n1'], [null]]);
  });

  it('a flood of claims without a response is answered, and lets another page’s call wait', () => {
    const { calls } = start();
    const flood = Array.from({ length: 5_000 }, (_, n) => call({ url: `${URL}?n=${n}` }));
    for (const each of flood) calls.called(each.asked);
    expect(flood.slice(50).every(({ told }) => told[0] === null)).toBe(true);
    const { asked: other } = call({ tabId: 2 });
    calls.called(other);
    calls.met(seen({ tabId: 2 }), true);
    expect(calls.nonceFor({ ...asked, tabId: 2 })).toBe('n1');
    vi.advanceTimersByTime(2_000);
    expect(flood.every(({ told }) => told.length === 1)).toBe(true);
  });

  it('a flood of 402s pushes out its own, and not that of another page', () => {
    const { calls } = start();
    calls.met(seen({ tabId: 2 }), true);
    for (let n = 0; n < 5_000; n++) {
      calls.met(seen({ response: { ...seen().response, url: `${URL}?n=${n}` } }), true);
    }
    const { asked: other } = call({ tabId: 2 });
    calls.called(other);
    expect(calls.nonceFor({ ...asked, tabId: 2 })).toBe('n1');
    const [oldest, newest] = [call({ url: `${URL}?n=0` }), call({ url: `${URL}?n=4999` })];
    for (const each of [oldest, newest]) calls.called(each.asked);
    expect(calls.nonceFor({ ...asked, url: `${URL}?n=4999` })).toBe('n2');
    expect(calls.nonceFor({ ...asked, url: `${URL}?n=0` })).toBeUndefined();
  });

  it('a flood of calls that wait ends at fifty of a tab', () => {
    const { calls } = start();
    const flood = Array.from({ length: 200 }, (_, n) => call({ url: `${URL}?n=${n}` }));
    for (const { asked: each } of flood) {
      calls.met(seen({ response: { ...seen().response, url: each.url } }), true);
      calls.called(each);
    }
    expect(flood.filter(({ told }) => told.length === 0)).toHaveLength(50);
  });

  it.each([
    ['frame of another site', { initiator: 'https://ads.example' }],
    ['frame without an origin', { initiator: 'null' }],
    ['worker of another site', { initiator: 'https://ads.example', worker: true, tabId: -1 }],
  ] as const)('a %s does not lend its 402 to the page’s claim', (_, change) => {
    const { calls } = start();
    const { asked: own, told } = call();
    calls.met(seen(change), true);
    calls.called(own);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([null]);
  });
});

describe('a claim of a site that the user did not choose', () => {
  it.each([
    ['a frame of another site', 'https://ads.example'],
    ['another port of its host', `${SITE}:8443`],
    ['a subdomain', 'https://api.letters.example'],
    ['the same host without encryption', 'http://letters.example'],
  ])('%s has its 402', async (_, origin) => {
    vi.useRealTimers();
    const { context } = world();
    await context.preferences.update(() => ({ heldSites: [SITE] }));
    const [own, other] = [call(), call({ origin })];
    for (const each of [own, other]) await called(context, each.asked);
    expect(other.told).toEqual([null]);
    expect(own.told).toEqual([]);
  });
});

it('price shown is the price asked: what a claim says of money is not read', async () => {
  const { context } = world();
  await context.preferences.update(() => ({ heldSites: [SITE] }));
  const said = { ...call().asked, price: '1', quote: { price: '1' }, headers: [['X-Cashu', 'a']] };
  await called(context, said);
  await meetCall(context, seen({ response: { ...L402, url: URL, method: 'POST' } }));
  expect(context.calls.isWaiting(seen())).toBe(true);
  const quotes = quotesOf(context, seen({ response: { ...L402, url: URL } }));
  expect(quotes.map(({ offer }) => offer.price?.amount)).toEqual([21_000n]);
});
