import type { PaymentState } from '../core/payment/index.ts';
import type { Site } from '../core/web/origin.ts';
import type { PaymentView } from './payment.ts';

/** Which payments to list. */
export type PaymentFilter = {
  /** Where the page before ended (`next`). */
  readonly before?: string;
  /** A URL of the site; its registrable domain is meant. */
  readonly site?: string;
  /** `YYYY-MM`, of the user's own calendar. */
  readonly month?: string;
  readonly state?: PaymentState;
  /** Words that all stand in its address, description, payee or transaction. */
  readonly text?: string;
  /** The most payments to give: 50 unless told, up to 200. */
  readonly limit?: number;
};

export type PaymentList = {
  /** Newest first. Few or none, with a `next`, where a text stands in few of many. */
  readonly payments: readonly PaymentView[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
  /** Records on disk that this version cannot read; they are left alone. */
  readonly unreadable: number;
};

/** What was spent, millionths of a dollar as decimal strings; test money apart. */
export type SpendingView = {
  readonly day: string;
  readonly month: string;
  readonly testDay: string;
};

/** What was spent, millionths of a dollar as decimal strings; test money apart. `payments`: how many. */
export type SumView = {
  readonly payments: number;
  readonly usd: string;
  readonly testUsd: string;
};

/** What was spent in one month, and at which sites, the dearest first. */
export type MonthView = SumView & {
  /** `YYYY-MM`, of the user's own calendar. */
  readonly month: string;
  readonly sites: readonly (SumView & { readonly site: Site })[];
};

/** One payment for its own page. */
export type ReceiptView = {
  readonly payment: PaymentView;
  /** Each state that it had and when it came to it, ms since 1970; the first first. */
  readonly steps: readonly { readonly state: PaymentState; readonly at: number }[];
  /** Whether it counts as spent: money moved, or may have. Practice never does. */
  readonly counts: boolean;
  /** What it was worth in dollars, in millionths; absent where that is not known, and for test money. */
  readonly usd?: string;
  /** Its record as the user may keep it: JSON, without what opens a page or moves money. */
  readonly json: string;
};
