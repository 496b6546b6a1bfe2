import type { PaymentView } from '../../../messages/index.ts';
import { paymentStateKey } from '../format/payment-state.ts';
import { useUi } from '../ui.ts';

/** How a payment stands, and whether auto-pay made it. */
export function StateChips({ payment }: { payment: PaymentView }) {
  const { t } = useUi();
  return (
    <>
      <span class={`state ${payment.state}`}>{t(paymentStateKey(payment))}</span>
      {payment.autoPaid && <span class="state">{t('auto_paid')}</span>}
    </>
  );
}
