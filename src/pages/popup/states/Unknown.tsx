import type { PaymentView } from '../../../messages/index.ts';
import { timeText } from '../../shared/format/time.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Choices, useLeave } from '../parts/payment/Choices.tsx';
import { EndingText } from '../parts/payment/EndingText.tsx';
import { isPaidNotOpened, PaidNotOpened } from '../parts/payment/PaidNotOpened.tsx';
import { waysOf } from '../parts/payment/ways.ts';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** How it ended is not known. */
export function Unknown({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const ui = useUi();
  const { t, now, locale } = ui;
  const leave = useLeave(payment.id, 'later', act.close);
  const { liveUntil } = payment;
  if (isPaidNotOpened(payment)) return <PaidNotOpened payment={payment} act={act} />;
  return (
    <>
      <Heading>{t('unknown_title')}</Heading>
      <Alert kind="danger">
        <strong>{t('unknown_text')}</strong>{' '}
        {liveUntil !== undefined &&
          liveUntil > now &&
          t('unknown_until', timeText(liveUntil, now, locale))}
      </Alert>
      <EndingText payment={payment} />
      <p>{t('money_counts')}</p>
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      {payment.maySend && <p class="muted">{t('send_same_text')}</p>}
      <Choices leave={leave} choices={waysOf(payment, ui)} />
    </>
  );
}
