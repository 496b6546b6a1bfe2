import { expect, test } from 'vitest';
import { coalesce } from '../../../src/core/coalesce.ts';

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
