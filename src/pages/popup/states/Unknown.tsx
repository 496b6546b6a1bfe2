import type { PaymentView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { timeText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Amount } from '../parts/Amount.tsx';
import { Choices, useLeave } from '../parts/Choices.tsx';
import { EndingText } from '../parts/EndingText.tsx';
import { Heading } from '../parts/Heading.tsx';
import { isPaidShut, PaidNotOpened } from '../parts/PaidNotOpened.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';
import { waysOf } from '../parts/ways.ts';

/** How it ended is not known. */
export function Unknown({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const ui = useUi();
  const { t, now, locale } = ui;
  const leave = useLeave(payment.id, 'later', act.close);
  const { liveUntil } = payment;
  if (isPaidShut(payment)) return <PaidNotOpened payment={payment} act={act} />;
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
