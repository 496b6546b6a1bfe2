import { FareboxError } from '../core/errors.ts';

/** Payments that this worker is busy with, and when it is done: nobody else continues them. */
const busy = new Map<string, Promise<unknown>>();

/** Runs what moves a payment on, unless it is being moved on already. */
export async function exclusively<T>(id: string, task: () => Promise<T>): Promise<T> {
  if (busy.has(id)) throw new FareboxError('error_already_paying');
  const running = task();
  busy.set(id, running);
  try {
    return await running;
  } finally {
    busy.delete(id);
  }
}

/** As `exclusively`, after whatever is moving the payment on now. Never to be awaited from inside of that. */
export async function inTurn<T>(id: string, task: () => Promise<T>): Promise<T> {
  for (let now = busy.get(id); now !== undefined; now = busy.get(id)) {
    await now.catch(() => undefined);
  }
  return exclusively(id, task);
}

export function isBusy(id: string): boolean {
  return busy.has(id);
}
