import { browser } from '../browser.ts';
import { createJoinedReads } from './joined-reads.ts';

/** A place for JSON values. A failed write rejects; nothing is half written. */
export type Store = {
  get(key: string): Promise<unknown>;
  /** All entries whose key begins with `prefix`. */
  all(prefix: string): Promise<Map<string, unknown>>;
  set(key: string, value: unknown): Promise<void>;
  remove(...keys: string[]): Promise<void>;
};

type Area = Pick<typeof browser.storage.local, 'get' | 'set' | 'remove'>;

function store(area: () => Area): Store {
  const { read, ask } = createJoinedReads((keys) => area().get(keys));
  return {
    get: read,
    all: async (prefix) => {
      const entries = Object.entries(await area().get(null));
      return new Map(entries.filter(([key]) => key.startsWith(prefix)));
    },
    set: (key, value) => {
      ask();
      return area().set({ [key]: value });
    },
    remove: (...keys) => {
      ask();
      return area().remove(keys);
    },
  };
}

/** On disk, until the extension is removed. */
export const local = store(() => browser.storage.local);

type Closable = { setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void> };

/**
 * Closes `storage.local` to content scripts where the browser can (Chromium). Otherwise a page that has taken over the
 * process of a content script could write grants, limits and payments. `session` is closed by default in both browsers.
 * https://developer.chrome.com/docs/extensions/reference/api/storage#type-AccessLevel
 */
export async function closeToPages(): Promise<void> {
  const area = browser.storage.local as Closable;
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** In memory, until the browser ends; outlives the worker. Closed to content scripts by default. */
export const session = store(() => browser.storage.session);
