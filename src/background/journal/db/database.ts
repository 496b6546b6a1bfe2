import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { Payment } from '../../../core/payment/index.ts';
import { JOURNAL, VERSION } from './name.ts';

/**
 * What a payment takes of limits, as it was added to the totals: exactly that is taken out again when the payment
 * changes, whatever a later version thinks it is worth. Decimal strings; `usd` in millionths of a dollar.
 */
export type Counted = {
  readonly usd?: string;
  readonly testnet?: true;
  readonly asset?: string;
  readonly amount?: string;
};

/** One payment with what its indexes need. Of the optional fields a closed payment has only `counted`. */
export type Row = {
  readonly payment: Payment;
  /** Every list that shows this payment, with the time of its consent: see `listsOf`. */
  readonly lists: readonly (readonly [list: string, at: number])[];
  /** Method and address (a hash), how far the payment came (`rankOf`), and the time of its consent. */
  readonly intent: readonly [hash: string, rank: number, at: number];
  /** The hash of method and address, while the payment has not ended or owes change. */
  readonly open?: string;
  /** ms: while its money may still move, but need not: until when. Such a payment is not in the totals. */
  readonly until?: number;
  /** Where the user has not looked since it went wrong. */
  readonly trouble?: readonly [origin: string, at: number];
  /** Where it was made without asking. */
  readonly unasked?: readonly [site: string, at: number];
  /** What of it is in the totals. */
  readonly counted?: Counted;
};

/** `kind`: `usd`, `usd-test` or an asset; `scope`: '' (all), `s` and a site, or `o` and an origin; `day`: days since 1970. */
export type TotalKey = [kind: string, scope: string, day: number];
/** Amounts of one day by its quarters of an hour, 0 to 95. Decimal strings. */
export type Quarters = Readonly<Record<number, string>>;

/** One payee of an origin, and how many payments it had. */
export type PayeeRow = {
  readonly count: number;
  readonly look: readonly [network: string, shape: string, payee: string];
};

/** What is known of an origin: when the user last paid it by a press, and by network payments and their payees. */
export type OriginRow = {
  readonly pressedAt?: number;
  readonly payees: Readonly<
    Record<string, { readonly payments: number; readonly addresses: number }>
  >;
};

/** The journal's tables. Times are ms since 1970. */
export interface Tables extends DBSchema {
  payments: {
    key: string;
    value: Row;
    indexes: {
      lists: [string, number];
      intent: [string, number, number];
      open: string;
      until: number;
      trouble: [string, number];
      unasked: [string, number];
    };
  };
  /** What was spent in one day of UTC. Decimal strings. Only the newest days are kept (totals.ts). */
  totals: { key: TotalKey; value: string };
  /**
   * The same by quarters of an hour, because days of people begin on a quarter of an hour in UTC (offsets of time zones
   * in use are multiples of 15 minutes). So a sum since any midnight is exact in whichever time zone the user is by then.
   */
  quarters: { key: TotalKey; value: Quarters };
  payees: {
    key: [origin: string, payee: string, network: string];
    value: PayeeRow;
    indexes: { look: [string, string, string] };
  };
  origins: { key: string; value: OriginRow };
  /** What this version cannot read, by the key that it had. It is left alone: another version may know better. */
  damaged: { key: string; value: unknown };
  /** `moved`: how far the move from `storage.local` is; `networks:<wallet>`: the networks that a wallet has paid on. */
  meta: { key: string; value: unknown };
}

export const TABLES = [
  'payments',
  'totals',
  'quarters',
  'payees',
  'origins',
  'damaged',
  'meta',
] as const;
export type Table = (typeof TABLES)[number];
export type Database = IDBPDatabase<Tables>;
export type Writing = IDBPTransaction<Tables, Table[], 'readwrite'>;
type Upgrading = IDBPTransaction<Tables, StoreNames<Tables>[], 'versionchange'>;
export type Reading = IDBPTransaction<Tables, Table[], 'readonly'> | Writing;

/** Opens the journal's database, and makes it where there is none. `lost`: the connection is not to be used any more. */
export function openDatabase(lost: () => void, name = JOURNAL): Promise<Database> {
  return openDB<Tables>(name, VERSION, {
    upgrade: async (database, from, _to, tx) => {
      if (from === 1) return foldQuarters(tx);
      const payments = database.createObjectStore('payments', { keyPath: 'payment.id' });
      payments.createIndex('lists', 'lists', { multiEntry: true });
      for (const index of ['intent', 'open', 'until', 'trouble', 'unasked'] as const) {
        payments.createIndex(index, index);
      }
      database.createObjectStore('payees').createIndex('look', 'look');
      for (const table of ['totals', 'quarters', 'origins', 'damaged', 'meta'] as const) {
        database.createObjectStore(table);
      }
    },
    blocking: (_current, _blocked, event) => {
      lost();
      (event.target as IDBDatabase).close();
    },
    terminated: lost,
  });
}

/** Version 1, which no release had, kept a record for each quarter of an hour. */
async function foldQuarters(tx: Upgrading): Promise<void> {
  const table = tx.objectStore('quarters');
  const [keys, amounts] = await Promise.all([table.getAllKeys(), table.getAll()]);
  await table.clear();
  const days = new Map<string, { readonly key: TotalKey; parts: Quarters }>();
  for (const [at, found] of keys.entries()) {
    const [kind, scope, day, quarter = 0] = found as [...TotalKey, quarter?: number];
    const key: TotalKey = [kind, scope, day];
    const name = JSON.stringify(key);
    const { parts } = days.get(name) ?? { parts: {} };
    days.set(name, { key, parts: { ...parts, [quarter]: String(amounts[at]) } });
  }
  for (const { key, parts } of days.values()) await table.put(parts, key);
}
