import type { PaymentView } from '../../../../messages/index.ts';
import { Alert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';
import { Heading } from '../request/Heading.tsx';
import { Amount } from '../rows/Amount.tsx';
import { PaymentRows } from '../rows/PaymentRows.tsx';
import { Choices, useLeave } from './Choices.tsx';
import { EndingText } from './EndingText.tsx';
import { waysOf } from './ways.ts';

/** The money has left for good, or as long as it is not taken back, and the page is not open. */
export function isPaidNotOpened({ paid, state }: PaymentView): boolean {
  return paid && (state === 'refused' || state === 'unknown' || state === 'sent');
}

/** Paid for, and not let in: what is known, and what can still be done without paying again. */
export function PaidNotOpened({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const ui = useUi();
  const { t } = ui;
  const leave = useLeave(payment.id, 'later', act.close);
  const { rail, maySend, mayTakeBack, mayClose } = payment;
  return (
    <>
      <Heading>{t('paid_shut')}</Heading>
      <Alert kind="danger">
        <strong>{t(rail === 'ecash' ? 'paid_left_ecash' : 'paid_left')}</strong>{' '}
        {t('paid_not_again')}
      </Alert>
      <EndingText payment={payment} />
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      {maySend && <p class="muted">{t('send_same_text')}</p>}
      {mayTakeBack && <p class="muted">{t('take_back_text')}</p>}
      {mayClose && <Close payment={payment} />}
      <Choices leave={leave} choices={waysOf(payment, ui)} />
    </>
  );
}

/** A quiet way to be done with it: it counts as spent, and a new price may be asked for. */
function Close({ payment }: { payment: PaymentView }) {
  const { t, run, busy } = useUi();
  return (
    <p class="muted">
      {t('leave_it_text')}{' '}
      <button
        type="button"
        class="link"
        data-act="close"
        disabled={busy !== undefined}
        onClick={() => void run('payment.close', { paymentId: payment.id })}
      >
        {t('leave_it')}
      </button>
    </p>
  );
}
