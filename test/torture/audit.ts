import type { Payment } from '../../src/core/payment.ts';
import type { Transfer } from '../lab/chain.ts';
import { nonceOf } from './truth.ts';

/** The books: what the chain moved out of the purse against the journal, payment by payment. */
export function audit(
  journal: readonly Payment[],
  transfers: readonly Transfer[],
): { readonly payments: number; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const byUrl = new Map<string, number>();
  for (const { nonce, amount } of transfers) {
    const payment = journal.find((each) => nonceOf(each) === nonce);
    if (payment === undefined) {
      faults.push(`lost: the chain has ${nonce}, the journal has not`);
      continue;
    }
    const { quote, state } = payment;
    if (amount.toString() !== quote.offer.price?.amount)
      faults.push(`lie: ${quote.url} took ${amount}`);
    if (state === 'expired' || state === 'approved' || state === 'paying' || state === 'proved') {
      faults.push(`lie: ${quote.url} was paid, and is kept as ${state}`);
    }
    byUrl.set(quote.url, (byUrl.get(quote.url) ?? 0) + 1);
  }
  for (const [url, times] of byUrl) {
    if (times > 1) faults.push(`double: ${url} was paid ${times} times`);
  }
  return { payments: transfers.length, faults };
}
