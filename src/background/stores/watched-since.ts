import type { Store } from '../../platform/storage/stores.ts';

const SINCE = 'watchedSince';

/** Notes once in a browser session (or since Farebox was installed) from when on its listeners were there, ms. */
export async function noteWatched(session: Store, now: number): Promise<void> {
  if ((await watchedSince(session)) === undefined) await session.set(SINCE, now);
}

/** ms: documents that began to load after this were seen to be answered. */
export async function watchedSince(session: Store): Promise<number | undefined> {
  const since = await session.get(SINCE);
  return typeof since === 'number' ? since : undefined;
}
