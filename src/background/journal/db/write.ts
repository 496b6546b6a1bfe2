import type { Payment } from '../../../core/payment/index.ts';
import { notePayee } from '../payees.ts';
import { count } from '../totals.ts';
import type { Row, Writing } from './database.ts';
import { later, type Write } from './later.ts';
import { rowOf } from './row.ts';

/** Where it is written on which networks a wallet has paid. */
export const networksKey = (wallet: string): string => `networks:${wallet}`;

/** Writes a payment and all that is counted of it, within one transaction. `before`: its row until now. */
export async function writeRow(
  tx: Writing,
  before: Row | undefined,
  payment: Payment,
): Promise<void> {
  const write = await preparedRow(tx, before, payment);
  write();
}

/** The same in two parts: reads all that the writing depends on, and gives the writing. */
export async function preparedRow(
  tx: Writing,
  before: Row | undefined,
  payment: Payment,
): Promise<Write> {
  const after = rowOf(payment);
  const writes = await Promise.all([
    count(tx, before, after),
    notePayee(tx, before, after),
    before === undefined ? noteNetwork(tx, payment) : undefined,
  ]);
  return () => {
    later(tx.objectStore('payments').put(after));
    for (const write of writes) write?.();
  };
}

async function noteNetwork(tx: Writing, { wallet, quote }: Payment): Promise<Write | undefined> {
  const { network } = quote.offer;
  if (network === undefined) return undefined;
  const meta = tx.objectStore('meta');
  const known = (await meta.get(networksKey(wallet))) as readonly string[] | undefined;
  if (known?.includes(network) === true) return undefined;
  return () => later(meta.put([...(known ?? []), network], networksKey(wallet)));
}
