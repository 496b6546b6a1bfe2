import { createQueue } from '../../../core/concurrency.ts';
import { siteKey } from '../../../core/web/site/site.ts';
import type { Store } from '../../../platform/storage/stores.ts';

const KEY = 'popup-cooldown';
const OPENED = 'opened';
/** ms: two dismissals of a site within this begin its cooldown. */
const WINDOW = 60_000;
/** ms: for how long. */
const COOLDOWN = 10 * 60_000;
/** Dismissals within `WINDOW`, of whatever sites, after which no popup opens by itself for `COOLDOWN`. */
const DISMISSALS_IN_ALL = 4;
/** Popups that open by themselves within `WINDOW`, for whatever sites. */
const OPENINGS_IN_ALL = 6;

/** A popup that Farebox has opened by itself and the user has not answered yet. */
type Opened = { readonly tabId: number; readonly url: string };

/**
 * How often popups were dismissed lately: by site (its registrable domain, since subdomains cost nothing) and in all.
 * Gone with the browser.
 */
export type PopupCooldown = {
  /** "Not now" to a URL: after the second one to its site within a minute no popup opens by itself for ten. */
  dismissed(url: string): Promise<void>;
  /** Whether a URL's site has been told no often enough to be left to its badge, or all sites have. */
  isActive(url: string): Promise<boolean>;
  /** A popup opens by itself over a tab. Resolves with whether that is not too many. */
  opening(tabId: number, url: string): Promise<boolean>;
  /** It could not be opened. */
  notOpened(tabId: number): Promise<void>;
  /** Something was pressed in the popup over a tab, or its page was answered in another way. */
  answered(tabId: number): Promise<void>;
  /** The popup over a tab was closed: if it had opened by itself and nothing was pressed, that is a "Not now". */
  closed(tabId: number): Promise<void>;
};

type Times = {
  /** By site. */
  readonly sites: Readonly<Record<string, { readonly last: number; readonly until?: number }>>;
  readonly dismissals: readonly number[];
  readonly openings: readonly number[];
  /** No popup opens by itself before this. */
  readonly until?: number;
};

const NONE: Times = { sites: {}, dismissals: [], openings: [] };

/** A URL's site; what is no site counts under its own text. */
const siteFor = (url: string) => siteKey(url) ?? url;

export function createPopupCooldown(session: Store, now: () => number): PopupCooldown {
  const inTurn = createQueue();
  const read = async (): Promise<Times> => ({
    ...NONE,
    ...((await session.get(KEY)) as Partial<Times> | undefined),
  });
  const lately = (times: readonly number[], at: number) =>
    times.filter((time) => at - time < WINDOW);
  const opened = async () => (await session.get(OPENED)) as Opened | undefined;

  const dismissed = async (url: string) => {
    const times = await read();
    const at = now();
    const site = siteFor(url);
    const before = times.sites[site];
    const again = at - (before?.last ?? Number.NEGATIVE_INFINITY) < WINDOW;
    const until = again ? at + COOLDOWN : before?.until;
    const recent = Object.entries(times.sites).filter(
      ([, { last, until = 0 }]) => Math.max(last + WINDOW, until) > at,
    );
    const dismissals = [...lately(times.dismissals, at), at];
    await session.set(KEY, {
      ...times,
      sites: {
        ...Object.fromEntries(recent),
        [site]: { last: at, ...(until === undefined ? {} : { until }) },
      },
      dismissals,
      ...(dismissals.length >= DISMISSALS_IN_ALL ? { until: at + COOLDOWN } : {}),
    });
  };

  return {
    dismissed: (url) => inTurn(() => dismissed(url)),
    isActive: async (url) => {
      const { sites, until = 0 } = await read();
      return Math.max(sites[siteFor(url)]?.until ?? 0, until) > now();
    },
    opening: (tabId, url) =>
      inTurn(async () => {
        const times = await read();
        const at = now();
        const openings = lately(times.openings, at);
        if (openings.length >= OPENINGS_IN_ALL) return false;
        await session.set(KEY, { ...times, openings: [...openings, at] });
        await session.set(OPENED, { tabId, url });
        return true;
      }),
    notOpened: (tabId) => inTurn(() => forget(tabId)),
    answered: (tabId) => inTurn(() => forget(tabId)),
    closed: (tabId) =>
      inTurn(async () => {
        const popup = await opened();
        if (popup?.tabId !== tabId) return;
        await session.remove(OPENED);
        await dismissed(popup.url);
      }),
  };

  async function forget(tabId: number): Promise<void> {
    if ((await opened())?.tabId === tabId) await session.remove(OPENED);
  }
}
