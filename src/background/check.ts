import { hasPaid, isOpen, type Payment } from '../core/payment.ts';
import { paysAtOnce, type RailRequest, type RailResult } from '../core/rail.ts';
import { clearAlarm, setAlarm } from '../platform/alarms.ts';
import { detach } from '../platform/attach.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Farebox } from './farebox.ts';
import { askedFor, partsOf, proved } from './pay.ts';

/** ms: how soon what is not known is asked again, and how seldom at last. */
const SOON = 30_000;
const SELDOM = 24 * 60 * 60_000;

/**
 * Asks the wallet (for the purse: the chain) whether the money of an open payment moved, and writes down
 * what is certain: paid is `settled`, or `proved` where it is the wallet that gives the proof; never to be
 * paid is `expired`. What stays uncertain stays as it is.
 */
export async function check(farebox: Farebox, paymentId: string): Promise<Payment | undefined> {
  const payment = await farebox.journal.get(paymentId);
  if (payment === undefined || !isOpen(payment) || payment.request === undefined) return payment;
  const atOnce = paysAtOnce(payment.quote.offer.rail?.kind);
  if (atOnce && payment.proof === undefined) return askWallet(farebox, payment);
  // The preimage is the proof that the money went: nobody need be asked, and nobody can deny it.
  if (payment.request.rail === 'lightning' && hasPaid(payment)) return payment;
  // A proof that has not left is not the chain's to know of.
  if (payment.state === 'paying') return payment;
  const { wallet } = partsOf(farebox, payment);
  const found = await wallet.lookup(payment.request, askedFor(payment));
  farebox.balances.forget();
  if (found !== 'paid' && found !== 'unpaid') return payment;
  const to = found === 'paid' ? 'settled' : 'expired';
  if (payment.state === 'proved' && to === 'settled') {
    await farebox.journal.step(paymentId, ['proved'], 'sent');
  }
  return end(farebox, paymentId, to);
}

/** Ends an open payment by what was found out, whatever became of the door. */
export async function end(
  farebox: Farebox,
  paymentId: string,
  to: 'settled' | 'expired',
  returned = false,
): Promise<Payment | undefined> {
  const payment = await farebox.journal.get(paymentId);
  if (payment === undefined || !isOpen(payment)) return payment;
  // The door is not known to be open: the money went, and no more.
  const shut = to === 'settled' && payment.ending === undefined;
  const known = await farebox.journal.step(paymentId, [payment.state], to, {
    ...(shut ? { ending: { kind: 'interrupted' } as const } : {}),
    ...(returned ? { returned } : {}),
  });
  await farebox.passes.keepPreimage(payment);
  await detach(paymentId);
  await clearAlarm(`check:${paymentId}`);
  farebox.changed();
  return known;
}

/** The wallet was asked to pay and its answer never came. It is looked up, and never asked to pay again. */
async function askWallet(farebox: Farebox, payment: Payment): Promise<Payment | undefined> {
  const { state, request } = payment;
  if (request === undefined || (state !== 'paying' && state !== 'unknown')) return payment;
  const { protocol, wallet } = partsOf(farebox, payment);
  const found =
    given(protocol, payment, request) ?? (await wallet.lookup(request, askedFor(payment)));
  farebox.balances.forget();
  if (found === 'unknown') return payment;
  if (found === 'unpaid') return end(farebox, payment.id, 'expired');
  if (found === 'paid') return end(farebox, payment.id, 'settled');
  const step = proved(protocol, payment, request, found);
  const known = await farebox.journal.step(payment.id, [state], 'proved', step);
  await clearAlarm(`check:${payment.id}`);
  await farebox.passes.keep(known);
  farebox.changed();
  return known;
}

/** What the wallet gave before, where a proof can be made of it now. */
function given(protocol: Protocol, payment: Payment, request: RailRequest): RailResult | undefined {
  const { answer } = payment;
  if (answer === undefined) return undefined;
  try {
    proved(protocol, payment, request, answer);
    return answer;
  } catch {
    return undefined;
  }
}

/**
 * Has the wallet (for the purse: the chain) asked again what became of a payment: soon at first, then less and less
 * often, at last once a day. There is no end to that: until there is an answer the payment counts as spent.
 */
export async function askLater(farebox: Farebox, payment: Payment): Promise<void> {
  const waited = farebox.now() - (payment.history[0]?.at ?? 0);
  const next = Math.min(Math.max(SOON, waited / 2), SELDOM);
  await setAlarm(`check:${payment.id}`, farebox.now() + next);
}
