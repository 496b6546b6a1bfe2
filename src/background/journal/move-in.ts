import { FareboxError } from '../../core/errors.ts';
import type { Payment } from '../../core/payment/index.ts';
import { isPayment } from '../../core/payment/payment-record.ts';
import type { Store } from '../../platform/storage/stores.ts';
import { atomically, consistently } from './db/atomically.ts';
import type { Database } from './db/database.ts';
import { COPIED, DONE, MOVED } from './db/name.ts';
import { writeRow } from './db/write.ts';

/** What the keys of version 0.1.0's records begin with, in `storage.local`. */
const PAYMENTS = 'payment:';
/** Says in `storage.local` that there is a journal, so that its loss is noticed. */
const BEGUN = 'journal begun';
/** Records of one transaction. */
const BATCH = 100;

/**
 * Moves the records of version 0.1.0 from `storage.local` into the database, once. It may be ended at any moment and
 * begins again where it was: a record is written only where it is not there yet; all are read back before the first old
 * one is deleted; and from then on (`COPIED`) nothing is taken from `storage.local` any more, where content scripts can
 * write in Firefox. Throws `error_storage` when a record cannot be read back as it was written.
 */
export async function moveIn(database: Database, old: Store): Promise<void> {
  const stage = await consistently(database, (tx) => tx.objectStore('meta').get(MOVED));
  if (stage === DONE) return;
  // The database was there before, and is gone: what it held may have been spent.
  const lost = stage === undefined && (await old.get(BEGUN)) !== undefined;
  if (lost) await noteLoss(database);
  const stored = [...(await old.all(PAYMENTS))];
  if (stage !== COPIED) {
    for (let at = 0; at < stored.length; at += BATCH) {
      await copy(database, stored.slice(at, at + BATCH));
    }
    for (const [key, value] of stored) await readBack(database, key, value);
    await mark(database, COPIED);
  }
  if (stored.length > 0) await old.remove(...stored.map(([key]) => key));
  await old.set(BEGUN, true);
  await mark(database, DONE);
}

/** As a record that cannot be read: from then on nothing is paid without asking. */
function noteLoss(database: Database): Promise<unknown> {
  return atomically(database, 'strict', (tx) =>
    tx.objectStore('damaged').put({ lost: true }, 'journal'),
  );
}

function mark(database: Database, stage: string): Promise<unknown> {
  return atomically(database, 'strict', (tx) => tx.objectStore('meta').put(stage, MOVED));
}

function isRecord(key: string, value: unknown): value is Payment {
  return isPayment(value) && key === PAYMENTS + value.id;
}

function copy(database: Database, stored: readonly [string, unknown][]): Promise<void> {
  return atomically(database, 'strict', async (tx) => {
    for (const [key, value] of stored) {
      if (!isRecord(key, value)) await tx.objectStore('damaged').put(value, key);
      else await writeRow(tx, await tx.objectStore('payments').get(value.id), value);
    }
  });
}

function readBack(database: Database, key: string, value: unknown): Promise<void> {
  return consistently(database, async (tx) => {
    const found = isRecord(key, value)
      ? (await tx.objectStore('payments').get(value.id))?.payment
      : await tx.objectStore('damaged').get(key);
    if (JSON.stringify(found) !== JSON.stringify(value)) {
      throw new FareboxError('error_storage', key);
    }
  });
}
