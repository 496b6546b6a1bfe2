import type { Store } from '../../../platform/storage/stores.ts';
import { EXCHANGES } from './exchanges-key.ts';

/** Bytes of `storage.session` that the exchanges of all tabs may take: what payments need is kept in the same store. */
export const BYTES_IN_ALL = 2_000_000;

const KEY = `${EXCHANGES}sizes`;

/** What each tab's exchanges take in the store, in bytes, the tab that was written last at the end. */
type Sizes = Map<number, number>;

/** Keeps count of what the tabs' exchanges take in the session's store. */
export type StoredSizes = {
  /** Makes room for a tab's exchanges: of other tabs, those that were written longest ago are removed. */
  make(tabId: number, bytes: number): Promise<void>;
  forget(tabId: number): Promise<void>;
};

export function createStoredSizes(store: Store): StoredSizes {
  let reading: Promise<Sizes> | undefined;
  const known = () => {
    reading ??= store
      .get(KEY)
      .then((stored) => new Map(Array.isArray(stored) ? (stored as [number, number][]) : []));
    return reading;
  };

  return {
    make: async (tabId, bytes) => {
      const sizes = await known();
      sizes.delete(tabId);
      sizes.set(tabId, bytes);
      let total = [...sizes.values()].reduce((sum, each) => sum + each, 0);
      const gone: number[] = [];
      for (const [other, size] of sizes) {
        if (total <= BYTES_IN_ALL || other === tabId) break;
        gone.push(other);
        sizes.delete(other);
        total -= size;
      }
      if (gone.length > 0) await store.remove(...gone.map((other) => EXCHANGES + other));
      await store.set(KEY, [...sizes]);
    },
    forget: async (tabId) => {
      const sizes = await known();
      if (sizes.delete(tabId)) await store.set(KEY, [...sizes]);
    },
  };
}
