import { FareboxError } from '../../core/errors.ts';
import type { Records } from '../records.ts';

const TRIES = 'keyring.tries';
/** So many wrong passphrases in a row cost nothing; each one more doubles the wait. */
const FREE_TRIES = 5;
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;

type Tries = { readonly wrong: number /** ms: when the last one was. */; readonly at: number };

const waitAfter = (wrong: number) =>
  wrong < FREE_TRIES
    ? 0
    : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(wrong - FREE_TRIES, 10));

function readTries(stored: unknown): Tries {
  const { wrong, at } = (stored ?? {}) as Record<string, unknown>;
  return Number.isSafeInteger(wrong) && Number.isSafeInteger(at)
    ? { wrong: wrong as number, at: at as number }
    : { wrong: 0, at: 0 };
}

/** ms left to wait. A clock that was set back does not make the wait longer than it was. */
function waitLeft({ wrong, at }: Tries, now: number): number {
  const wait = waitAfter(wrong);
  return Math.max(0, Math.min(wait, at + wait - now));
}

const wrongPassphrase = (wait: number) =>
  wait > 0
    ? new FareboxError('error_passphrase_wait', String(Math.ceil(wait / 1000)))
    : new FareboxError('error_passphrase_wrong');

/**
 * Runs `attempt`, which throws `error_passphrase_wrong` when the passphrase is wrong, and slows guessing.
 * From the fifth wrong one in a row it throws `error_passphrase_wait` (detail: seconds), and while there is
 * a wait it throws that without trying.
 * The try is counted before it is made: ending the worker half-way gives no free guess.
 */
export async function throttled<T>(
  store: Records,
  now: () => number,
  attempt: () => Promise<T>,
): Promise<T> {
  const before = readTries(await store.get(TRIES));
  const left = waitLeft(before, now());
  if (left > 0) throw wrongPassphrase(left);
  const counted: Tries = { wrong: before.wrong + 1, at: now() };
  await store.set(TRIES, counted);
  let result: T;
  try {
    result = await attempt();
  } catch (error) {
    const wrong = error instanceof FareboxError && error.key === 'error_passphrase_wrong';
    if (wrong) throw wrongPassphrase(waitLeft(counted, now()));
    await store.set(TRIES, before);
    throw error;
  }
  await store.remove(TRIES);
  return result;
}
