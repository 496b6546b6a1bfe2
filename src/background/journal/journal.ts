import { FareboxError } from '../../core/errors.ts';
import type { Quote } from '../../core/offers/quote.ts';
import { intentOf, isLive, mayHaveMoved, type Payment } from '../../core/payment/index.ts';
import { isPayment } from '../../core/payment/payment-record.ts';
import type { Facts, SpentSums } from '../../core/rules/facts.ts';
import type { Store } from '../../platform/storage/stores.ts';
import { calendarOf } from './calendar.ts';
import { atomically, consistently, type Durability, type Own } from './db/atomically.ts';
import { connection } from './db/connection.ts';
import type { Reading, Row, Writing } from './db/database.ts';
import { hashOf } from './db/row.ts';
import { newestOf } from './db/same.ts';
import { createSpace, type Estimate } from './db/space.ts';
import { networksKey, preparedRow, writeRow } from './db/write.ts';
import {
  factsIn,
  type SiteSpending,
  type Spending,
  siteSpendingIn,
  spendingIn,
  spentIn,
} from './gather.ts';
import { type MonthSpending, monthIn } from './month.ts';
import { type Page, type PageWish, pageIn } from './pages.ts';

/**
 * The record of every consent, in IndexedDB of the extension's origin: content scripts cannot open it in either browser.
 * A change is on disk before the thing that it speaks of is done. Nothing here reads the journal whole, so that it
 * answers as fast with 100,000 payments as with ten. A write that fails throws `error_storage` and changes nothing.
 */
export type Journal = {
  get(id: string): Promise<Payment | undefined>;
  /**
   * Every payment that has not ended (`isOpen`), or that still owes change; newest first. One that a wallet refused
   * before it made a proof has ended.
   */
  open(): Promise<Payment[]>;
  /**
   * Begins a record. `error_already_paying` when this quote has one or its intent has a live one. `guard` gets the facts
   * gathered in the same transaction and throws to forbid; no other payment can begin meanwhile. `error_storage` also
   * while the disk is nearly full: the rest of it is for payments that are open.
   */
  begin(payment: Payment, guard?: Guard): Promise<Payment>;
  /**
   * Adds records of another browser's journal, all in one transaction; one whose id is there already stays as it is.
   * Resolves with those that were added.
   */
  add(payments: readonly Payment[]): Promise<Payment[]>;
  /**
   * One atomic step: reads the record; `change` (synchronous, pure) returns the next record, or undefined for no change;
   * record, totals, payees and indexes change in one transaction. What `change` throws is thrown, and nothing is written.
   * `error_quote_gone` when there is no such record. `durability`: `strict` (on disk when it resolves) unless told.
   */
  update(
    id: string,
    change: (payment: Payment) => Payment | undefined,
    durability?: Durability,
  ): Promise<{ readonly before: Payment; readonly after: Payment }>;
  /** Whether the disk is nearly full: soon no payment can begin any more. */
  isDiskLow(): Promise<boolean>;
  /** The payment for the same thing that has not come to rest; undefined when there is none. */
  live(intent: string): Promise<Payment | undefined>;
  /** What the rules of limits, payment without asking and payees need to know of the past. */
  facts(quote: Quote): Promise<Facts>;
  /** What was spent today and this month. */
  spending(): Promise<Spending>;
  /** What was spent this month at the site of a URL. */
  spentAtSite(url: string): Promise<SiteSpending>;
  /**
   * The payment that was made before for the same thing, in whichever tab: the newest that settled; where none did,
   * the newest whose money may have moved. Money that came back was no payment.
   */
  boughtBefore(intent: string): Promise<Payment | undefined>;
  /** The last few payments for the same thing, newest first. */
  newestOf(intent: string): Promise<Payment[]>;
  page(wish: PageWish): Promise<Page>;
  /** What was spent in a month, `YYYY-MM` of the user's own calendar, in all and at each site. */
  month(month: string): Promise<MonthSpending>;
  /** The networks that a wallet has paid on, or was asked to. */
  networksOf(wallet: string): Promise<readonly string[]>;
  /** How many records cannot be read: damaged, or of a later version. They are left alone. */
  unreadable(): Promise<number>;
};

/**
 * Throws to forbid a payment. It gets the facts, or (`spent`) only the sums that limits ask for: a press needs no more, and
 * waits for what is read.
 */
export type Guard = ((facts: Facts) => void) | { readonly spent: (spent: SpentSums) => void };

export type JournalOptions = {
  /** The database's name, where it is not the extension's own journal. */
  readonly name?: string;
  readonly estimate?: Estimate;
  /** Asks the browser to keep the database when the disk is nearly full. */
  readonly keep?: () => void;
};

