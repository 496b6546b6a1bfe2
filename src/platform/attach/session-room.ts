import { session } from '../storage/stores.ts';

const ROOM = 'room:';

/** Reserves room in the session store for a proof, so that attaching it cannot fail later. Rejects when the store is full. */
export async function makeRoom(id: string, size: number): Promise<void> {
  await session.set(ROOM + id, ' '.repeat(size));
}

/** Gives the room back. Never rejects. */
export async function leaveRoom(id: string): Promise<void> {
  await session.remove(ROOM + id).catch(() => undefined);
}
