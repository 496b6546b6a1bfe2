import { createQueue } from '../core/concurrency.ts';
import { isObject } from '../core/encoding/json.ts';
import type { Records } from './records.ts';

/** What was stored and cannot be read, by the name of the record that it stood in. Kept until another takes its place. */
const KEY = 'damaged';
/** Names that the user has not read of. */
const UNREAD = 'damaged.unread';

const inTurn = createQueue();

/**
 * Keeps a copy of what cannot be read, so that the record can be written anew and nothing is lost, and has the user told.
 * The same thing is told once. Never throws: where it cannot be kept, what follows must not be kept from happening.
 */
export function setAside(store: Records, name: string, value: unknown): Promise<void> {
  return inTurn(async () => {
    const all = await store.get(KEY);
    const known = isObject(all) ? all : {};
    if (JSON.stringify(known[name]) === JSON.stringify(value)) return;
    await store.set(KEY, { ...known, [name]: value });
    await store.set(UNREAD, [...new Set([...(await unread(store)), name])]);
  }).catch(() => undefined);
}

async function unread(store: Records): Promise<readonly string[]> {
  const names = await store.get(UNREAD);
  return Array.isArray(names) ? names.map(String) : [];
}

/** Whether something was set aside that the user has not read of. */
export async function hasSetAside(store: Records): Promise<boolean> {
  return (await unread(store)).length > 0;
}

/** The user has read of it. What was set aside is kept. */
export function readOfSetAside(store: Records): Promise<void> {
  return inTurn(() => store.remove(UNREAD));
}
