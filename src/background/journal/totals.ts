import { consentedAt, siteOfUrl } from '../../core/rules/facts.ts';
import type { Counted, Quarters, Reading, Row, TotalKey, Writing } from './db/database.ts';
import { later, together, type Write } from './db/later.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;
/** Days with payments whose totals are kept, the newest: no limit looks back further than a month. */
const DAYS_KEPT = 40;
/**
 * Days with payments whose quarters of an hour are kept, the newest: a limit asks for those of the day in which the
 * user's own day began. Those in which a month may begin are kept as long as their totals.
 */
const QUARTERS_KEPT = 8;

/** The kind of money that dollars are summed under; test money is summed apart. */
export const kindOf = (testnet: boolean): string => (testnet ? 'usd-test' : 'usd');
export const ALL_SITES = '';
export const atSite = (url: string): string => `s${siteOfUrl(url)}`;
export const atOrigin = (url: string): string => `o${new URL(url).origin}`;

/**
 * What was spent since each of these times (ms), which are midnights. Amounts of the future count: the clock may have been
 * set back. Of a day whose quarters are not kept any more, all counts.
 */
export async function sumsSince<const Times extends readonly number[]>(
  tx: Reading,
  kind: string,
  scope: string,
  ...times: Times
): Promise<{ readonly [At in keyof Times]: bigint }> {
  const begins = times.map((since) => ({
    day: Math.floor(since / DAY),
    quarter: Math.floor((since % DAY) / QUARTER),
  }));
  const [totals, quarters] = [tx.objectStore('totals'), tx.objectStore('quarters')];
  const days = daysOf(kind, scope, Math.min(...begins.map(({ day }) => day)));
  const [keys, amounts, parts] = await together(
    () => totals.getAllKeys(days),
    () => totals.getAll(days),
    // Of the day of UTC that the user's day begins in: what came after that.
    () =>
      Promise.all(
        begins.map(({ day, quarter }) =>
          quarter === 0 ? undefined : quarters.get([kind, scope, day]),
        ),
      ),
  );
  const sums = begins.map(({ day, quarter }, nth) =>
    keys.reduce((sum, [, , each], at) => {
      if (each < day) return sum;
      const part = each === day ? parts[nth] : undefined;
      return sum + (part === undefined ? BigInt(amounts[at] ?? '0') : sumFrom(part, quarter));
    }, 0n),
  );
  return sums as { readonly [At in keyof Times]: bigint };
}

function sumFrom(parts: Quarters, quarter: number): bigint {
  const later = Object.entries(parts).filter(([at]) => Number(at) >= quarter);
  return later.reduce((sum, [, amount]) => sum + BigInt(amount), 0n);
}

/** The days of one kind of money and scope: all, or since one. */
function daysOf(kind: string, scope: string, first = Number.NEGATIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([kind, scope, first], [kind, scope, Number.POSITIVE_INFINITY]);
}

/** Takes out of the totals what a payment was counted as before, and adds what it counts as now. */
export async function count(tx: Writing, before: Row | undefined, after: Row): Promise<Write> {
  if (isAlike(before?.counted, after.counted)) return () => undefined;
  const at = consentedAt(after.payment);
  const changes = new Map<string, Change>();
  for (const [row, sign] of [
    [before, -1n],
    [after, 1n],
  ] as const) {
    if (row?.counted === undefined) continue;
    for (const [kind, scope, amount] of partsOf(row.payment.quote.url, row.counted)) {
      const key: TotalKey = [kind, scope, Math.floor(at / DAY)];
      const name = JSON.stringify(key);
      changes.set(name, { key, at, by: (changes.get(name)?.by ?? 0n) + sign * amount });
    }
  }
  const writes = await Promise.all([...changes.values()].map((each) => add(tx, each)));
  return () => {
    for (const write of writes) write();
  };
}

type Change = { readonly key: TotalKey; readonly at: number; readonly by: bigint };

function isAlike(a: Counted | undefined, b: Counted | undefined): boolean {
  return (
    a?.usd === b?.usd &&
    a?.testnet === b?.testnet &&
    a?.asset === b?.asset &&
    a?.amount === b?.amount
  );
}

function partsOf(url: string, counted: Counted): [kind: string, scope: string, amount: bigint][] {
  const { usd, testnet, asset, amount } = counted;
  const parts: [string, string, bigint][] = [];
  if (usd !== undefined) {
    const kind = kindOf(testnet === true);
    for (const scope of [ALL_SITES, atSite(url), atOrigin(url)]) {
      parts.push([kind, scope, BigInt(usd)]);
    }
  }
  if (asset !== undefined && amount !== undefined) parts.push([asset, ALL_SITES, BigInt(amount)]);
  return parts;
}

/** Adds to a day's total and to its quarter. Nothing is taken out of a day that is not kept any more. */
async function add(tx: Writing, { key, at, by }: Change): Promise<Write> {
  const [kind, scope, day] = key;
  const [totals, quarters] = [tx.objectStore('totals'), tx.objectStore('quarters')];
  const [sum, parts] = await together(
    () => totals.get(key),
    () => quarters.get(key),
  );
  if (by === 0n || (sum === undefined && by < 0n)) return () => undefined;
  const days = sum === undefined ? await totals.getAllKeys(daysOf(kind, scope)) : undefined;
  return () => {
    const left = BigInt(sum ?? '0') + by;
    if (left === 0n) {
      later(totals.delete(key));
      later(quarters.delete(key));
      return;
    }
    later(totals.put(left.toString(), key));
    const quarter = Math.floor((at - day * DAY) / QUARTER);
    // Of a day that lost its quarters, one alone would say that there were no others.
    const known = sum === undefined ? {} : parts;
    if (known !== undefined) later(quarters.put(changed(known, quarter, by), key));
    if (days !== undefined) forgetOld(tx, [...days, key]);
  };
}

function changed(parts: Quarters, quarter: number, by: bigint): Quarters {
  const { [quarter]: amount = '0', ...others } = parts;
  const left = BigInt(amount) + by;
  return left === 0n ? others : { ...others, [quarter]: left.toString() };
}

/**
 * Called with the days of one kind of money and scope when one more has come. The clock has no part in it: one that is
 * set ahead for a time must not make the totals of these days be forgotten.
 */
function forgetOld(tx: Writing, keys: readonly TotalKey[]): void {
  const days = [...keys].sort(([, , a], [, , b]) => a - b);
  const [totals, quarters] = [tx.objectStore('totals'), tx.objectStore('quarters')];
  for (const key of days.slice(0, -DAYS_KEPT)) {
    later(totals.delete(key));
    later(quarters.delete(key));
  }
  // The others have lost theirs before.
  const news = [days.at(-QUARTERS_KEPT - 1), keys.at(-1)];
  const old = days.slice(0, -QUARTERS_KEPT);
  for (const key of old) {
    if (news.includes(key) && !mayBeginMonth(key[2])) later(quarters.delete(key));
  }
}

/** Whether a month begins in this day of UTC in some time zone: zones are up to 14 hours ahead and 12 behind. */
function mayBeginMonth(day: number): boolean {
  const dateOf = (at: number) => new Date(at * DAY).getUTCDate();
  return dateOf(day) === 1 || dateOf(day + 1) === 1;
}
