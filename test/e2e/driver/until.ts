import { setTimeout as pause } from 'node:timers/promises';
import type { WaitOptions } from './driver.ts';

const every = 40;
/** ms: what one round counts for at most. A machine that stands still for long gives no chance to ask. */
const MOST_A_ROUND = 2_000;

/** Asks until there is an answer other than undefined or false. Throws after the timeout, with the last error. */
export async function until<Value>(
  ask: () => Promise<Value | undefined | false>,
  { timeout = 30_000, what = 'a condition' }: WaitOptions = {},
): Promise<Value> {
  let waited = 0;
  let last: unknown;
  for (;;) {
    const began = Date.now();
    try {
      const value = await ask();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    if (waited > timeout) {
      const named = typeof what === 'string' ? what : what();
      throw new Error(`waited ${timeout} ms for ${named}`, last ? { cause: last } : undefined);
    }
    await pause(every);
    waited += Math.min(Date.now() - began, MOST_A_ROUND);
  }
}
