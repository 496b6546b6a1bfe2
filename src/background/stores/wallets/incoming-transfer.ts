import * as v from 'valibot';
import { shape, time } from '../../../core/encoding/stored.ts';
import { amount, chain } from '../../../core/rules/settings-schema.ts';
import type { Store } from '../../../platform/storage/stores.ts';

const record = shape({
  /** ms since 1970: when the wallet was asked. */
  at: time,
  network: chain,
  asset: v.string(),
  amount,
  to: v.string(),
  /** Of the transaction, once the wallet has said it: until then it is not known whether there is one. */
  hash: v.exactOptional(v.string()),
});

/** A transfer to the purse that another wallet was asked for. Amounts: base units, decimal. */
export type IncomingTransfer = v.InferOutput<typeof record>;

/** The newest one: written before the wallet is asked, and gone when the user declined. */
export type IncomingTransfers = {
  get(): Promise<IncomingTransfer | undefined>;
  set(transfer: IncomingTransfer): Promise<void>;
  remove(): Promise<void>;
};

const KEY = 'incomingTransfer';

/** A record that cannot be read says nothing of any money here: the other wallet has it in its own list. */
export function createIncomingTransfers(store: Store): IncomingTransfers {
  return {
    get: async () => {
      const read = v.safeParse(record, await store.get(KEY));
      return read.success ? read.output : undefined;
    },
    set: (transfer) => store.set(KEY, transfer),
    remove: () => store.remove(KEY),
  };
}
