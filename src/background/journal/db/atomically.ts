import { FareboxError } from '../../../core/errors.ts';
import { type Database, type Reading, TABLES, type Writing } from './database.ts';

/** `strict`: on disk when it resolves. https://developer.mozilla.org/docs/Web/API/IDBTransaction/durability */
export type Durability = 'strict' | 'relaxed';

/**
 * Runs `write` in one transaction over all tables: all of it is done, or nothing. It need not wait for its last writes
 * (`later`). What throws within `own` is thrown as
 * it is, and so is a `FareboxError`; any other failure is one of the disk, `error_storage`.
 */
export async function atomically<Out>(
  database: Database,
  durability: Durability,
  write: (tx: Writing, own: Own) => Promise<Out>,
): Promise<Out> {
  let refusal: { readonly error: unknown } | undefined;
  const own: Own = (decide) => {
    try {
      return decide();
    } catch (error) {
      refusal = { error };
      throw error;
    }
  };
  let tx: Writing | undefined;
  try {
    tx = database.transaction([...TABLES], 'readwrite', { durability });
    const done = tx.done;
    done.catch(() => undefined);
    const out = await write(tx, own);
    commit(tx);
    await done;
    return out;
  } catch (error) {
    // Else what was asked for before the failure would be written.
    if (tx !== undefined) abort(tx);
    if (refusal !== undefined) throw refusal.error;
    throw storageError(error);
  }
}

/** Marks what throws by intention. */
export type Own = <T>(decide: () => T) => T;

/** Runs `read` in one transaction over all tables. `error_storage` when the disk fails. */
export async function consistently<Out>(
  database: Database,
  read: (tx: Reading) => Promise<Out>,
): Promise<Out> {
  const tx = database.transaction([...TABLES], 'readonly');
  tx.done.catch(() => undefined);
  return read(tx).catch((error: unknown) => {
    throw storageError(error);
  });
}

export function storageError(error: unknown): FareboxError {
  return error instanceof FareboxError
    ? error
    : new FareboxError('error_storage', String(error).slice(0, 200));
}

/** What was asked for is committed with it, and not only when the browser has heard that nothing more will be. */
function commit(tx: Writing): void {
  try {
    tx.commit();
  } catch {
    // The browser has begun to by itself.
  }
}

function abort(tx: Writing): void {
  try {
    tx.abort();
  } catch {
    // The browser has ended it already.
  }
}
