import { withoutFragment } from '../../core/http.ts';
import { intentOf } from '../../core/payment.ts';
import type { PaymentView } from '../../messages/index.ts';
import type { Farebox } from '../farebox.ts';
import type { Seen } from '../tabs.ts';
import { paymentOf } from './payment.ts';

/**
 * The payment that was made before for what is asked for again (same method, same address without fragment), ready to
 * draw with the preimage that proves it; undefined where nothing was.
 */
export async function boughtOf(
  farebox: Farebox,
  { response }: Pick<Seen, 'response'>,
): Promise<PaymentView | undefined> {
  const intent = intentOf({ url: withoutFragment(response.url), method: response.method });
  const payment = await farebox.journal.boughtBefore(intent);
  if (payment === undefined) return undefined;
  const { allowances } = await farebox.settings();
  const preimage = await farebox.passes.preimage(payment.id);
  return paymentOf(payment, farebox.now(), allowances, undefined, preimage);
}
