import type { MonthView, PaymentList, ReceiptView } from '../../messages/index.ts';
import type { Route } from './route.ts';

/** Payments of one page of the list. */
export const PAGE = 50;

/** Months whose sums are shown. */
export const MONTHS = 12;

/** What the history page draws: a function of this and nothing else. */
export type HistoryModel = {
  readonly route: Route;
  /** Undefined while it is being read. */
  readonly list?: PaymentList;
  /** The newest first, as far as they have been read. */
  readonly months: readonly MonthView[];
  /** Null where there is no such payment; undefined while it is being read. */
  readonly receipt?: ReceiptView | null;
};

/** What the page can do besides sending commands. */
export type HistoryAct = {
  readonly go: (route: Route) => void;
  /** Reads the next page of the list. */
  readonly more: () => void;
  /** Gives the user a file. */
  readonly save: (name: string, type: string, text: string) => void;
  readonly print: () => void;
  readonly openSettings: () => void;
};
