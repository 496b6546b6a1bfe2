import { realUsdOf } from '../../core/offers/usd-value.ts';
import { mayHaveMoved } from '../../core/payment/index.ts';
import type { SumView } from '../../messages/index.ts';
import type { Sum } from '../journal/month.ts';
import { CSV_HEAD, csvLine } from './csv.ts';
import { exported } from './export.ts';
import type { Handlers } from './handlers.ts';
import { paymentOf } from './views/payment.ts';
import { siteFor } from './views/request.ts';

/** Payments of a page, where nothing else is asked for, and at most. */
const PAGE = 50;
const LONGEST_PAGE = 200;
/** Records of one part of an export: some 2 MB of text. */
const PART = 1_000;
/** Sites of a month that are listed. */
const MOST_SITES = 20;

/** The commands that read the history. */
export const historyHandlers: Pick<
  Handlers,
  'payment.list' | 'payment.export' | 'payment.csv' | 'payment.receipt' | 'spending.month'
> = {
  'payment.list': async (context, filter) => {
    const { limit = PAGE, ...wanted } = filter ?? {};
    const [{ grants }, { payments, ...next }, unreadable] = await Promise.all([
      context.settings(),
      context.journal.page({ ...wanted, limit: Math.max(1, Math.min(limit, LONGEST_PAGE)) }),
      context.journal.unreadable(),
    ]);
    const views = payments.map((payment) => paymentOf(context, payment, grants));
    return { payments: views, ...next, unreadable };
  },
  'payment.export': async (context, place) => {
    const { payments, ...next } = await context.journal.page({ ...place, limit: PART });
    return { json: JSON.stringify(payments.map(exported), null, 2), ...next };
  },
  'payment.csv': async (context, filter) => {
    const { payments, ...next } = await context.journal.page({ ...filter, limit: PART });
    return { head: CSV_HEAD, lines: payments.map((each) => csvLine(each)).join(''), ...next };
  },
  'payment.receipt': async (context, { paymentId }) => {
    const [{ grants }, payment] = await Promise.all([
      context.settings(),
      context.journal.get(paymentId),
    ]);
    if (payment === undefined) return null;
    const counts = payment.practice !== true && mayHaveMoved(payment, context.now());
    const usd = counts ? realUsdOf(payment.quote.offer) : undefined;
    return {
      payment: paymentOf(context, payment, grants),
      steps: payment.history.map(({ state, at }) => ({ state, at })),
      ...(usd === undefined ? {} : { usd: usd.toString() }),
      counts,
      json: JSON.stringify(exported(payment), null, 2),
    };
  },
  'spending.month': async ({ journal }, { month }) => {
    const { sites, ...all } = await journal.month(month);
    return {
      month,
      ...sumOf(all),
      sites: sites
        .slice(0, MOST_SITES)
        .map(({ url, ...sum }) => ({ ...sumOf(sum), site: siteFor(url) })),
    };
  },
};

function sumOf({ payments, usd, testUsd }: Sum): SumView {
  return { payments, usd: usd.toString(), testUsd: testUsd.toString() };
}
