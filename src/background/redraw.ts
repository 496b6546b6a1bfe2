import { coalesce } from '../core/concurrency.ts';

/** ms: open pages draw again no more often, however much happens. */
const GAP = 100;
/** ms: for so long open pages may be kept from drawing again. A wallet that takes longer is something to show. */
const HELD_BACK = 500;
/** ms: for so long a request that has been begun may take until it leaves. */
const LEAVES = 100;

/** Tells open pages to draw again. */
export type Redraw = {
  /** Something has changed that a page may show. */
  changed(): void;
  /**
   * Runs a task, and tells pages of what changes meanwhile once it has ended, or takes long. A page that draws again asks
   * for a dozen things of the browser and the journal, and a paid request would wait for all of them. Where the task has
   * begun a request (`begins`), it ends when that has left.
   */
  afterTask<Out>(task: () => Promise<Out>, begins?: (out: Out) => boolean): Promise<Out>;
  /** A paid request has left. */
  requestLeft(): void;
};

export function createRedraw(tell: () => Promise<void>): Redraw {
  const soon = coalesce(tell, GAP);
  let holding = 0;
  let missed = false;
  const waiting = new Set<() => void>();
  const leaves = async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
      timer = setTimeout(() => {
        waiting.delete(resolve);
        resolve();
      }, LEAVES);
    });
    clearTimeout(timer);
  };
  const changed = () => {
    if (holding > 0) missed = true;
    else void soon();
  };
  const hold = () => {
    let held = true;
    holding++;
    return () => {
      if (!held) return;
      held = false;
      holding--;
      if (holding > 0 || !missed) return;
      missed = false;
      void soon();
    };
  };
  return {
    changed,
    requestLeft: () => {
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
    afterTask: async (task, begins) => {
      const letGo = hold();
      const timer = setTimeout(letGo, HELD_BACK);
      try {
        const out = await task();
        if (begins?.(out) === true) await leaves();
        return out;
      } finally {
        clearTimeout(timer);
        letGo();
      }
    },
  };
}
