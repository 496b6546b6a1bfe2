import type { PaymentView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Button } from './Buttons.tsx';

/** The safe ways on: the same proof again, having ecash back, and asking what became of the money. */
export function Ways({ payment }: { payment: PaymentView }) {
  const { t, run } = useUi();
  const { id: paymentId, maySend, mayTakeBack, mayCheck, rail, paid } = payment;
  return (
    <>
      {mayTakeBack && (
        <Button act="take-back" onClick={() => void run('payment.takeBack', { paymentId })}>
          {t('take_back')}
        </Button>
      )}
      {maySend && (
        <Button act="send" primary={paid} onClick={() => void run('payment.send', { paymentId })}>
          {t('send_same')}
        </Button>
      )}
      {mayCheck && !paid && (
        <Button act="check" primary onClick={() => void run('payment.check', { paymentId })}>
          {t(rail === undefined || rail === 'eip3009' ? 'check_now' : 'look_again')}
        </Button>
      )}
    </>
  );
}

/** The outcome has been read: this tab need not show it any more. */
export function Leave(props: { payment: PaymentView; act: PopupAct; label: 'done' | 'later' }) {
  const { t, run } = useUi();
  const leave = async () => {
    const seen = await run('payment.seen', { paymentId: props.payment.id });
    if (seen !== undefined) props.act.close();
  };
  return (
    <Button act="done" onClick={() => void leave()}>
      {t(props.label)}
    </Button>
  );
}
