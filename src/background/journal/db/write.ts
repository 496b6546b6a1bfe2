import type { Payment } from '../../../core/payment/index.ts';
import { notePayee } from '../payees.ts';
import { count } from '../totals.ts';
import type { Row, Writing } from './database.ts';
import { rowOf } from './row.ts';

/** Where it is written on which networks a wallet has paid. */
export const networksKey = (wallet: string): string => `networks:${wallet}`;

/** Writes a payment and all that is counted of it, within one transaction. `before`: its row until now. */
export async function writeRow(
  tx: Writing,
  before: Row | undefined,
  payment: Payment,
): Promise<void> {
  const after = rowOf(payment);
  await Promise.all([
    tx.objectStore('payments').put(after),
    count(tx, before, after),
    notePayee(tx, before, after),
    before === undefined ? noteNetwork(tx, payment) : undefined,
  ]);
}

async function noteNetwork(tx: Writing, { wallet, quote }: Payment): Promise<void> {
  const { network } = quote.offer;
  if (network === undefined) return;
  const meta = tx.objectStore('meta');
  const known = (await meta.get(networksKey(wallet))) as readonly string[] | undefined;
  if (known?.includes(network) !== true)
    await meta.put([...(known ?? []), network], networksKey(wallet));
}
