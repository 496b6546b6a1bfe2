/**
 * Many calls, few runs: the first call runs `task` at once; calls that come while it runs, or within `gap` ms
 * after it, are answered by one more run. Resolves when a run that began after the call has ended; what `task`
 * throws is its caller's alone.
 */
export function coalesce(task: () => Promise<void>, gap = 0): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const run = (): Promise<void> => {
    const now = task();
    const pause = () => (gap === 0 ? undefined : new Promise<void>((go) => setTimeout(go, gap)));
    running = now.then(pause, pause).finally(() => {
      running = undefined;
    });
    return now;
  };

  return () => {
    if (running === undefined) return run();
    next ??= running.then(() => {
      next = undefined;
      return run();
    });
    return next;
  };
}
