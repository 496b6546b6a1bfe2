import type { PaymentView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** Signing, sending, opening: nothing to press. */
export function UnderWay({ payment, opening }: { payment: PaymentView; opening: boolean }) {
  const { t } = useUi();
  const signing = payment.state === 'approved' || payment.state === 'paying';
  const step = opening ? 'opening_text' : signing ? 'paying_sign' : 'paying_send';
  return (
    <>
      <Heading>{t(opening ? 'opening_title' : 'paying_title')}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p class="status" role="status">
        <span class="spinner" aria-hidden="true" />
        {t(step)}
      </p>
      <PaymentRows payment={payment} />
      <Buttons />
    </>
  );
}

/** The same address is being paid for in another tab. */
export function Elsewhere({ payment }: { payment: PaymentView }) {
  const { t, run } = useUi();
  return (
    <>
      <Heading>{t('elsewhere_title')}</Heading>
      <p>{t('elsewhere_text')}</p>
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      <Buttons>
        {payment.mayCheck && (
          <Button act="check" onClick={() => void run('payment.check', { paymentId: payment.id })}>
            {t('check_now')}
          </Button>
        )}
      </Buttons>
    </>
  );
}
