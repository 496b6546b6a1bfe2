import type { Payment, PaymentState } from '../../core/payment/index.ts';
import { siteOfUrl } from '../../core/rules/facts.ts';
import type { Reading, Row } from './db/database.ts';
import { ALL, ofSite, ofState } from './db/row.ts';

/** Which payments to list, newest consent first. */
export type PageWish = {
  /** Where the page before ended (`next`). */
  readonly before?: string;
  /** A URL of the site; its registrable domain is meant. */
  readonly site?: string;
  /** `YYYY-MM`, of the user's own calendar. */
  readonly month?: string;
  readonly state?: PaymentState;
  /** Words that all stand in its address, description, payee or transaction, in whichever case. */
  readonly text?: string;
  /** The most payments to give. */
  readonly limit: number;
};

/** The most rows that one page is looked for in: few words may stand in none of many. */
const MOST_READ = 2_000;

/** `next`: where the next page begins; absent on the last one. A page of a text may hold few payments, or none. */
export type Page = { readonly payments: readonly Payment[]; readonly next?: string };

/**
 * One page of the history. Without a text it reads no more rows than it gives, and those that settled do not have to be
 * passed over.
 */
export async function pageIn(
  tx: Reading,
  wish: PageWish,
  isReadable: (row: Row) => boolean,
  mostRead = MOST_READ,
): Promise<Page> {
  const { state, limit } = wish;
  const list = listOf(wish);
  const [from, to] = timesOf(wish.month);
  const start = placeOf(wish.before);
  const range = IDBKeyRange.bound([list, from], [list, Math.min(to, start?.at ?? to)]);
  const index = tx.objectStore('payments').index('lists');
  let cursor = await index.openCursor(range, 'prev');
  // Of payments of one moment, those that the last page had are passed over.
  if (start !== undefined && cursor?.key[1] === start.at && cursor.primaryKey > start.id) {
    cursor = await cursor.continuePrimaryKey([list, start.at], start.id);
  }
  const payments: Payment[] = [];
  const words = wordsOf(wish.text);
  let last: string | undefined;
  for (let read = 0; cursor !== null && payments.length < limit && read < mostRead; read++) {
    const { value, primaryKey, key } = cursor;
    const isFirst = start?.at === key[1] && start.id === primaryKey;
    const isWanted = state === undefined || value.payment.state === state;
    if (!isFirst && isWanted && isReadable(value) && has(value.payment, words)) {
      payments.push(value.payment);
    }
    last = `${key[1]}/${primaryKey}`;
    cursor = await cursor.continue();
  }
  return last === undefined || cursor === null ? { payments } : { payments, next: last };
}

function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function has({ quote, receipt }: Payment, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { offer, url } = quote;
  const texts = [url, offer.description, offer.payee, receipt?.transaction];
  const all = texts
    .filter((text) => text !== undefined)
    .join(' ')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}

function listOf({ site, state }: PageWish): string {
  const key = site === undefined ? undefined : siteOfUrl(site);
  if (state !== undefined && state !== 'settled') return ofState(state, key);
  return key === undefined ? ALL : ofSite(key);
}

/** From the first to the last moment of a month, ms; without one from ever to ever. */
export function timesOf(month: string | undefined): [from: number, to: number] {
  const [, year, of] = /^(\d{4})-(\d{2})$/.exec(month ?? '') ?? [];
  if (year === undefined || of === undefined) {
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }
  const begin = new Date(Number(year), Number(of) - 1, 1).getTime();
  return [begin, new Date(Number(year), Number(of), 1).getTime() - 1];
}

function placeOf(before: string | undefined): { at: number; id: string } | undefined {
  const [at, id] = before?.split(/\/(.*)/s) ?? [];
  const time = Number(at);
  return at === undefined || id === undefined || !Number.isFinite(time)
    ? undefined
    : { at: time, id };
}
