import * as v from 'valibot';
import { numbered, readStored, type Stored, shape, time } from '../../core/encoding/stored.ts';
import type { Records } from '../deps.ts';
import type { ConnectionInfo } from './connection-info.ts';

const EARLIER = 'nwc.earlier';

const PREVIOUS = {
  schema: shape({
    version: v.literal(1),
    /** The wallet service's key. */
    pubkey: v.string(),
    /** ms since 1970: until when it was connected. */
    until: time,
    /** ms since 1970: until when another one was connected before it. */
    otherUntil: v.exactOptional(time),
  }),
  from: [numbered],
} satisfies Stored<v.GenericSchema>;

/** Notes until when a wallet was connected: another one does not know what this one was asked to pay. */
export async function rememberConnection(
  store: Records,
  facts: ConnectionInfo,
  now: number,
): Promise<void> {
  const { pubkey, otherUntil } = facts;
  const other = otherUntil === undefined ? {} : { otherUntil };
  const previous: v.InferOutput<typeof PREVIOUS.schema> = {
    version: 1,
    pubkey,
    until: now,
    ...other,
  };
  await store.set(EARLIER, previous);
}

/**
 * ms since 1970: until when a wallet other than this was connected; undefined when none ever was. Where that cannot be
 * read one may have been until `now`: then this wallet's "unpaid" is no evidence for payments before.
 */
export async function otherConnectionUntil(
  store: Records,
  pubkey: string,
  now: number,
): Promise<number | undefined> {
  const stored = await store.get(EARLIER);
  if (stored === undefined) return undefined;
  const previous = readStored(PREVIOUS, stored);
  if (previous === undefined) return now;
  return previous.pubkey === pubkey ? previous.otherUntil : previous.until;
}
