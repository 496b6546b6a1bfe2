import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 90_000;
const STEP_MS = 50;

/** Waits until `check` says true; rejects with its last error, if any, when that takes too long. */
export async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  let cause: unknown;
  while (performance.now() < end) {
    try {
      if (await check()) return;
    } catch (error) {
      cause = error;
    }
    await setTimeout(STEP_MS);
  }
  throw new Error(`lab: waited too long for ${what}`, { cause });
}
