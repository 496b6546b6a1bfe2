import type { PaymentView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

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
