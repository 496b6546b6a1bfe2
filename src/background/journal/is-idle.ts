import { DONE, JOURNAL, MOVED, VERSION } from './db/name.ts';

/**
 * Whether the journal has nothing to do: no payment is open, no change is owed, and nothing is left to be moved into it.
 * Asked at each start of the worker, so it reads two numbers, loads nothing, and makes no database. False where the
 * answer is not known.
 */
export async function isIdle(name = JOURNAL): Promise<boolean> {
  const database = await existing(name).catch(() => undefined);
  if (database === undefined) return false;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const tx = database.transaction(['payments', 'meta'], 'readonly');
      const open = tx.objectStore('payments').index('open').count();
      const moved = tx.objectStore('meta').get(MOVED);
      tx.oncomplete = () => resolve(open.result === 0 && moved.result === DONE);
      tx.onabort = () => reject(tx.error);
    });
  } catch {
    return false;
  } finally {
    database.close();
  }
}

function existing(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    // There is none yet: it is made by what fills it (database.ts).
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
