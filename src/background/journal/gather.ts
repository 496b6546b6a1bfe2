import type { Quote } from '../../core/offers/quote.ts';
import { usdValueOf } from '../../core/offers/usd-value.ts';
import { intentOf, mayHaveMoved, type Payment } from '../../core/payment/index.ts';
import { MINUTE } from '../../core/rules/auto-pay.ts';
import { consentedAt, type Facts, type SpentSums, siteOfUrl } from '../../core/rules/facts.ts';
import { assetAmount, type Calendar, spentOf } from '../../core/rules/limits.ts';
import { MOST_PER_MINUTE } from '../../core/rules/settings-schema.ts';
import type { Reading } from './db/database.ts';
import { hashOf, RANKS } from './db/row.ts';
import { payeeFacts } from './payees.ts';
import { ALL_SITES, atOrigin, atSite, kindOf, sumsSince } from './totals.ts';

/** Sorts after every number and text: an array is greater than any other key. */
const LAST: never = [] as never;

/** The facts about a quote (core/rules/facts), read within a transaction. `now` in ms, `calendar` of the user's own days. */
export async function factsIn(
  tx: Reading,
  quote: Quote,
  calendar: Calendar,
  now: number,
): Promise<Facts> {
  const { origin } = new URL(quote.url);
  const origins = tx.objectStore('origins').get(origin);
  // All are asked for at once: each answer that the next question waits for takes its time.
  const [sums, row, payees, troubleAt, sameAt, lately] = await Promise.all([
    sumsIn(tx, quote, calendar, now, atOrigin(quote.url)),
    origins,
    payeeFacts(tx, quote, origins),
    newestTrouble(tx, origin),
    newestSame(tx, intentOf(quote)),
    autoPaidSince(tx, siteOfUrl(quote.url), now - MINUTE),
  ]);
  return {
    ...sums,
    payees,
    ...(troubleAt === undefined ? {} : { troubleAt }),
    ...(row?.pressedAt === undefined ? {} : { pressedAt: row.pressedAt }),
    ...(sameAt === undefined ? {} : { sameAt }),
    lately,
  };
}

/** Of these facts only what limits ask for. */
export async function spentIn(
  tx: Reading,
  quote: Quote,
  calendar: Calendar,
  now: number,
): Promise<SpentSums> {
  return sumsIn(tx, quote, calendar, now, undefined);
}

/** The sums about a quote; `originDay` is 0 where no `origin` (a scope) is given. */
async function sumsIn(
  tx: Reading,
  quote: Quote,
  calendar: Calendar,
  now: number,
  origin: string | undefined,
): Promise<SpentSums & Pick<Facts, 'originDay'>> {
  const worth = usdValueOf(quote.offer);
  const kind = worth && kindOf(worth.testnet);
  const asset = assetAmount(quote.offer);
  const { day, month } = calendar;
  const site = atSite(quote.url);
  const [[originDay], [siteDay], [allDay, allMonth], [assetDay], moving] = await Promise.all([
    kind === undefined || origin === undefined ? [0n] : sumsSince(tx, kind, origin, day),
    kind === undefined ? [0n] : sumsSince(tx, kind, site, day),
    kind === undefined ? [0n, 0n] : sumsSince(tx, kind, ALL_SITES, day, month),
    asset === undefined ? [0n] : sumsSince(tx, asset.key, ALL_SITES, day),
    movingIn(tx, now),
  ] as const);
  // What may still move, and may not: it counts for now.
  const sums = { originDay, siteDay, day: allDay, month: allMonth, assetDay };
  for (const payment of moving) {
    const spent = spentOf(payment, usdValueOf);
    const at = consentedAt(payment);
    const { url } = payment.quote;
    const today = at >= day;
    if (spent.usd !== undefined && spent.usd.testnet === worth?.testnet) {
      const { amount } = spent.usd;
      if (at >= month) sums.month += amount;
      if (today) sums.day += amount;
      if (today && atSite(url) === site) sums.siteDay += amount;
      if (today && atOrigin(url) === origin) sums.originDay += amount;
    }
    if (today && asset !== undefined && spent.asset?.key === asset.key) {
      sums.assetDay += spent.asset.amount;
    }
  }
  return sums;
}

/** What was spent, test money apart: millionths of a US dollar. */
export async function spendingIn(tx: Reading, calendar: Calendar, now: number): Promise<Spending> {
  const [[day, month], [testDay], moving] = await Promise.all([
    sumsSince(tx, kindOf(false), ALL_SITES, calendar.day, calendar.month),
    sumsSince(tx, kindOf(true), ALL_SITES, calendar.day),
    movingIn(tx, now),
  ]);
  const sums = { day, month, testDay };
  for (const payment of moving) {
    const { usd } = spentOf(payment, usdValueOf);
    const at = consentedAt(payment);
    if (usd === undefined || at < calendar.month) continue;
    if (!usd.testnet) sums.month += usd.amount;
    if (at >= calendar.day) sums[usd.testnet ? 'testDay' : 'day'] += usd.amount;
  }
  return sums;
}

/** What was spent at a site this month, on all its hosts, test money apart: millionths of a US dollar. */
export async function siteSpendingIn(
  tx: Reading,
  url: string,
  { month }: Calendar,
  now: number,
): Promise<SiteSpending> {
  const site = atSite(url);
  const [[real], [test], moving] = await Promise.all([
    sumsSince(tx, kindOf(false), site, month),
    sumsSince(tx, kindOf(true), site, month),
    movingIn(tx, now),
  ]);
  const sums = { month: real, testMonth: test };
  for (const payment of moving) {
    const { usd } = spentOf(payment, usdValueOf);
    const isHere = consentedAt(payment) >= month && atSite(payment.quote.url) === site;
    if (usd !== undefined && isHere) sums[usd.testnet ? 'testMonth' : 'month'] += usd.amount;
  }
  return sums;
}

export type SiteSpending = { readonly month: bigint; readonly testMonth: bigint };
export type Spending = { readonly day: bigint; readonly month: bigint; readonly testDay: bigint };

/** Payments that count for the time being and are in no total. */
async function movingIn(tx: Reading, now: number): Promise<Payment[]> {
  const rows = await tx.objectStore('payments').index('until').getAll(IDBKeyRange.lowerBound(now));
  return rows.map(({ payment }) => payment).filter((payment) => mayHaveMoved(payment, now));
}

async function newestTrouble(tx: Reading, origin: string): Promise<number | undefined> {
  const range = IDBKeyRange.bound([origin], [origin, LAST]);
  const index = tx.objectStore('payments').index('trouble');
  return (await index.openKeyCursor(range, 'prev'))?.key[1];
}

async function newestSame(tx: Reading, intent: string): Promise<number | undefined> {
  const hash = hashOf(intent);
  const index = tx.objectStore('payments').index('intent');
  const ranks = [RANKS.bought, RANKS.moved, RANKS.other];
  const newest = await Promise.all(
    ranks.map(async (rank) => {
      const range = IDBKeyRange.bound([hash, rank], [hash, rank, LAST]);
      return (await index.openKeyCursor(range, 'prev'))?.key[2];
    }),
  );
  const times = newest.filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

async function autoPaidSince(tx: Reading, site: string, since: number): Promise<number> {
  const range = IDBKeyRange.bound([site, since], [site, LAST]);
  return (await tx.objectStore('payments').index('unasked').getAllKeys(range, MOST_PER_MINUTE))
    .length;
}
