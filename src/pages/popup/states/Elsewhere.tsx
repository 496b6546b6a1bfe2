import type { PaymentView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { type Choice, Choices } from '../parts/payment/Choices.tsx';
import { waysOf } from '../parts/payment/ways.ts';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** The same address is being paid for in another tab. */
export function Elsewhere({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const ui = useUi();
  const { t, run } = ui;
  const go = async () => {
    const shown = await run('payment.showTab', { paymentId: payment.id });
    if (shown !== undefined) act.close();
  };
  // The proof is sent where the payment is: here it is only asked after.
  const ways: readonly Choice[] = waysOf(payment, ui).filter((way) => way.act === 'check');
  return (
    <>
      <Heading>{t('elsewhere_title')}</Heading>
      <p>{t('elsewhere_text')}</p>
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      <Choices
        choices={[{ act: 'show-tab', label: t('elsewhere_go'), onClick: () => void go() }, ...ways]}
      />
    </>
  );
}
