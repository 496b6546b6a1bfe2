import type { PaymentView } from '../../../messages/index.ts';
import type { MessageKey } from '../ui.ts';

/** In a word how it stands: on rails that pay at once, whether the money has left is the first question. */
export function paymentStateKey({ state, rail, paid, returned }: PaymentView): MessageKey {
  if (returned) return 'state_returned';
  if (state === 'paying' && rail !== undefined && rail !== 'eip3009') return 'state_paying_wallet';
  if (!paid) return `state_${state}`;
  if (state === 'proved') return 'state_proved_paid';
  return state === 'refused' || state === 'unknown' ? 'state_paid_shut' : `state_${state}`;
}