/** `old`: where version 0.1.0 kept payments; they are moved with the first use. `now`: ms since 1970. */
export function createJournal(
  old: Store,
  now: () => number,
  {
    name,
    estimate = async () => navigator.storage.estimate(),
    keep = () => undefined,
  }: JournalOptions = {},
): Journal {
  const open = connection(old, keep, name);
  const space = createSpace(estimate, now);

  const reading = async <Out>(read: (tx: Reading) => Promise<Out>) =>
    consistently(await open(), read);
  const writing = async <Out>(
    durability: Durability,
    write: (tx: Writing, own: Own) => Promise<Out>,
  ) => atomically(await open(), durability, write);

  const isReadable = ({ payment }: Row) => isPayment(payment);
  const readable = (row: Row | undefined) =>
    row !== undefined && isReadable(row) ? row.payment : undefined;
  const readables = (rows: readonly Row[]) => rows.filter(isReadable).map(({ payment }) => payment);

  const openAt = (tx: Reading, intent: string) =>
    tx.objectStore('payments').index('open').getAll(hashOf(intent));
  const liveIn = async (tx: Reading, intent: string, at: number) =>
    readables(await openAt(tx, intent)).find((payment) => isLive(payment, at));
  /** What cannot be read may be live. */
  const isTaken = async (tx: Reading, intent: string, at: number) =>
    (await openAt(tx, intent)).some((row) => !isReadable(row) || isLive(row.payment, at));

  /** Reads what a guard asks for; gives its answer, which may throw. */
  const allowing = async (tx: Reading, quote: Quote, guard: Guard | undefined, at: number) => {
    if (guard === undefined) return () => undefined;
    if (typeof guard === 'function') {
      const facts = await factsIn(tx, quote, calendarOf(at), at);
      return () => guard(facts);
    }
    const spent = await spentIn(tx, quote, calendarOf(at), at);
    return () => guard.spent(spent);
  };

  const update: Journal['update'] = (id, change, durability = 'strict') =>
    writing(durability, async (tx, own) => {
      const row = await tx.objectStore('payments').get(id);
      const before = readable(row);
      if (before === undefined) throw new FareboxError('error_quote_gone');
      const after = own(() => change(before));
      if (after === undefined) return { before, after: before };
      await writeRow(tx, row, after);
      return { before, after };
    });

  return {
    get: (id) => reading(async (tx) => readable(await tx.objectStore('payments').get(id))),
    open: () =>
      reading(async (tx) => {
        const payments = readables(await tx.objectStore('payments').index('open').getAll());
        return payments.sort((a, b) => (b.history[0]?.at ?? 0) - (a.history[0]?.at ?? 0));
      }),
    begin: async (payment, guard) => {
      await space.check();
      return writing('strict', async (tx, own) => {
        const at = now();
        const { quote } = payment;
        const [same, taken, write, allow] = await Promise.all([
          tx.objectStore('payments').getKey(payment.id),
          isTaken(tx, intentOf(quote), at),
          preparedRow(tx, undefined, payment),
          allowing(tx, quote, guard, at),
        ]);
        if (same !== undefined || taken) {
          throw new FareboxError('error_already_paying');
        }
        own(allow);
        write();
        return payment;
      });
    },
    add: async (payments) => {
      await space.check();
      return writing('strict', async (tx) => {
        const added: Payment[] = [];
        for (const payment of payments) {
          if ((await tx.objectStore('payments').getKey(payment.id)) !== undefined) continue;
          await writeRow(tx, undefined, payment);
          added.push(payment);
        }
        return added;
      });
    },
    update,
    isDiskLow: space.isLow,
    live: (intent) => reading((tx) => liveIn(tx, intent, now())),
    facts: (quote) => reading((tx) => factsIn(tx, quote, calendarOf(now()), now())),
    spending: () => reading((tx) => spendingIn(tx, calendarOf(now()), now())),
    spentAtSite: (url) => reading((tx) => siteSpendingIn(tx, url, calendarOf(now()), now())),
    boughtBefore: (intent) =>
      reading(async (tx) => {
        const at = now();
        // However many were made since that never left: they do not hide one that may have been paid.
        const isWanted = (row: Row) => isReadable(row) && mayHaveMoved(row.payment, at);
        const moved = readables(await newestOf(tx, intent, ['bought', 'moved'], isWanted));
        return moved.find(({ state }) => state === 'settled') ?? moved[0];
      }),
    newestOf: (intent) => reading(async (tx) => readables(await newestOf(tx, intent))),
    page: (wish) => reading((tx) => pageIn(tx, wish, isReadable)),
    month: (month) => reading((tx) => monthIn(tx, month, now(), isReadable)),
    networksOf: (wallet) =>
      reading(async (tx) => {
        const known = await tx.objectStore('meta').get(networksKey(wallet));
        return (known ?? []) as readonly string[];
      }),
    unreadable: () =>
      reading(async (tx) => {
        const open = await tx.objectStore('payments').index('open').getAll();
        const strange = open.filter((row) => !isReadable(row));
        return strange.length + (await tx.objectStore('damaged').count());
      }),
  };
}
