import { consentedAt, siteOfUrl } from '../../core/rules/facts.ts';
import type { Counted, Reading, Row, TotalKey, Writing } from './db/database.ts';

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
  const quarter = Math.floor((since - first * DAY) / QUARTER);
  const end = Number.POSITIVE_INFINITY;
  // Of the day of UTC that the user's day begins in: what came after that.
  const began = IDBKeyRange.bound([kind, scope, first, quarter], [kind, scope, first, end]);
  const later = IDBKeyRange.bound([kind, scope, first + 1], [kind, scope, end]);
  const parts = [
    ...(await tx.objectStore('quarters').getAll(began)),
    ...(await tx.objectStore('totals').getAll(later)),
  ];
  return parts.reduce((all, amount) => all + BigInt(amount), 0n);
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
  const quarter = Math.floor((at - key[2] * DAY) / QUARTER);
  const [totals, quarters] = [tx.objectStore('totals'), tx.objectStore('quarters')];
  const partKey: [...TotalKey, number] = [...key, quarter];
  // One after the other: when a request fails, no other is left without its answer being heard.
  const sum = (await totals.get(key)) ?? '0';
  const left = BigInt((await quarters.get(partKey)) ?? '0') + by;
  await totals.put((BigInt(sum) + by).toString(), key);
  if (left === 0n) await quarters.delete(partKey);
  else await quarters.put(left.toString(), partKey);
}
