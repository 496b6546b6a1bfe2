/**
 * The last part of a change, once all that it depends on has been read: it asks for writes and waits for none, so that
 * the transaction is committed with them and not an answer later.
 */
export type Write = () => void;

/** Leaves a request of a transaction to itself: when it fails the transaction is aborted, and that is heard. */
export function later(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

/** Asks for all at once. Where one cannot even be asked, no other is left without its answer being heard. */
export function together<const Reads extends readonly (() => unknown)[]>(
  ...reads: Reads
): Promise<{ readonly [At in keyof Reads]: Awaited<ReturnType<Reads[At]>> }> {
  return Promise.all(reads.map(async (read) => read())) as Promise<{
    readonly [At in keyof Reads]: Awaited<ReturnType<Reads[At]>>;
  }>;
}
