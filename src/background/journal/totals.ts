import { consentedAt, siteOfUrl } from '../../core/facts.ts';
import type { Counted, Reading, Row, Total, TotalKey, Writing } from './db/database.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;

/** The kind of money that dollars are summed under; test money is summed apart. */
export const kindOf = (testnet: boolean): string => (testnet ? 'usd-test' : 'usd');
export const ALL_SITES = '';
export const atSite = (url: string): string => `s${siteOfUrl(url)}`;
export const atOrigin = (url: string): string => `o${new URL(url).origin}`;

/** What was spent since `since` (ms), which is a midnight. Amounts of the future count: the clock may have been set back. */
export async function sumSince(
  tx: Reading,
  kind: string,
  scope: string,
  since: number,
): Promise<bigint> {
  const first = Math.floor(since / DAY);
  const range = IDBKeyRange.bound([kind, scope, first], [kind, scope, Number.POSITIVE_INFINITY]);
  const table = tx.objectStore('totals');
  const [keys, totals] = await Promise.all([table.getAllKeys(range), table.getAll(range)]);
  return totals.reduce((all, total, at) => {
    const whole = keys[at]?.[2] !== first;
    return all + (whole ? BigInt(total.sum) : partOf(total, since - first * DAY));
  }, 0n);
}

/** What was spent from a time of the day on, ms. */
function partOf({ quarters }: Total, from: number): bigint {
  const first = Math.floor(from / QUARTER);
  return Object.entries(quarters).reduce(
    (all, [quarter, amount]) => (Number(quarter) >= first ? all + BigInt(amount) : all),
    0n,
  );
}

/** Takes out of the totals what a payment was counted as before, and adds what it counts as now. */
export async function count(tx: Writing, before: Row | undefined, after: Row): Promise<void> {
  if (isAlike(before?.counted, after.counted)) return;
  const changes = new Map<string, Change[]>();
  for (const [row, sign] of [
    [before, -1n],
    [after, 1n],
  ] as const) {
    if (row?.counted === undefined) continue;
    const at = consentedAt(row.payment);
    for (const [kind, scope, amount] of partsOf(row.payment.quote.url, row.counted)) {
      const key: TotalKey = [kind, scope, Math.floor(at / DAY)];
      const name = JSON.stringify(key);
      changes.set(name, [...(changes.get(name) ?? []), { key, at, by: sign * amount }]);
    }
  }
  await Promise.all([...changes.values()].map((each) => addAll(tx, each)));
}

type Change = { readonly key: TotalKey; readonly at: number; readonly by: bigint };

/** Changes of one row, one after another. */
async function addAll(tx: Writing, changes: readonly Change[]): Promise<void> {
  for (const change of changes) await add(tx, change);
}

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

async function add(tx: Writing, { key, at, by }: Change): Promise<void> {
  const table = tx.objectStore('totals');
  const total = (await table.get(key)) ?? { sum: '0', quarters: {} };
  const quarter = Math.floor((at - key[2] * DAY) / QUARTER);
  const part = BigInt(total.quarters[quarter] ?? 0) + by;
  const { [quarter]: _, ...others } = total.quarters;
  const quarters = part === 0n ? others : { ...others, [quarter]: part.toString() };
  await table.put({ sum: (BigInt(total.sum) + by).toString(), quarters }, key);
}
