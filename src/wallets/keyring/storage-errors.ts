import { FareboxError } from '../../core/errors.ts';
import type { Records } from '../records.ts';

async function orStorageError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new FareboxError('error_storage');
  }
}

/** The same place, whose failures (a full or broken disk) are all `error_storage`. */
export function withStorageErrors(records: Records): Records {
  return {
    get: (key) => orStorageError(() => records.get(key)),
    all: (prefix) => orStorageError(() => records.all(prefix)),
    set: (key, value) => orStorageError(() => records.set(key, value)),
    remove: (key) => orStorageError(() => records.remove(key)),
  };
}
