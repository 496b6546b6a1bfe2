// What decides which of several tasks runs when. Each tool keeps its own state, and none knows of time but `gap`.

/** Runs a task after those that came before it, whatever became of them. Resolves with what it gives. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs tasks one after another, whatever becomes of each. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
}

/** One task at a time for each key. */
export type KeyedLock = {
  /** Runs a task. Throws what `createKeyedLock` was given while another task of this key runs. */
  withLock<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** The same after the task that runs now. Never to be awaited from inside of that. */
  afterLock<T>(key: string, task: () => Promise<T>): Promise<T>;
  isLocked(key: string): boolean;
};

/** `busy`: the error of a task that does not wait for its turn. */
export function createKeyedLock(busy: () => Error): KeyedLock {
  const running = new Map<string, Promise<unknown>>();
  const isLocked = (key: string) => running.has(key);
  const withLock = async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    if (isLocked(key)) throw busy();
    const result = task();
    running.set(key, result);
    try {
      return await result;
    } finally {
      running.delete(key);
    }
  };
  const afterLock = async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    for (let now = running.get(key); now !== undefined; now = running.get(key)) {
      await now.catch(() => undefined);
    }
    return withLock(key, task);
  };
  return { withLock, afterLock, isLocked };
}

/**
 * What tasks that run at the same time give, once all have ended. When some fail it throws what the first of them in this
 * order did, however long that took, so that the same failures always say the same.
 */
export async function allInOrder<const Tasks extends readonly unknown[]>(
  ...tasks: Tasks
): Promise<{ readonly [At in keyof Tasks]: Awaited<Tasks[At]> }> {
  const ends = await Promise.allSettled(tasks);
  const values = ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  return values as { readonly [At in keyof Tasks]: Awaited<Tasks[At]> };
}

/** Runs a task, or waits for the one of this key that already runs: all who want the same thing get its one result. */
export type SingleFlight = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function createSingleFlight(): SingleFlight {
  const running = new Map<string, Promise<unknown>>();
  return <T>(key: string, task: () => Promise<T>) => {
    const before = running.get(key);
    if (before !== undefined) return before as Promise<T>;
    const now = task().finally(() => running.delete(key));
    running.set(key, now);
    return now;
  };
}

/**
 * Many calls, few runs: the first call runs `task` at once; calls that come while it runs, or within `gap` ms
 * after it, are answered by one more run. Resolves when a run that began after the call has ended; what `task`
 * throws is its caller's alone.
 */
export function coalesce(task: () => Promise<void>, gap = 0): () => Promise<void> {
  const run = coalesceByKey(task, gap);
  return () => run(undefined);
}

/** The same for each key by itself. A key at which nothing runs is forgotten. */
export function coalesceByKey<Key>(
  task: (key: Key) => Promise<void>,
  gap = 0,
): (key: Key) => Promise<void> {
  const running = new Map<Key, Promise<void>>();
  const next = new Map<Key, Promise<void>>();

  const run = (key: Key): Promise<void> => {
    const now = task(key);
    const pause = () => (gap === 0 ? undefined : new Promise<void>((go) => setTimeout(go, gap)));
    running.set(
      key,
      now.then(pause, pause).finally(() => running.delete(key)),
    );
    return now;
  };

  return (key) => {
    const before = running.get(key);
    if (before === undefined) return run(key);
    let waiting = next.get(key);
    if (waiting === undefined) {
      waiting = before.then(() => {
        next.delete(key);
        return run(key);
      });
      next.set(key, waiting);
    }
    return waiting;
  };
}
