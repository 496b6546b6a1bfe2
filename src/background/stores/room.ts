import { siteKey } from '../../core/web/site/site.ts';
import type { Seen, Tabs } from './tab-store.ts';

/** Bytes of `storage.session` that the 402s of one site may take, and those of all; the browsers give 10 MB. */
export const PER_SITE = 1_500_000;
export const IN_ALL = 6_000_000;

type Held = { readonly seen: Seen; readonly site: string; readonly bytes: number };

/** The room that 402s take in the tabs' records. */
export type Room = {
  /**
   * The 402s that have to go so that a new one finds room: of its site, then of all, the oldest first. One site that
   * floods the store takes the room of its own records, and other sites can still be paid. Changes nothing.
   */
  tooMany(records: readonly Seen[], coming: Seen): readonly Seen[];
  /** Makes room in the tabs' records for a 402 that is about to be written. */
  make(coming: Seen): Promise<void>;
};

export function createRoom(tabs: Pick<Tabs, 'all' | 'change'>): Room {
  // A record is written as JSON once, however many 402s come after it.
  const sizes = new WeakMap<object, number>();

  /** What a 402 takes in the store: bytes of its JSON. */
  const bytesOf = ({ response }: Seen): number => {
    let bytes = sizes.get(response);
    if (bytes === undefined) {
      bytes = new TextEncoder().encode(JSON.stringify(response)).length;
      sizes.set(response, bytes);
    }
    return bytes;
  };

  const held = (seen: Seen): Held => ({
    seen,
    site: siteKey(seen.response.url) ?? '',
    bytes: bytesOf(seen),
  });

  const tooMany: Room['tooMany'] = (records, coming) => {
    const all = records.map(held).sort((a, b) => a.seen.at - b.seen.at);
    const next = held(coming);
    const gone = new Set<Held>();
    const drop = (list: readonly Held[], budget: number) => {
      let total = next.bytes + list.reduce((sum, { bytes }) => sum + bytes, 0);
      for (const item of list) {
        if (total <= budget) return;
        gone.add(item);
        total -= item.bytes;
      }
    };
    drop(
      all.filter(({ site }) => site === next.site),
      PER_SITE,
    );
    drop(
      all.filter((item) => !gone.has(item)),
      IN_ALL,
    );
    return [...gone].map(({ seen }) => seen);
  };

  return {
    tooMany,
    make: async (coming) => {
      const records = (await tabs.all()).flatMap(({ seen, before }) =>
        before === undefined ? seen : [...seen, before],
      );
      const gone = new Set(tooMany(records, coming).map(({ id }) => id));
      if (gone.size === 0) return;
      const full = records.filter(({ id }) => gone.has(id)).map(({ tabId }) => tabId);
      for (const tabId of new Set(full)) {
        await tabs.change(tabId, ({ before, ...tab }) => ({
          ...tab,
          seen: tab.seen.filter(({ id }) => !gone.has(id)),
          ...(before === undefined || gone.has(before.id) ? {} : { before }),
        }));
      }
    },
  };
}
