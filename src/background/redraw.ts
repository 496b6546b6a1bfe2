import { coalesce } from '../core/concurrency.ts';

/** ms: open pages draw again no more often, however much happens. */
const GAP = 100;
/** ms: for so long open pages may be kept from drawing again. A wallet that takes longer is something to show. */
const HELD_BACK = 500;

/** Tells open pages to draw again. */
export type Redraw = {
  /** Something has changed that a page may show. */
  changed(): void;
  /**
   * Runs a task, and tells pages of what changes meanwhile once it has ended, or takes long. A page that draws again asks
   * for a dozen things of the browser and the journal, and a paid request would wait for all of them.
   */
  afterTask<Out>(task: () => Promise<Out>): Promise<Out>;
};

export function createRedraw(tell: () => Promise<void>): Redraw {
  const soon = coalesce(tell, GAP);
  let holding = 0;
  let missed = false;
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
    afterTask: async (task) => {
      const letGo = hold();
      const timer = setTimeout(letGo, HELD_BACK);
      try {
        return await task();
      } finally {
        clearTimeout(timer);
        letGo();
      }
    },
  };
}
