import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signEvent } from '../../../../src/wallets/nwc/event.ts';
import { exchange } from '../../../../src/wallets/nwc/exchange.ts';
import type { Line, Listener } from '../../../../src/wallets/nwc/relay.ts';

/** A line without a relay behind it: what is published is counted, what is heard is said by the test. */
function line() {
  const published: object[] = [];
  let listener: Listener | undefined;
  const self: Line = {
    open: async () => undefined,
    listen: (_id, _filter, each) => {
      listener = each;
    },
    leave: () => undefined,
    publish: (event) => published.push(event),
  };
  return { self, published, heard: () => listener };
}

const event = signEvent('b2'.repeat(32), 23_194, [], 'sealed', 1_790_000_000);
const ask = (lines: readonly Line[]) =>
  exchange(lines, { filter: {}, event, take: (value) => value, timeout: 60_000 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a relay that breaks beside the one that was asked ends nothing', async () => {
  const [first, second] = [line(), line()];
  const answer = ask([first.self, second.self]);
  await vi.advanceTimersByTimeAsync(1);
  expect([first.published.length, second.published.length]).toEqual([1, 0]);
  second.heard()?.gone();
  await vi.advanceTimersByTimeAsync(20_000);
  first.heard()?.event('paid');
  expect(await answer).toEqual({ kind: 'answer', answer: 'paid' });
});

test('a line that breaks after the request is listened to again, and hears a late answer', async () => {
  const only = line();
  const answer = ask([only.self]);
  await vi.advanceTimersByTimeAsync(1);
  const before = only.heard();
  before?.gone();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(only.heard()).not.toBe(before);
  only.heard()?.event('paid');
  expect(await answer).toEqual({ kind: 'answer', answer: 'paid' });
  expect(only.published.length).toBe(1);
});

test('an answer that a broken line has lost is not waited for to the end', async () => {
  const only = line();
  const answer = ask([only.self]);
  await vi.advanceTimersByTimeAsync(1);
  only.heard()?.gone();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toEqual({ kind: 'silent', left: true });
});

test.each([
  ['blocked: not here', false],
  ['rate-limited: slow down', false],
  ['auth-required: who are you', false],
  ['error: disk full', true],
  ['duplicate: had it', true],
  ['', true],
])('not taken, "%s": it may have reached somebody: %s', async (reason, left) => {
  const only = line();
  const answer = ask([only.self]);
  await vi.advanceTimersByTimeAsync(1);
  only.heard()?.rejected(event.id, reason);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await answer).toEqual({ kind: 'silent', left });
});

test('only the relay that has the request can say that it did not take it', async () => {
  const [first, second] = [line(), line()];
  const answer = ask([first.self, second.self]);
  await vi.advanceTimersByTimeAsync(1);
  second.heard()?.rejected(event.id, 'blocked: not here');
  first.heard()?.event('paid');
  expect(await answer).toEqual({ kind: 'answer', answer: 'paid' });
});
