import type { PaymentState } from '../core/payment/index.ts';
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
  /** The most payments to give: 50 unless told, up to 200. */
  readonly limit?: number;
};

export type PaymentList = {
  /** Newest first. */
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
