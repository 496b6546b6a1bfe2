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
