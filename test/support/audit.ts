import { mayHaveMoved, type Payment } from '../../src/core/payment/index.ts';
import { keyOf, type Move } from './moves.ts';

/** The books: what was really paid against the journal, payment by payment. */
export function audit(
  journal: readonly Payment[],
  moves: readonly Move[],
): { readonly payments: number; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const byUrl = new Map<string, number>();
  for (const { key, amount } of moves) {
    const payment = journal.find((each) => keyOf(each) === key);
    if (payment === undefined) {
      faults.push(`lost: ${key} was paid, the journal has not`);
      continue;
    }
    const { quote, state } = payment;
    if (amount.toString() !== quote.offer.price?.amount)
      faults.push(`lie: ${quote.url} took ${amount}`);
    if (state === 'expired' || state === 'approved' || state === 'paying' || state === 'proved') {
      faults.push(`lie: ${quote.url} was paid, and is kept as ${state}`);
    }
    // Long after every proof's end, what moved must still be counted.
    if (!mayHaveMoved(payment, Number.MAX_SAFE_INTEGER)) {
      faults.push(`lie: ${quote.url} was paid, and does not count as spent`);
    }
    byUrl.set(quote.url, (byUrl.get(quote.url) ?? 0) + 1);
  }
  for (const [url, times] of byUrl) {
    if (times > 1) faults.push(`double: ${url} was paid ${times} times`);
  }
  return { payments: moves.length, faults };
}
