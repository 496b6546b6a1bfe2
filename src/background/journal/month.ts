import { exactUsdOf } from '../../core/offers/usd-value.ts';
import { mayHaveMoved } from '../../core/payment/index.ts';
import { siteOfUrl } from '../../core/rules/facts.ts';
import type { Reading, Row } from './db/database.ts';
import { ALL } from './db/row.ts';
import { timesOf } from './pages.ts';

const DAY = 86_400_000;

/** What was spent at one site, or in all: millionths of a dollar, test money apart. `payments`: those that count as spent. */
export type Sum = { readonly payments: number; readonly usd: bigint; readonly testUsd: bigint };

/** What was spent in a month. `url`: of one payment of the site. */
export type MonthSpending = Sum & {
  readonly sites: readonly (Sum & { readonly url: string })[];
};

const NOTHING: Sum = { payments: 0, usd: 0n, testUsd: 0n };

/**
 * What was spent in a month (`YYYY-MM`, of the user's own calendar), and at which sites, the dearest first; `at`: now, ms.
 * Money whose dollars are not known (euros, sat) counts as a payment alone. Nothing where `month` is none. It reads every
 * payment of that month, a day at a time, so that a month of many thousands takes little memory.
 */
export async function monthIn(
  tx: Reading,
  month: string,
  at: number,
  isReadable: (row: Row) => boolean,
): Promise<MonthSpending> {
  const [from, to] = timesOf(month);
  if (!Number.isFinite(from)) return { ...NOTHING, sites: [] };
  const index = tx.objectStore('payments').index('lists');
  const sites = new Map<string, Sum & { readonly url: string }>();
  let all = NOTHING;
  for (let day = from; day <= to; day += DAY) {
    const range = IDBKeyRange.bound([ALL, day], [ALL, Math.min(day + DAY - 1, to)]);
    for (const row of await index.getAll(range)) {
      if (!isReadable(row) || !mayHaveMoved(row.payment, at)) continue;
      const { payment } = row;
      if (payment.practice === true) continue;
      const usd = exactUsdOf(payment.quote.offer);
      const { url } = payment.quote;
      const site = siteOfUrl(url);
      all = plus(all, usd);
      sites.set(site, { ...plus(sites.get(site) ?? NOTHING, usd), url });
    }
  }
  const sums = [...sites.values()].sort(
    (a, b) => Number(b.usd - a.usd) || Number(b.testUsd - a.testUsd) || b.payments - a.payments,
  );
  return { ...all, sites: sums };
}

function plus(
  { payments, usd, testUsd }: Sum,
  worth: { readonly usd: bigint; readonly testnet: boolean } | undefined,
): Sum {
  const amount = worth?.usd ?? 0n;
  return {
    payments: payments + 1,
    usd: worth?.testnet === true ? usd : usd + amount,
    testUsd: worth?.testnet === true ? testUsd + amount : testUsd,
  };
}
