import { intentOf } from '../../../core/payment/index.ts';
import type { PaymentView } from '../../../messages/index.ts';
import type { Context } from '../../context.ts';
import type { Seen } from '../../stores/tab-store.ts';
import { paymentOf } from './payment.ts';

/**
 * The payment that was made before for what is asked for again (same method, same address without fragment), ready to
 * draw with the preimage that proves it; undefined where nothing was.
 */
export async function boughtOf(
  context: Context,
  { response }: Pick<Seen, 'response'>,
): Promise<PaymentView | undefined> {
  const payment = await context.journal.boughtBefore(intentOf(response));
  if (payment === undefined) return undefined;
  const { grants } = await context.settings();
  const preimage = await context.passes.preimage(payment.id);
  return paymentOf(context, payment, grants, undefined, preimage);
}
