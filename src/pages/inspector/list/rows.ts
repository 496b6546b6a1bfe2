import { withoutFragment } from '../../../core/web/http.ts';
import type { ExchangeRow } from '../../../messages/index.ts';

/** Rows that are kept; a tab that is left open for a day loses its oldest. */
export const MOST_ROWS = 20_000;

/**
 * The rows of the list. What comes later costs by what comes and not by what is there: a row that is added is filtered by
 * itself, and rows are found by their ids.
 */
export type Rows = {
  /** Adds rows, and puts newer ones in the place of those of the same id. True when anything changed. */
  merge(rows: readonly ExchangeRow[]): boolean;
  /** Takes all rows away. One that changes later comes back. */
  clear(): void;
  /** The tab shows another document: what came before it goes, unless the log is preserved. */
  navigated(url: string, at: number): void;
  filter(text: string): void;
  /** Those that the filter lets through, oldest first. */
  readonly shown: readonly ExchangeRow[];
  readonly size: number;
  /** The place of a row among those that are shown; -1 where it is not. */
  at(id: string): number;
  preserve: boolean;
  /** The user has taken all rows away, and none has come since. */
  readonly isCleared: boolean;
};

/** The values that the filter looks into. */
function textOf({
  url,
  method,
  status,
  paidStatus,
  protocols,
  outcome,
  what,
  initiator,
  worker,
}: ExchangeRow): string {
  return [
    ...[url, method, status, paidStatus, ...protocols, outcome, what, initiator],
    ...(worker === true ? ['worker'] : []),
  ].join(' ');
}

function isSame(a: ExchangeRow, b: ExchangeRow): boolean {
  return (
    a.lastAt === b.lastAt &&
    a.outcome === b.outcome &&
    a.paidStatus === b.paidStatus &&
    a.body === b.body &&
    a.protocols.length === b.protocols.length
  );
}

/** What a row shows in the words of the user's language. */
export type ShownWords = (row: ExchangeRow) => readonly string[];

/**
 * `since`, ms since 1970: when the view was opened. What came before it is of a document that another takes the place of.
 * `wordsOf`: what the filter finds beside the row's own values.
 */
export function createRows(since = 0, wordsOf: ShownWords = () => []): Rows {
  let all: ExchangeRow[] = [];
  let shown: ExchangeRow[] = [];
  let words: readonly string[] = [];
  const places = new Map<string, number>();
  const shownPlaces = new Map<string, number>();
  /** Rows that were taken away, as they were: the background may tell of them again. */
  const gone = new Map<string, ExchangeRow>();
  let navigatedAt = since;

  const texts = new WeakMap<ExchangeRow, string>();
  const textWith = (row: ExchangeRow) => {
    const known = texts.get(row) ?? [textOf(row), ...wordsOf(row)].join(' ').toLowerCase();
    texts.set(row, known);
    return known;
  };
  let isCleared = false;

  const passes = (row: ExchangeRow) => {
    if (words.length === 0) return true;
    const text = textWith(row);
    return words.every((word) => text.includes(word));
  };
  const show = (row: ExchangeRow) => {
    shownPlaces.set(row.id, shown.length);
    shown.push(row);
  };
  const rebuild = () => {
    places.clear();
    for (const [place, { id }] of all.entries()) places.set(id, place);
    refilter();
  };
  const refilter = () => {
    shown = [];
    shownPlaces.clear();
    for (const row of all) if (passes(row)) show(row);
  };
  const keep = (kept: ExchangeRow[]) => {
    const ids = new Set(kept.map(({ id }) => id));
    for (const row of all) if (!ids.has(row.id)) gone.set(row.id, row);
    all = kept;
    rebuild();
  };
  const add = (row: ExchangeRow) => {
    gone.delete(row.id);
    places.set(row.id, all.length);
    all.push(row);
    if (passes(row)) show(row);
  };
  const replace = (place: number, row: ExchangeRow) => {
    all[place] = row;
    const shownPlace = shownPlaces.get(row.id);
    if ((shownPlace !== undefined) !== passes(row)) refilter();
    else if (shownPlace !== undefined) shown[shownPlace] = row;
  };

  return {
    preserve: false,
    get isCleared() {
      return isCleared && all.length === 0;
    },
    get shown() {
      return shown;
    },
    get size() {
      return all.length;
    },
    at: (id) => shownPlaces.get(id) ?? -1,
    merge: (rows) => {
      let changed = false;
      for (const row of rows) {
        const place = places.get(row.id);
        const before = place === undefined ? gone.get(row.id) : all[place];
        if (before !== undefined && isSame(before, row)) continue;
        changed = true;
        if (place === undefined) add(row);
        else replace(place, row);
      }
      if (all.length > MOST_ROWS) keep(all.slice(all.length - MOST_ROWS * 0.9));
      return changed;
    },
    clear: () => {
      keep([]);
      isCleared = true;
    },
    navigated(url, at) {
      isCleared = false;
      const shownSince = navigatedAt;
      navigatedAt = at;
      if (this.preserve) return;
      // The page's own 402, or the answer to its proof, comes before the browser says that the page has changed.
      const page = withoutFragment(url);
      const own = all.findLastIndex(
        (row) =>
          row.what === 'page' && withoutFragment(row.url) === page && row.lastAt >= shownSince,
      );
      keep(own < 0 ? [] : all.slice(own));
    },
    filter: (text) => {
      words = text.toLowerCase().split(/\s+/).filter(Boolean);
      refilter();
    },
  };
}
