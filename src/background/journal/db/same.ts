import type { Reading, Row } from './database.ts';
import { hashOf, RANKS } from './row.ts';

type Rank = keyof typeof RANKS;

/** The most payments of one rank that are given. */
const MOST = 8;
/** Sorts after every number: an array is greater than any other key. */
const LAST: never = [] as never;

/** The newest payments for one method and address (`intentOf`), of these ranks; newest first. Others are passed over. */
export async function newestOf(
  tx: Reading,
  intent: string,
  ranks: readonly Rank[] = ['bought', 'moved', 'other', 'expired'],
  isWanted: (row: Row) => boolean = () => true,
): Promise<Row[]> {
  const hash = hashOf(intent);
  const index = tx.objectStore('payments').index('intent');
  const each = ranks.map(async (rank) => {
    const range = IDBKeyRange.bound([hash, RANKS[rank]], [hash, RANKS[rank], LAST]);
    const rows: Row[] = [];
    let cursor = await index.openCursor(range, 'prev');
    while (cursor !== null && rows.length < MOST) {
      if (isWanted(cursor.value)) rows.push(cursor.value);
      cursor = await cursor.continue();
    }
    return rows;
  });
  const rows = (await Promise.all(each)).flat();
  return rows.sort((a, b) => b.intent[2] - a.intent[2]);
}
