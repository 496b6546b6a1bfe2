import { FareboxError } from '../../core/errors.ts';

/** One task at a time for each payment. */
export type PaymentLock = {
  /** Runs what moves a payment on. `error_already_paying` while something else does. */
  withLock<T>(id: string, task: () => Promise<T>): Promise<T>;
  /** The same after whatever moves the payment on now. Never to be awaited from inside of that. */
  afterLock<T>(id: string, task: () => Promise<T>): Promise<T>;
  isLocked(id: string): boolean;
};

export function createPaymentLock(): PaymentLock {
  const running = new Map<string, Promise<unknown>>();
  const isLocked = (id: string) => running.has(id);
  const withLock = async <T>(id: string, task: () => Promise<T>): Promise<T> => {
    if (isLocked(id)) throw new FareboxError('error_already_paying');
    const result = task();
    running.set(id, result);
    try {
      return await result;
    } finally {
      running.delete(id);
    }
  };
  const afterLock = async <T>(id: string, task: () => Promise<T>): Promise<T> => {
    for (let now = running.get(id); now !== undefined; now = running.get(id)) {
      await now.catch(() => undefined);
    }
    return withLock(id, task);
  };
  return { withLock, afterLock, isLocked };
}
