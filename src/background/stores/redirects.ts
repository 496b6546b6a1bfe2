import type { Store } from '../../platform/storage/stores.ts';

const KEY = 'redirects';
/** Navigations that are remembered; the newest stay. */
const KEPT = 50;

/**
 * Who has sent a page's request on to another origin, by request: `webRequest` names who began a navigation, and not
 * who redirected it. In memory and in `session`, since the worker may be ended between a redirect and its page.
 */
export type Redirects = {
  /** Takes up what was noted before the worker slept. */
  load(): Promise<void>;
  /** The page's request was redirected by `url`. */
  note(requestId: string, url: string): void;
  /** The addresses that redirected a page's request; empty where none did. To be asked after `load`. */
  of(requestId: string): readonly string[];
};

export function createRedirects(session: Store): Redirects {
  const hops = new Map<string, readonly string[]>();
  let loaded = false;
  const save = () => session.set(KEY, [...hops]).catch(() => undefined);
  return {
    load: async () => {
      const stored = await session.get(KEY).catch(() => undefined);
      for (const [id, urls] of Array.isArray(stored) ? (stored as [string, string[]][]) : []) {
        hops.set(id, [...urls, ...(hops.get(id) ?? [])]);
      }
      loaded = true;
    },
    note: (requestId, url) => {
      const before = hops.get(requestId) ?? [];
      hops.delete(requestId);
      hops.set(requestId, [...before, url]);
      const [oldest] = hops.keys();
      if (hops.size > KEPT && oldest !== undefined) hops.delete(oldest);
      if (loaded) void save();
    },
    of: (requestId) => hops.get(requestId) ?? [],
  };
}

/** Whether a redirect leads to another origin, or to where is not known. `location`: the header's value. */
export function leavesOrigin(url: string, location: string | undefined): boolean {
  if (location === undefined || !URL.canParse(location, url)) return true;
  return new URL(location, url).origin !== new URL(url).origin;
}
