import type { PaymentView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { Copy } from '../../shared/Copy.tsx';
import { timeText } from '../../shared/time.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** The proof exists, and it is for the person to send it: to the tab again, or by hand with its headers. */
export function Unsent({ payment }: { payment: PaymentView }) {
  const { t, run, now, locale } = useUi();
  const { id, liveUntil, copyOnly, maySend } = payment;
  // The background says so only of a proof that was watched all the way and did not go.
  const kept = payment.ending?.kind === 'not-attached';
  const noRequest = payment.ending?.kind === 'not-attached' && payment.ending.noRequest === true;
  // A proof that may have left before: the site may have it, and only the same one may follow.
  const left = payment.state === 'sent' && !kept;
  const headers = async () => {
    const proof = await run('payment.proof', { paymentId: id });
    return proof?.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  };
  return (
    <>
      <Heading>
        {t(noRequest && !copyOnly ? 'ending_no_request' : titleOf(payment, kept, left))}
      </Heading>
      <Amount money={payment.money} network={payment.network} />
      {copyOnly ? (
        <p>{t('unsent_copy_text', payment.method)}</p>
      ) : (
        <p>{t(noRequest ? 'ending_no_request_text' : textOf(payment, kept, left))}</p>
      )}
      <PaymentRows payment={payment} />
      {liveUntil !== undefined && (
        <Alert kind="warning">{t('unsent_secret', timeText(liveUntil, now, locale))}</Alert>
      )}
      {liveUntil === undefined && payment.paid && (
        <Alert kind="warning">{t('unsent_secret_paid')}</Alert>
      )}
      {left && maySend && <p class="muted">{t('send_same_text')}</p>}
      <Buttons>
        {left && payment.mayCheck && (
          <Button act="check" onClick={() => void run('payment.check', { paymentId: id })}>
            {t('check_now')}
          </Button>
        )}
        <Copy text={headers} act="copy-headers">
          {t('copy_headers')}
        </Copy>
        {maySend && !copyOnly && (
          <Button act="send" primary onClick={() => void run('payment.send', { paymentId: id })}>
            {t(left ? 'send_same' : 'send_now')}
          </Button>
        )}
      </Buttons>
    </>
  );
}

/** Where the money has left before the proof, it is the proof alone that was not sent. */
function titleOf({ copyOnly, paid, what }: PaymentView, kept: boolean, left: boolean): MessageKey {
  if (copyOnly) return 'unsent_copy_title';
  if (kept && what === 'fetch') return 'unsent_fetch_title';
  if (left) return 'ending_interrupted';
  if (paid) return 'unsent_paid_title';
  return kept ? 'ending_not_attached' : 'unsent_title';
}

function textOf({ paid, what }: PaymentView, kept: boolean, left: boolean): MessageKey {
  if (left) return 'ending_network_text';
  if (kept && what === 'fetch') return paid ? 'unsent_fetch_paid_text' : 'unsent_fetch_text';
  if (kept) return paid ? 'unsent_kept_text' : 'ending_not_attached_text';
  return paid ? 'unsent_paid_text' : 'unsent_text';
}
