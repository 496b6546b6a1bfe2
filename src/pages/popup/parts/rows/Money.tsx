import type { PaymentView } from '../../../../messages/index.ts';
import { timeText } from '../../../shared/format/time.ts';
import { Alert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Whether the site still has a proof that it can use. */
export function mayStillBeTaken(payment: PaymentView, now: number): boolean {
  return payment.liveUntil !== undefined && payment.liveUntil > now;
}

/** Whether money moved: the first question when a page did not open. `said`: the text above says already that none did. */
export function Money({ payment, said }: { payment: PaymentView; said: boolean }) {
  const { t, now, locale } = useUi();
  const { liveUntil } = payment;
  if (liveUntil !== undefined && liveUntil > now) {
    return <Alert kind="warning">{t('money_live', timeText(liveUntil, now, locale))}</Alert>;
  }
  // Past its time a proof takes nothing any more; whether it did before, the chain knows.
  if (payment.mayCheck) return <Alert kind="warning">{t('money_open')}</Alert>;
  return said ? null : <Alert kind="info">{t('money_none')}</Alert>;
}
