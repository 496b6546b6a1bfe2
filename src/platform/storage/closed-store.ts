import type { Store } from './stores.ts';

const TABLE = 'records';

/**
 * A store in IndexedDB of the extension's own origin. Content scripts run in the origin of their page, so they cannot
 * open it in either browser; in Firefox they can open `storage.local`. A write is on disk when its promise resolves.
 * https://developer.mozilla.org/docs/Web/API/IDBTransaction/durability
 */
export function closedStore(name: string): Store {
  let opening: Promise<IDBDatabase> | undefined;
  const forget = () => {
    opening = undefined;
  };

  const open = (): Promise<IDBDatabase> => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => {
        const database = request.result;
        database.onclose = forget;
        database.onversionchange = () => {
          forget();
          database.close();
        };
        resolve(database);
      };
      request.onerror = () => reject(request.error);
    });
    opening.catch(forget);
    return opening;
  };

  const run = async <Out>(
    mode: IDBTransactionMode,
    work: (table: IDBObjectStore) => IDBRequest<Out> | undefined,
  ): Promise<Out | undefined> => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  return {
    get: (key) => run<unknown>('readonly', (table) => table.get(key)),
    all: async (prefix) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const keys = (await run('readonly', (table) => table.getAllKeys(range))) ?? [];
      const values = await Promise.all(
        keys.map((key) => run<unknown>('readonly', (table) => table.get(key))),
      );
      return new Map(keys.map((key, at) => [String(key), values[at]]));
    },
    set: async (key, value) => {
      await run('readwrite', (table) => table.put(value, key));
    },
    remove: async (...keys) => {
      await run('readwrite', (table) => {
        for (const key of keys) table.delete(key);
        return undefined;
      });
    },
  };
}
