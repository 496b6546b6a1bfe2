import type { Records } from '../records.ts';

const KEY = 'keyring.key';
/** ms: by so much a clock may be put back before it is taken for one that was set back. */
const SLACK = 60_000;

/** The unlocked key as it lies in the session store, with the time until which it may be used. */
type OpenKey = {
  /** 64 hex digits. */
  readonly key: string;
  /** ms since 1970: when it was opened or last used. */
  readonly since: number;
  /** ms since 1970: it is locked by then; absent: only by hand, or when the browser ends. */
  readonly until?: number;
};

/**
 * The unlocked key and its deadline. The deadline lies beside the key and is looked at whenever the key is: the alarm
 * that locks them may be lost, and a clock that was set back would put it off.
 */
export type OpenKeys = {
  /** 64 hex digits; undefined while it is locked, also where its time is over. */
  get(): Promise<string | undefined>;
  set(hex: string): Promise<void>;
  /** The key was used: its time begins anew. Does nothing while it is locked. */
  extend(): Promise<void>;
  remove(): Promise<void>;
};

/** `lockAfter`: ms without use, 0 for ever. */
export function createOpenKeys(
  session: Records,
  now: () => number,
  lockAfter: () => Promise<number>,
): OpenKeys {
  const set = async (key: string) => {
    const since = now();
    const after = await lockAfter();
    const record: OpenKey = { key, since, ...(after > 0 ? { until: since + after } : {}) };
    await session.set(KEY, record);
  };
  const get = async () => {
    const { key, since, until } = ((await session.get(KEY)) ?? {}) as Partial<OpenKey>;
    if (typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key)) return undefined;
    const at = now();
    const over = until !== undefined && at >= until;
    // Where it never locks itself, the clock is no matter.
    const setBack = until !== undefined && (since === undefined || at < since - SLACK);
    if (!over && !setBack) return key;
    await session.remove(KEY);
    return undefined;
  };
  return {
    get,
    set,
    extend: async () => {
      const key = await get();
      if (key !== undefined) await set(key);
    },
    remove: () => session.remove(KEY),
  };
}
