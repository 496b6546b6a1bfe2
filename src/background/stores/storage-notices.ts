import type { StorageNotice } from '../../messages/index.ts';
import type { Records } from '../../wallets/records.ts';
import { hasSetAside, readOfSetAside } from '../../wallets/set-aside.ts';

/** What the user should know of the disk, before it matters. */
export type Notices = {
  /** Never throws: a store that cannot be read is no reason to show no price. */
  list(): Promise<StorageNotice[]>;
  /** The user has read that something was set aside. */
  read(): Promise<void>;
};

export function createNotices(local: Records, journal: { isDiskLow(): Promise<boolean> }): Notices {
  return {
    list: async () => {
      const [damaged, low] = await Promise.all([
        hasSetAside(local).catch(() => false),
        journal.isDiskLow().catch(() => false),
      ]);
      return [...(damaged ? (['damaged'] as const) : []), ...(low ? (['low'] as const) : [])];
    },
    read: () => readOfSetAside(local),
  };
}
