import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  coalesce,
  coalesceByKey,
  createKeyedLock,
  createQueue,
  createSingleFlight,
} from '../../../src/core/concurrency.ts';

afterEach(() => void vi.useRealTimers());

/** A task that ends when the test says so. */
function held<T>() {
  let end = (_: T): void => undefined;
  let fail = (_: Error): void => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end, fail };
}

describe('a queue', () => {
  test('runs a task only when the one before has ended, also when that fails', async () => {
    const inTurn = createQueue();
    const first = held<void>();
    const order: string[] = [];
    const one = inTurn(() => first.promise);
    const two = inTurn(async () => order.push('second'));
    const three = inTurn(async () => order.push('third'));
    await Promise.resolve();
    expect(order).toEqual([]);
    first.fail(new Error('no'));
    await expect(one).rejects.toThrow('no');
    await Promise.all([two, three]);
    expect(order).toEqual(['second', 'third']);
  });

  test('gives each caller its own result', async () => {
    const inTurn = createQueue();
    const all = [1, 2, 3].map((n) => inTurn(async () => n * n));
    expect(await Promise.all(all)).toEqual([1, 4, 9]);
  });
});

const createLock = () => createKeyedLock(() => new Error('busy'));

describe('a lock by key', () => {
  test('waits for what is under way, also when that fails, and never runs beside it', async () => {
    const { withLock, afterLock, isLocked } = createLock();
    const order: string[] = [];
    const running = held<void>();
    const first = withLock('a', () => running.promise);
    const say = (word: string) => async () => {
      order.push(`${word} begins`);
      await Promise.resolve();
      order.push(`${word} ends`);
    };
    const waiting = [afterLock('a', say('second')), afterLock('b', say('other'))];
    await expect(withLock('a', say('never'))).rejects.toThrow('busy');
    await waiting[1];
    expect(order).toEqual(['other begins', 'other ends']);
    expect([isLocked('a'), isLocked('b')]).toEqual([true, false]);
    running.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await waiting[0];
    expect(order.slice(2)).toEqual(['second begins', 'second ends']);
    expect(isLocked('a')).toBe(false);
  });

  test('of several that wait one runs at a time', async () => {
    const { afterLock } = createLock();
    let inside = 0;
    const most: number[] = [];
    const task = async () => {
      most.push(++inside);
      await Promise.resolve();
      inside--;
    };
    await Promise.all(Array.from({ length: 5 }, () => afterLock('a', task)));
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  test('is not shared by two locks', async () => {
    const [one, other] = [createLock(), createLock()];
    const running = held<void>();
    const first = one.withLock('a', () => running.promise);
    await expect(other.withLock('a', async () => 1)).resolves.toBe(1);
    running.end();
    await first;
  });
});

describe('a single flight', () => {
  test('runs once for all who want the same, and each key by itself', async () => {
    const once = createSingleFlight();
    const running = held<number>();
    const task = vi.fn(() => running.promise);
    const all = [once('a', task), once('a', task), once('a', task)];
    expect(await once('b', async () => 7)).toBe(7);
    running.end(3);
    expect(await Promise.all(all)).toEqual([3, 3, 3]);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test('runs anew after its end, also after a failure that all have seen', async () => {
    const once = createSingleFlight();
    const fails = async () => {
      throw new Error('down');
    };
    const both = await Promise.allSettled([once('a', fails), once('a', async () => 1)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await once('a', async () => 2)).toBe(2);
    expect(await once('a', async () => 3)).toBe(3);
  });
});

describe('coalesced runs', () => {
  test('a thousand calls are two runs, and each call ends after a run that began after it', async () => {
    let runs = 0;
    let state = 0;
    let written = -1;
    const write = coalesce(async () => {
      runs++;
      written = state;
      await Promise.resolve();
    });
    const calls: Promise<void>[] = [];
    for (let i = 1; i <= 1000; i++) {
      state = i;
      calls.push(write().then(() => expect(written).toBeGreaterThanOrEqual(i)));
    }
    await Promise.all(calls);
    expect(runs).toBe(2);
  });

  test('a run that fails is its callers’ own, and the next one runs', async () => {
    let runs = 0;
    const task = coalesce(async () => {
      runs++;
      if (runs === 1) throw new Error('full');
    });
    const [first, second] = await Promise.allSettled([task(), task()]);
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
    await task();
    expect(runs).toBe(3);
  });

  test('with a gap, calls within it wait for one run after it', async () => {
    vi.useFakeTimers();
    const task = vi.fn(async () => undefined);
    const redraw = coalesce(task, 100);
    await redraw();
    const later = [redraw(), redraw()];
    await vi.advanceTimersByTimeAsync(99);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await Promise.all(later);
    expect(task).toHaveBeenCalledTimes(2);
  });

  test('by key: one key waits for no other', async () => {
    const running = held<void>();
    const ran: string[] = [];
    const write = coalesceByKey(async (key: string) => {
      ran.push(key);
      if (key === 'a') await running.promise;
    });
    const first = [write('a'), write('a'), write('a')];
    await Promise.all([write('b'), write('c')]);
    expect(ran).toEqual(['a', 'b', 'c']);
    running.end();
    await Promise.all(first);
    expect(ran).toEqual(['a', 'b', 'c', 'a']);
  });
});
