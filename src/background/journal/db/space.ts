import { FareboxError } from '../../../core/errors.ts';

/** What the browser says of the room on the disk, bytes (https://storage.spec.whatwg.org/#dom-storagemanager-estimate). */
export type Estimate = () => Promise<{ readonly usage?: number; readonly quota?: number }>;

/** Bytes that are kept for payments that are open: nothing new begins in them. One needs some 20 KB on its way. */
const HEADROOM = 4 * 1024 * 1024;
/** ms: for so long an estimate is believed. No payment fills the headroom in that time. */
const BELIEVED = 60_000;

/** Throws `error_storage` when there is not enough room for a new payment and for all that are open. */
export function createSpace(estimate: Estimate, now: () => number): () => Promise<void> {
  let last: { readonly at: number; readonly left: number } | undefined;
  return async () => {
    const age = last === undefined ? Number.NaN : now() - last.at;
    if (!(age >= 0 && age < BELIEVED)) {
      const { usage, quota } = await estimate().catch(() => ({ usage: 0, quota: undefined }));
      // Where the browser says nothing, the write itself tells.
      last = { at: now(), left: (quota ?? Number.POSITIVE_INFINITY) - (usage ?? 0) };
    }
    if (last !== undefined && last.left < HEADROOM) {
      const left = last.left;
      last = undefined;
      throw new FareboxError('error_storage', `${left} bytes left`);
    }
  };
}
