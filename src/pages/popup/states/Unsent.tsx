import type { PaymentView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { Copy } from '../../shared/Copy.tsx';
import { timeText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** The proof exists and has not left: send it, or take its headers along. */
export function Unsent({ payment }: { payment: PaymentView }) {
  const { t, run, now, locale } = useUi();
  const { id, liveUntil, copyOnly, maySend } = payment;
  const headers = async () => {
    const proof = await run('payment.proof', { paymentId: id });
    return proof?.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  };
  return (
    <>
      <Heading>{t('unsent_title')}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p>{copyOnly ? t('unsent_copy_text', payment.method) : t('unsent_text')}</p>
      <PaymentRows payment={payment} />
      {liveUntil !== undefined && (
        <Alert kind="warning">{t('unsent_secret', timeText(liveUntil, now, locale))}</Alert>
      )}
      <Buttons>
        <Copy text={headers} act="copy-headers">
          {t('copy_headers')}
        </Copy>
        {maySend && !copyOnly && (
          <Button act="send" primary onClick={() => void run('payment.send', { paymentId: id })}>
            {t('send_now')}
          </Button>
        )}
      </Buttons>
    </>
  );
}
