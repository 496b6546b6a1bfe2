import type { Store } from '../../../platform/storage/stores.ts';
import { moveIn } from '../move-in.ts';
import { storageError } from './atomically.ts';
import { type Database, openDatabase } from './database.ts';

/**
 * Opens the journal's database when it is first asked for, with what version 0.1.0 kept moved into it; anew after the
 * browser has closed it. `opened` is called with each opening. Throws `error_storage`.
 */
export function connection(old: Store, opened: () => void, name?: string): () => Promise<Database> {
  let opening: Promise<Database> | undefined;
  const forget = () => {
    opening = undefined;
  };
  const open = async () => {
    const database = await openDatabase(forget, name);
    try {
      await moveIn(database, old);
      opened();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  return () => {
    opening ??= open().catch((error: unknown) => {
      forget();
      throw storageError(error);
    });
    return opening;
  };
}
