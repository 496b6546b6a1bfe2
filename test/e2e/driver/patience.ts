import { setTimeout as pause } from 'node:timers/promises';

/** ms: as long as Firefox is given. */
const PATIENCE = 60_000;

/**
 * ms, for a question that can be asked again: Chromium may give no answer to one whose document is replaced
 * while it is asked.
 */
export const BRIEF = 4_000;

/** What `inTime` rejects with. */
export class Late extends Error {}

/** The same, but rejects (`Late`) with `what` when it takes longer: a browser that is stuck must not hold up all others. */
export async function inTime<Value>(
  work: Promise<Value>,
  what: string,
  patience = PATIENCE,
): Promise<Value> {
  const over = new AbortController();
  const late = pause(patience, undefined, { signal: over.signal }).then(() => {
    throw new Late(`no answer to ${what} in ${patience} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
