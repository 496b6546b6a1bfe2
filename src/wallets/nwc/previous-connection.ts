import { isObject } from '../../core/encoding/json.ts';
import type { Records } from '../deps.ts';
import type { ConnectionInfo } from './connection-info.ts';

const EARLIER = 'nwc.earlier';

/** Notes until when a wallet was connected: another one does not know what this one was asked to pay. */
export async function rememberConnection(
  store: Records,
  facts: ConnectionInfo,
  now: number,
): Promise<void> {
  const { pubkey, otherUntil } = facts;
  await store.set(EARLIER, {
    pubkey,
    until: now,
    ...(otherUntil === undefined ? {} : { otherUntil }),
  });
}

/** ms since 1970: until when a wallet other than this was connected; undefined when none ever was. */
export async function otherConnectionUntil(
  store: Records,
  pubkey: string,
): Promise<number | undefined> {
  const stored = await store.get(EARLIER);
  if (!isObject(stored)) return undefined;
  const until = stored['pubkey'] === pubkey ? stored['otherUntil'] : stored['until'];
  return typeof until === 'number' ? until : undefined;
}
