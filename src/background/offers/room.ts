import { siteKey } from '../../core/web/site.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';

/** Bytes of `storage.session` that the 402s of one site may take, and those of all; the browsers give 10 MB. */
export const PER_SITE = 1_500_000;
export const IN_ALL = 6_000_000;

type Held = { readonly seen: Seen; readonly site: string; readonly bytes: number };

const sizes = new WeakMap<object, number>();

/** What a 402 takes in the store: bytes of its JSON. */
function bytesOf({ response }: Seen): number {
  let bytes = sizes.get(response);
  if (bytes === undefined) {
    bytes = new TextEncoder().encode(JSON.stringify(response)).length;
    sizes.set(response, bytes);
  }
  return bytes;
}

function held(seen: Seen): Held {
  return { seen, site: siteKey(seen.response.url) ?? '', bytes: bytesOf(seen) };
}

/**
 * The 402s that have to go so that a new one finds room: of its site, then of all, the oldest first. One site that
 * floods the store takes the room of its own records, and other sites can still be paid. Pure.
 */
export function tooMany(records: readonly Seen[], coming: Seen): readonly Seen[] {
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
}

/** Makes room in the tabs' records for a 402 that is about to be written. */
export async function makeRoom({ tabs }: Context, coming: Seen): Promise<void> {
  const records = (await tabs.all()).flatMap(({ seen, before }) =>
    before === undefined ? seen : [...seen, before],
  );
  const gone = new Set(tooMany(records, coming).map(({ id }) => id));
  if (gone.size === 0) return;
  for (const tabId of new Set(records.filter(({ id }) => gone.has(id)).map((seen) => seen.tabId))) {
    await tabs.change(tabId, ({ before, ...tab }) => ({
      ...tab,
      seen: tab.seen.filter(({ id }) => !gone.has(id)),
      ...(before === undefined || gone.has(before.id) ? {} : { before }),
    }));
  }
}
