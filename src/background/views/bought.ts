import { withoutFragment } from '../../core/http.ts';
import { intentOf, mayHaveMoved, type Payment } from '../../core/payment.ts';
import type { PaymentView } from '../../messages/index.ts';
import type { Farebox } from '../farebox.ts';
import type { Seen } from '../tabs.ts';
import { paymentOf } from './payment.ts';

/**
 * The payment that was made before for what is asked for again (same method, same address without fragment), whichever
 * tab made it: the newest that settled; where none did, the newest whose money may have moved. Money that came back
 * was no payment. `payments`: the newest first; `now` in ms.
 */
export function boughtBefore(
  { response }: Pick<Seen, 'response'>,
  payments: readonly Payment[],
  now: number,
): Payment | undefined {
  const intent = intentOf({ url: withoutFragment(response.url), method: response.method });
  const paid = payments.filter(
    (payment) =>
      intentOf(payment.quote) === intent && payment.returned !== true && mayHaveMoved(payment, now),
  );
  return paid.find(({ state }) => state === 'settled') ?? paid[0];
}

/** The same ready to draw, with the preimage that proves it. */
export async function boughtOf(
  farebox: Farebox,
  seen: Seen,
  payments: readonly Payment[],
): Promise<PaymentView | undefined> {
  const payment = boughtBefore(seen, payments, farebox.now());
  if (payment === undefined) return undefined;
  const { allowances } = await farebox.settings();
  const preimage = await farebox.passes.preimage(payment.id);
  return paymentOf(payment, farebox.now(), allowances, undefined, preimage);
}
