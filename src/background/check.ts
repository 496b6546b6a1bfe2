import { isOpen, type Payment } from '../core/payment.ts';
import { clearAlarm } from '../platform/alarms.ts';
import { detach } from '../platform/attach.ts';
import type { Farebox } from './farebox.ts';
import { partsOf } from './pay.ts';

/**
 * Asks the wallet (for the purse: the chain) whether the money of an open payment moved, and writes down
 * what is certain: paid is `settled`, never to be paid is `expired`. What stays uncertain stays as it is.
 */
export async function check(farebox: Farebox, paymentId: string): Promise<Payment | undefined> {
  const payment = await farebox.journal.get(paymentId);
  if (payment === undefined || !isOpen(payment) || payment.request === undefined) return payment;
  // A proof that has not left is not the chain's to know of.
  if (payment.state === 'paying') return payment;
  const { wallet } = partsOf(farebox, payment);
  const found = await wallet.lookup(payment.request);
  farebox.balances.forget();
  if (found === 'unknown') return payment;
  const to = found === 'paid' ? 'settled' : 'expired';
  if (payment.state === 'proved' && to === 'settled') {
    await farebox.journal.step(paymentId, ['proved'], 'sent');
  }
  const state = (await farebox.journal.get(paymentId))?.state ?? payment.state;
  // The door is not known to be open: the chain says that the money went, and no more.
  const shut = to === 'settled' && payment.ending === undefined;
  const known = await farebox.journal.step(
    paymentId,
    [state],
    to,
    shut ? { ending: { kind: 'interrupted' } } : {},
  );
  await detach(paymentId);
  await clearAlarm(`check:${paymentId}`);
  farebox.changed();
  return known;
}
