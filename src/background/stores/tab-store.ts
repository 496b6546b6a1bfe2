import { coalesceByKey, createQueue } from '../../core/concurrency.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { RequestType } from '../../core/web/request-type.ts';
import type { SentBody } from '../../core/web/sent-body.ts';
import type { Store } from '../../platform/storage/stores.ts';
import { EXCHANGES } from './exchanges/exchanges-key.ts';

/** One 402 that a tab met. */
export type Seen = {
  /** New for every response. */
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly type: RequestType;
  readonly response: HttpResponse;
  /** ms since 1970. */
  readonly at: number;
  /** Of all but a page: the document that asked. */
  readonly initiator?: string;
  /** The request had an `Authorization` of its own. */
  readonly authorization?: true;
  /** What the request took along. */
  readonly sent?: SentBody;
  /** A worker of the page asked: the browser named no tab, and `tabId` is a tab that shows its site. */
  readonly worker?: true;
  /**
   * Of a page: the user or its own site began the navigation (core/web/navigation). Absent where that is unknown, as for a
   * page that its service worker answered.
   */
  readonly begunHere?: boolean;
  /** Of a page: its tab showed this very address just before. */
  readonly again?: boolean;
  /**
   * `none`: not needed; `awaited`: being read; `missing`: the browser keeps it from us.
   */
  readonly body: 'none' | 'awaited' | 'read' | 'missing';
  /** Its terms were asked for again by ourselves. */
  readonly refetched?: boolean;
  /** The user pressed "Not now": it is neither shown by itself nor announced. */
  readonly skipped?: boolean;
  /** Ids of the same request's 402s in whose place this one came, the newest last: a popup may still show one. */
  readonly formerly?: readonly string[];
};

/** What is known of a tab. In memory of the browser only: gone when it ends. */
export type TabRecord = {
  readonly seen: readonly Seen[];
  /** The page's 402 before this one: the user may still be looking at its price. */
  readonly before?: Seen;
  /** The payment whose outcome this tab shows. */
  readonly payment?: string;
  /** The address that it was for, without fragment. */
  readonly paidUrl?: string;
  /** Of what a page asked for: the origin that the tab showed when it was paid. */
  readonly paidOn?: string;
};

export type Tabs = {
  get(tabId: number): Promise<TabRecord>;
  all(): Promise<TabRecord[]>;
  /** Changes a tab's record; changes of one tab happen one after another. Resolves when it is written. */
  change(tabId: number, change: (record: TabRecord) => TabRecord): Promise<TabRecord>;
  forget(tabId: number): Promise<void>;
  /** Tells of every 402 that is written down or gets its body, and of tabs that are forgotten. One listener. */
  watch(listener: (news: TabNews) => void): void;
};

/** What changes in the tabs' records. */
export type TabNews = { readonly seen: Seen } | { readonly gone: number };

/** Of one tab. A page that throws a thousand 402s about loses the oldest, but never its own. */
export const SEEN_PER_TAB = 20;
const PREFIX = 'tab:';
const EMPTY: TabRecord = { seen: [] };

function newest(seen: readonly Seen[]): readonly Seen[] {
  if (seen.length <= SEEN_PER_TAB) return seen;
  const page = seen.filter(({ type }) => type === 'main_frame');
  const others = seen.filter(({ type }) => type !== 'main_frame');
  return [...page, ...others.slice(page.length - SEEN_PER_TAB)];
}

export function createTabs(store: Store): Tabs {
  const inTurn = createQueue();
  const cache = new Map<number, TabRecord>();
  let complete = false;
  let tell = (_: TabNews): void => undefined;

  /** Writes the record as it is by then: a thousand changes that wait for one write need no more than two. */
  const write = coalesceByKey(async (tabId: number) => {
    const record = cache.get(tabId);
    if (record !== undefined) await store.set(PREFIX + tabId, record);
  });

  const get = async (tabId: number): Promise<TabRecord> => {
    const cached = cache.get(tabId);
    if (cached !== undefined) return cached;
    const record = ((await store.get(PREFIX + tabId)) as TabRecord | undefined) ?? EMPTY;
    // A change may have come in between.
    const newer = cache.get(tabId);
    if (newer !== undefined) return newer;
    cache.set(tabId, record);
    return record;
  };

  return {
    get,
    all: async () => {
      // What is on disk is read once in a worker's life: from then on every change passes through here.
      if (!complete) {
        const stored = [...(await store.all(PREFIX)).keys()];
        await Promise.all(stored.map((key) => get(Number(key.slice(PREFIX.length)))));
        complete = true;
      }
      return [...cache.values()];
    },
    change: async (tabId, change) => {
      const [before, record] = await inTurn(async () => {
        const old = await get(tabId);
        const after = change(old);
        if (after === old) return [old, old];
        const changed = { ...after, seen: newest(after.seen) };
        cache.set(tabId, changed);
        return [old, changed];
      });
      for (const seen of record.seen) if (!before.seen.includes(seen)) tell({ seen });
      if (record !== before) await write(tabId);
      return record;
    },
    forget: async (tabId) => {
      await inTurn(async () => {
        cache.delete(tabId);
      });
      // After a write that is under way: it would bring the record back.
      await write(tabId);
      await store.remove(PREFIX + tabId, EXCHANGES + tabId);
      tell({ gone: tabId });
    },
    watch: (listener) => {
      tell = listener;
    },
  };
}
