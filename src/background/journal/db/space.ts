import { FareboxError } from '../../../core/errors.ts';

/** What the browser says of the room on the disk, bytes (https://storage.spec.whatwg.org/#dom-storagemanager-estimate). */
export type Estimate = () => Promise<{ readonly usage?: number; readonly quota?: number }>;

/** Bytes that are kept for payments that are open: nothing new begins in them. One needs some 20 KB on its way. */
const HEADROOM = 4 * 1024 * 1024;
/** Bytes: with less than this the user is told, while there is time to make room. */
const LOW = 64 * 1024 * 1024;
/** ms: for so long an estimate is believed. No payment fills the headroom in that time. */
const BELIEVED = 60_000;

export type Space = {
  /** Throws `error_storage` when there is not enough room for a new payment and for all that are open. */
  check(): Promise<void>;
  /** Whether there soon will not be. Never throws. */
  isLow(): Promise<boolean>;
};

export function createSpace(estimate: Estimate, now: () => number): Space {
  let last: { readonly at: number; readonly left: number } | undefined;
  const left = async (): Promise<number> => {
    const age = last === undefined ? Number.NaN : now() - last.at;
    if (last !== undefined && age >= 0 && age < BELIEVED) return last.left;
    const { usage, quota } = await estimate().catch(() => ({ usage: 0, quota: undefined }));
    // Where the browser says nothing, the write itself tells.
    const found = (quota ?? Number.POSITIVE_INFINITY) - (usage ?? 0);
    // Too little is not remembered: the user makes room, and tries again.
    last = found < LOW ? undefined : { at: now(), left: found };
    return found;
  };
  return {
    check: async () => {
      const found = await left();
      if (found < HEADROOM) throw new FareboxError('error_storage', `${found} bytes left`);
    },
    isLow: async () => (await left()) < LOW,
  };
}
