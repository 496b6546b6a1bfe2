import type { Store } from '../platform/stores.ts';
import type { Farebox } from './farebox.ts';

const KEY = 'quiet';
const WINDOW = 60_000;
const QUIET = 10 * 60_000;

/** How often a site was refused lately; gone with the browser. */
export type Quiet = {
  /** "Not now": the second within a minute makes the site quiet for ten. */
  refused(origin: string): Promise<void>;
  /** Whether a site has been told no often enough to be left to its badge. */
  isQuiet(origin: string): Promise<boolean>;
};

type Refusals = { readonly [origin: string]: { readonly last: number; readonly until?: number } };

export function createQuiet(session: Store, now: () => number): Quiet {
  const read = async () => ((await session.get(KEY)) as Refusals | undefined) ?? {};
  return {
    refused: async (origin) => {
      const all = await read();
      const at = now();
      const again = at - (all[origin]?.last ?? 0) < WINDOW;
      const entry = again ? { last: at, until: at + QUIET } : { last: at };
      const recent = Object.entries(all).filter(
        ([, { last, until = 0 }]) => Math.max(last + WINDOW, until) > at,
      );
      await session.set(KEY, { ...Object.fromEntries(recent), [origin]: entry });
    },
    isQuiet: async (origin) => ((await read())[origin]?.until ?? 0) > now(),
  };
}

/** Whether the popup may open by itself for a site. */
export async function mayOpen(farebox: Farebox, origin: string): Promise<boolean> {
  const { openPopup, blocked } = await farebox.settings();
  return openPopup && !blocked.includes(origin) && !(await farebox.quiet.isQuiet(origin));
}
