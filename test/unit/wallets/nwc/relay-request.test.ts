import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signEvent } from '../../../../src/wallets/nwc/crypto/event.ts';
import type { Listener, RelayConnection } from '../../../../src/wallets/nwc/relay/relay.ts';
import { relayRequest } from '../../../../src/wallets/nwc/relay/relay-request.ts';

/** A line without a relay behind it: what is published is counted, what is heard is said by the test. */
function line() {
  const published: object[] = [];
  let listener: Listener | undefined;
  const self: RelayConnection = {
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
const ask = (lines: readonly RelayConnection[]) =>
  relayRequest(lines, { filter: {}, event, take: (value) => value, timeout: 60_000 });

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

// What a relay says of an event that was published is no evidence: it may have passed it on before.
test('a relay that rejects a published event does not prove that the wallet did not get it', async () => {
  const only = line();
  const answer = ask([only.self]);
  await vi.advanceTimersByTimeAsync(1);
  only.heard()?.rejected(event.id);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toEqual({ kind: 'silent', left: true });
});

test('an answer that comes after the relay said no is still heard', async () => {
  const only = line();
  const answer = ask([only.self]);
  await vi.advanceTimersByTimeAsync(1);
  only.heard()?.rejected(event.id);
  await vi.advanceTimersByTimeAsync(4_000);
  only.heard()?.event('paid');
  expect(await answer).toEqual({ kind: 'answer', answer: 'paid' });
});

test('only an event that no relay was ever handed has not left', async () => {
  const closed: RelayConnection = {
    ...line().self,
    open: () => Promise.reject(new Error('closed')),
  };
  const answer = ask([closed]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await answer).toEqual({ kind: 'silent', left: false });
});

test('the word of a relay that does not have the request ends nothing', async () => {
  const [first, second] = [line(), line()];
  const answer = ask([first.self, second.self]);
  await vi.advanceTimersByTimeAsync(1);
  second.heard()?.rejected(event.id);
  await vi.advanceTimersByTimeAsync(6_000);
  first.heard()?.event('paid');
  expect(await answer).toEqual({ kind: 'answer', answer: 'paid' });
});

test('a computer that slept reads what came meanwhile before it says that nothing came', async () => {
  const [heard, deaf] = [line(), line()];
  const answers = [ask([heard.self]), ask([deaf.self])];
  await vi.advanceTimersByTimeAsync(1);
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(60_000);
  heard.heard()?.event('paid');
  expect(await answers[0]).toEqual({ kind: 'answer', answer: 'paid' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answers[1]).toEqual({ kind: 'silent', left: true });
});
