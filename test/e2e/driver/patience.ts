import { setTimeout as pause } from 'node:timers/promises';

/** ms: as long as Firefox is given. */
const PATIENCE = 60_000;

/** The same, but rejects with `what` when it takes longer: a browser that is stuck must not hold up all others. */
export async function inTime<Value>(work: Promise<Value>, what: string): Promise<Value> {
  const over = new AbortController();
  const late = pause(PATIENCE, undefined, { signal: over.signal }).then(() => {
    throw new Error(`no answer to ${what} in ${PATIENCE} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
