import { setTimeout as pause } from 'node:timers/promises';
import type { WaitOptions } from './driver.ts';

const every = 40;

/** Asks until there is an answer other than undefined or false. Throws after the timeout, with the last error. */
export async function until<Value>(
  ask: () => Promise<Value | undefined | false>,
  { timeout = 15_000, what = 'a condition' }: WaitOptions = {},
): Promise<Value> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const value = await ask();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const named = typeof what === 'string' ? what : what();
      throw new Error(`waited ${timeout} ms for ${named}`, last ? { cause: last } : undefined);
    }
    await pause(every);
  }
}
