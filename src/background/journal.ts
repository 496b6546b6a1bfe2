import { FareboxError } from '../core/errors.ts';
import { intentOf, isLive, isOpen, owesChange, type Payment } from '../core/payment.ts';
import { isPayment } from '../core/payment-record.ts';
import { createQueue } from '../core/queue.ts';
import type { Store } from '../platform/stores.ts';

/** What the keys of its records begin with. */
export const PAYMENTS = 'payment:';

/**
 * The record of every consent. A step is on disk before the thing that it speaks of is done, and it is
 * only taken from the state that the caller believes the payment to be in (compare-and-set): of two that
 * race, one wins and the other throws `error_payment_state`. A write that fails throws `error_storage`
 * and changes nothing.
 */
export type Journal = {
  get(id: string): Promise<Payment | undefined>;
  /** Newest first. */
  list(): Promise<Payment[]>;
  /** How many records on disk cannot be read: damaged, or of a later version. They are left alone. */
  unreadable(): Promise<number>;
  /** The payment for the same thing that has not come to rest; undefined when there is none. */
  live(intent: string): Promise<Payment | undefined>;
  /** Every payment that has not ended, or that still owes change. */
  open(): Promise<Payment[]>;
  /** One step: `change` gives the next record, or undefined for none; what it throws is thrown. */
  update(
    id: string,
    change: (payment: Payment) => Payment | undefined,
  ): Promise<{ readonly before: Payment; readonly after: Payment }>;
  /**
   * Begins a record. `error_already_paying` when this quote has one or its intent has a live one. `guard`
   * sees every record and throws to forbid this one; no other can begin meanwhile.
   */
  begin(payment: Payment, guard?: (payments: readonly Payment[]) => void): Promise<Payment>;
};

export type Facts = readonly Payment[];

export function createJournal(store: Store, now: () => number): Journal {
  const inTurn = createQueue();
  let damaged = 0;
  let loading: Promise<Map<string, Payment>> | undefined;

  const records = () => {
    loading ??= store.all(PAYMENTS).then((stored) => {
      damaged = 0;
      const map = new Map<string, Payment>();
      for (const [key, value] of stored) {
        // What cannot be read stays where it is: another version may know better than this one.
        if (isPayment(value) && key === PAYMENTS + value.id) map.set(value.id, value);
        else damaged++;
      }
      return map;
    });
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };

  const write = async (payment: Payment): Promise<Payment> => {
    try {
      await store.set(PAYMENTS + payment.id, payment);
    } catch (error) {
      throw new FareboxError('error_storage', String(error).slice(0, 200));
    }
    (await records()).set(payment.id, payment);
    return payment;
  };

  const known = async (id: string): Promise<Payment> => {
    const payment = (await records()).get(id);
    if (payment === undefined) throw new FareboxError('error_quote_gone');
    return payment;
  };

  const live = async (intent: string) => {
    const at = now();
    for (const payment of (await records()).values()) {
      if (isLive(payment, at) && intentOf(payment.quote) === intent) return payment;
    }
    return undefined;
  };

  return {
    get: async (id) => (await records()).get(id),
    list: async () => {
      const all = [...(await records()).values()];
      return all.sort((a, b) => (b.history[0]?.at ?? 0) - (a.history[0]?.at ?? 0));
    },
    unreadable: async () => {
      await records();
      return damaged;
    },
    live,
    open: async () =>
      [...(await records()).values()].filter((payment) => isOpen(payment) || owesChange(payment)),
    update: (id, change) =>
      inTurn(async () => {
        const before = await known(id);
        const after = change(before);
        return { before, after: after === undefined ? before : await write(after) };
      }),
    begin: (payment, guard) =>
      inTurn(async () => {
        const same = (await records()).get(payment.id) ?? (await live(intentOf(payment.quote)));
        if (same !== undefined) throw new FareboxError('error_already_paying');
        guard?.([...(await records()).values()]);
        return write(payment);
      }),
  };
}
