import type { PaymentView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { PassAuto } from '../../shared/PassAuto.tsx';
import { Row, Rows } from '../../shared/Rows.tsx';
import { SiteText } from '../../shared/SiteText.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Allow } from '../parts/Allow.tsx';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** The door is open. What became of the money is the site's word, and is told as such. */
export function Receipt({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const { t, run } = useUi();
  const done = async () => {
    const seen = await run('payment.seen', { paymentId: payment.id });
    if (seen !== undefined) act.close();
  };
  return (
    <>
      <Heading>{t('receipt_title')}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p>{t(outcomeKey(payment))}</p>
      {payment.unasked && <p>{t('paid_unasked')}</p>}
      {payment.receipt?.reason !== undefined && (
        <Rows>
          <Row label={t('row_answer')}>
            <SiteText text={payment.receipt.reason} />
          </Row>
        </Rows>
      )}
      <PaymentRows payment={payment} />
      {payment.pass !== undefined && (
        <Alert kind="info">
          <p>{t('pass_kept')}</p>
          <PassAuto pass={payment.pass} />
        </Alert>
      )}
      <Allow payment={payment} />
      <Buttons>
        <Button act="done" primary onClick={() => void done()}>
          {t('done')}
        </Button>
      </Buttons>
    </>
  );
}

/** An ending says that the door did not open at first; the money may have moved all the same. */
function outcomeKey({ receipt, ending, preimage, proved, rail }: PaymentView): MessageKey {
  const proven = proved === true || preimage !== undefined;
  if (ending === undefined) {
    if (receipt !== undefined) return `receipt_${receipt.outcome}`;
    return proven ? 'receipt_proved' : 'receipt_none';
  }
  if (receipt?.outcome === 'settled') return 'receipt_not_opened';
  if (proven) return 'receipt_left_proved';
  if (rail === 'lightning') return 'receipt_unproved';
  return rail === undefined || rail === 'eip3009' ? 'receipt_chain' : 'receipt_left';
}
