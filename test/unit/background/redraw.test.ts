import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRedraw } from '../../../src/background/redraw.ts';

// A class of news: all that comes while a task runs that must not be kept waiting by pages that draw again.
describe('pages draw again', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function made() {
    const told: number[] = [];
    const redraw = createRedraw(async () => void told.push(Date.now()));
    return { ...redraw, told, start: Date.now() };
  }
  const during = <T>(ms: number, out: T) =>
    new Promise<T>((resolve) => void setTimeout(() => resolve(out), ms));

  it('at once where nothing holds them back', () => {
    const { changed, told, start } = made();
    changed();
    expect(told).toEqual([start]);
  });

  it('once after a task, however much changed while it ran, and its result is given back', async () => {
    const { changed, afterTask, told, start } = made();
    const result = afterTask(() => during(30, 'paid'));
    for (let n = 0; n < 3; n++) changed();
    await vi.advanceTimersByTimeAsync(29);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toEqual([start + 30]);
    expect(await result).toBe('paid');
  });

  it('not at all after a task in which nothing changed', async () => {
    const { afterTask, told } = made();
    await Promise.all([afterTask(() => during(30, 1)), vi.advanceTimersByTimeAsync(2000)]);
    expect(told).toEqual([]);
  });

  it('after the request has left that a task began, and the task ends then', async () => {
    const { changed, afterTask, requestLeft, told, start } = made();
    const result = afterTask(
      () => during(30, 'sent'),
      (out) => out === 'sent',
    );
    changed();
    await vi.advanceTimersByTimeAsync(50);
    expect(told).toEqual([]);
    requestLeft();
    expect(await result).toBe('sent');
    expect(told).toEqual([start + 50]);
  });

  it('soon after a task whose request does not leave', async () => {
    const { changed, afterTask, told, start } = made();
    const result = afterTask(
      () => during(30, 'sent'),
      (out) => out === 'sent',
    );
    changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await result).toBe('sent');
    expect(told).toEqual([start + 130]);
  });

  it('without waiting where a task began no request', async () => {
    const { changed, afterTask, told, start } = made();
    const result = afterTask(
      () => during(30, 'armed'),
      (out) => out === 'sent',
    );
    changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await result).toBe('armed');
    expect(told).toEqual([start + 30]);
  });

  it('after a task that fails, which throws what it threw', async () => {
    const { changed, afterTask, told, start } = made();
    const failing = expect(
      afterTask(async () => {
        changed();
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await failing;
    expect(told).toEqual([start]);
  });

  it('while a task runs that takes long, and as usual from then on', async () => {
    const { changed, afterTask, told, start } = made();
    const result = afterTask(() => during(10_000, undefined));
    changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toEqual([start + 500]);
    changed();
    expect(told).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(20_000);
    await result;
    expect(told).toHaveLength(2);
  });

  it('after the last of several tasks', async () => {
    const { changed, afterTask, told, start } = made();
    const all = [afterTask(() => during(10, 1)), afterTask(() => during(40, 2))];
    changed();
    await vi.advanceTimersByTimeAsync(2000);
    await Promise.all(all);
    expect(told).toEqual([start + 40]);
  });
});
